//! Watching the files of the catalogue.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, Weak,
        mpsc::{self, Receiver, SyncSender},
    },
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
    _watcher: Arc<Mutex<RecommendedWatcher>>,
}

impl CatalogWatch {
    /// Watches files, and folders with what is in them. `None` if there are none, or if the system cannot watch them:
    /// then a key reloads them.
    pub fn new(paths: &[PathBuf], events: SyncSender<AppEvent>) -> Option<Self> {
        let targets: Vec<_> = paths.iter().flat_map(|path| watch_targets(path)).collect();
        // Editors replace a file, which a watch of the file itself would not outlive.
        let mut folders: Vec<_> = targets.iter().filter_map(Target::folder).map(Path::to_owned).collect();
        folders.sort_unstable();
        folders.dedup();
        folders.retain(|folder| folder.is_dir());
        let (changes, changed) = mpsc::channel();
        let of_folders = folders.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let event = event.ok().filter(|event| is_change(event.kind));
            if let Some(change) = event.and_then(|event| change_of(&event, &targets, &of_folders)) {
                // The thread ends only when the program does.
                let _ = changes.send(change);
            }
        })
        .ok()?;
        let mut folders = WatchedFolders { folders, watched: Vec::new() };
        if !folders.watch_again(&mut watcher) {
            return None;
        }
        let watcher = Arc::new(Mutex::new(watcher));
        let reporter = Reporter { folders, watcher: Arc::downgrade(&watcher), events };
        thread::Builder::new().name("watch".to_owned()).spawn(move || reporter.run(&changed)).ok()?;
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

/// What a change is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Target,
    /// A watched folder, or one that it is in, was deleted, moved or made again. What watches it may watch nothing now.
    Folder,
}

/// What an event changed; `None` if it does not concern any target.
fn change_of(event: &Event, targets: &[Target], folders: &[PathBuf]) -> Option<Change> {
    let is_folder = |path: &PathBuf| folders.iter().any(|folder| folder.starts_with(path));
    let is_target = |path: &PathBuf| {
        targets.iter().any(|target| match target {
            Target::File(file) => path == file,
            Target::Folder(folder) => path.parent() == Some(folder),
        })
    };
    if event.paths.iter().any(is_folder) {
        return Some(Change::Folder);
    }
    // Without a path, changes were lost.
    (event.paths.is_empty() || event.paths.iter().any(is_target)).then_some(Change::Target)
}

/// The folders of the targets, and what is watched of them.
struct WatchedFolders {
    folders: Vec<PathBuf>,
    /// The folders; instead of one that is gone, the nearest that it would be in.
    watched: Vec<PathBuf>,
}

impl WatchedFolders {
    /// Watches the folders that exist now, which may be other ones under the same paths. Returns false if none can be
    /// watched.
    fn watch_again(&mut self, watcher: &mut RecommendedWatcher) -> bool {
        for path in self.watched.drain(..) {
            // The system forgets the watch of a deleted folder by itself.
            let _ = watcher.unwatch(&path);
        }
        loop {
            let existing = self.existing();
            for path in existing.iter().filter(|path| !self.watched.contains(path)) {
                let _ = watcher.watch(path, RecursiveMode::NonRecursive);
            }
            let is_complete = existing.iter().all(|path| self.watched.contains(path));
            self.watched = existing;
            // A folder may have been made after the search for it, and before the watch.
            if is_complete {
                return !self.watched.is_empty();
            }
        }
    }

    fn existing(&self) -> Vec<PathBuf> {
        let nearest = |folder: &PathBuf| folder.ancestors().find(|path| path.is_dir()).map(Path::to_owned);
        let mut existing: Vec<_> = self.folders.iter().filter_map(nearest).collect();
        existing.sort_unstable();
        existing.dedup();
        existing
    }
}

/// Reports changes to the main loop.
struct Reporter {
    folders: WatchedFolders,
    watcher: Weak<Mutex<RecommendedWatcher>>,
    events: SyncSender<AppEvent>,
}

impl Reporter {
    /// Reports changes, those that follow each other closely once.
    fn run(mut self, changed: &Receiver<Change>) {
        while let Ok(change) = changed.recv() {
            self.follow(change);
            let start = Instant::now();
            while start.elapsed() < MAX_DELAY
                && let Ok(change) = changed.recv_timeout(QUIET_TIME)
            {
                self.follow(change);
            }
            if self.events.send(AppEvent::CatalogChanged).is_err() {
                return;
            }
        }
    }

    /// Watches folders that were made again.
    fn follow(&mut self, change: Change) {
        let watcher = self.watcher.upgrade().filter(|_| change == Change::Folder);
        if let Some(mut watcher) = watcher.as_deref().and_then(|watcher| watcher.lock().ok()) {
            self.folders.watch_again(&mut watcher);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const MAX_WAIT: Duration = Duration::from_secs(10);
    /// Longer than a report is delayed.
    const REST: Duration = Duration::from_millis(300);

    /// Changes files and waits until each watch has reported it.
    fn assert_reported(watches: &[Receiver<AppEvent>], what: &str, change: impl FnOnce()) {
        change();
        for events in watches {
            assert!(matches!(events.recv_timeout(MAX_WAIT), Ok(AppEvent::CatalogChanged)), "{what}");
            while events.recv_timeout(REST).is_ok() {}
        }
    }

    #[test]
    fn folders_that_are_deleted_and_made_again_are_watched_again() {
        let dir = tempfile::tempdir().unwrap();
        let (outer, file) = (dir.path().join("models"), dir.path().join("models/team/a.toml"));
        let (folder, old) = (file.parent().unwrap(), dir.path().join("old"));
        let make = || {
            fs::create_dir_all(folder).unwrap();
            fs::write(&file, "first").unwrap();
        };
        make();
        // Of the folder, and of the file in it.
        let (_watches, events): (Vec<_>, Vec<_>) = [folder, &file]
            .map(|path| {
                let (sender, events) = mpsc::sync_channel(64);
                (CatalogWatch::new(&[path.to_owned()], sender).unwrap(), events)
            })
            .into_iter()
            .unzip();
        let assert_is_watched = || assert_reported(&events, "a change in it", || fs::write(&file, "next").unwrap());
        assert_is_watched();
        for deleted in [folder, folder, &outer] {
            assert_reported(&events, "it is deleted", || fs::remove_dir_all(deleted).unwrap());
            assert_reported(&events, "it is made again", make);
            assert_is_watched();
        }
        assert_reported(&events, "another one takes its place", || {
            fs::rename(folder, &old).unwrap();
            make();
        });
        assert_is_watched();
        fs::write(old.join("a.toml"), "not watched").unwrap();
        assert!(events.iter().all(|events| events.recv_timeout(REST).is_err()));
    }
}
