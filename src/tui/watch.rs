//! Watching the files of the catalogue.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, SyncSender},
    thread,
    time::{Duration, Instant},
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};

use crate::tui::event::AppEvent;

/// A file is read once it did not change for this time: an editor or a script writes it in several steps.
const QUIET_TIME: Duration = Duration::from_millis(100);
/// A file that keeps changing is read after this time nevertheless.
const MAX_DELAY: Duration = Duration::from_secs(1);

/// Watches files until it is dropped.
pub(super) struct CatalogWatch {
    _watcher: RecommendedWatcher,
}

impl CatalogWatch {
    /// Watches files, and folders with what is in them. `None` if there are none, or if the system cannot watch them:
    /// then a key reloads them.
    pub fn new(paths: &[PathBuf], events: SyncSender<AppEvent>) -> Option<Self> {
        let targets: Vec<_> = paths.iter().flat_map(|path| watch_targets(path)).collect();
        if targets.is_empty() {
            return None;
        }
        let (changes, changed) = mpsc::channel();
        // Editors replace a file, which a watch of the file itself would not outlive.
        let mut folders: Vec<_> = targets.iter().filter_map(Target::folder).map(Path::to_owned).collect();
        folders.sort_unstable();
        folders.dedup();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_change(event.kind) && concerns(&event, &targets)) {
                // The thread ends only when the program does.
                let _ = changes.send(());
            }
        })
        .ok()?;
        let watched = folders.iter().filter(|folder| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok());
        if watched.count() == 0 {
            return None;
        }
        thread::Builder::new().name("watch".to_owned()).spawn(move || report_changes(&changed, &events)).ok()?;
        Some(Self { _watcher: watcher })
    }
}

/// What a change is reported of.
enum Target {
    File(PathBuf),
    /// Everything in a folder.
    Folder(PathBuf),
}

impl Target {
    /// The folder to watch.
    fn folder(&self) -> Option<&Path> {
        match self {
            Self::File(path) => path.parent(),
            Self::Folder(path) => Some(path),
        }
    }
}

/// A path, and the file that it stands for, if it is a link.
fn watch_targets(path: &Path) -> Vec<Target> {
    let absolute = std::path::absolute(path).ok();
    let mut paths: Vec<_> = absolute.into_iter().chain(path.canonicalize()).collect();
    paths.dedup();
    let is_folder = path.is_dir();
    paths.into_iter().map(|path| if is_folder { Target::Folder(path) } else { Target::File(path) }).collect()
}

/// True unless a file was only read.
fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
}

fn concerns(event: &Event, targets: &[Target]) -> bool {
    let is_target = |path: &PathBuf| {
        targets.iter().any(|target| match target {
            Target::File(file) => path == file,
            Target::Folder(folder) => path.parent() == Some(folder),
        })
    };
    // Without a path, changes were lost.
    event.paths.is_empty() || event.paths.iter().any(is_target)
}

/// Reports changes, those that follow each other closely once.
fn report_changes(changed: &Receiver<()>, events: &SyncSender<AppEvent>) {
    while changed.recv().is_ok() {
        let start = Instant::now();
        while start.elapsed() < MAX_DELAY && changed.recv_timeout(QUIET_TIME).is_ok() {}
        if events.send(AppEvent::CatalogChanged).is_err() {
            return;
        }
    }
}
