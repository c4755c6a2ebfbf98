//! Files that only the user can read: notes, queries and what else the program stores of a person.
//!
//! What exists already keeps its permissions.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// Instances hold a lock only while they read and write.
const LOCK_TIMEOUT: Duration = Duration::from_secs(3);
const LOCK_RETRY_INTERVAL: Duration = Duration::from_millis(2);
/// As many as Linux follows.
const MAX_LINKS: usize = 40;

/// Options to create a file with mode 0600.
pub(super) fn private_file_options() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "other systems have no mode"))]
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Creates the directory of a file, and those above it, with mode 0700.
pub(super) fn create_private_parent(path: &Path) -> io::Result<()> {
    let Some(dir) = path.parent() else { return Ok(()) };
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(dir)
}

/// Takes a lock, which is released when the file is dropped, also if the process is killed. Fails after
/// [`LOCK_TIMEOUT`].
pub(super) fn acquire_lock(path: &Path) -> io::Result<File> {
    create_private_parent(path)?;
    let lock = private_file_options().create(true).truncate(false).write(true).open(path)?;
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() < LOCK_TIMEOUT => thread::sleep(LOCK_RETRY_INTERVAL),
            Err(TryLockError::WouldBlock) => return Err(io::Error::other("another process holds the lock")),
        }
    }
}

/// The file that a path stands for: the end of its symbolic links, which need not exist.
pub(super) fn resolve_links(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(target) = fs::read_link(&path) else { break };
        // A relative target starts from the directory of the link.
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
}
