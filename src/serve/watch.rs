//! Turns what happens to the files of a hall into a stream of paths that may have changed.
//!
//! Knows files and folders; nothing of what is in them. Says too much rather than too little: whoever listens reads the hall again.

use super::ServeError;
use crate::load::{Inventory, Listed, Store, is_leftover};
use foldhash::HashSet;
use notify::event::{EventKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// The folders of a hall that pages are made from.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// A path from the hall's root that may have changed; empty if the system could not say which.
pub(super) type Changed = String;

/// Watches the folders of a hall for as long as it lives.
pub(super) enum Watch {
    /// The system tells.
    Told { watcher: Box<RecommendedWatcher>, root: PathBuf, folders_moved: Arc<AtomicBool> },
    /// A thread looks again and again.
    Looking,
}

impl Watch {
    /// Begins to watch the hall in `root`; what changes goes to `changed`. With `poll`, looks at all files this often, for network
    /// drives, which do not tell.
    ///
    /// # Errors
    /// If the system cannot watch.
    pub(super) fn begin(
        root: &Path,
        poll: Option<Duration>,
        changed: Sender<Changed>,
    ) -> Result<Self, ServeError> {
        if let Some(pause) = poll {
            let store = Store::Disk(root.to_path_buf());
            std::thread::spawn(move || look_again_and_again(&store, pause, &changed));
            return Ok(Self::Looking);
        }
        let root = root.canonicalize().map_err(|error| ServeError::Watch(error.to_string()))?;
        let folders_moved = Arc::new(AtomicBool::new(true));
        let listener = Listener { root: root.clone(), folders_moved: Arc::clone(&folders_moved), changed };
        // A link could lead out of the hall, and reading passes it over too.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(listener, config)?;
        watcher.watch(&root, RecursiveMode::NonRecursive)?;
        let mut watch = Self::Told { watcher: Box::new(watcher), root, folders_moved };
        watch.follow()?;
        Ok(watch)
    }

    /// Watches the folders of the hall anew if they have appeared, gone or been moved.
    ///
    /// # Errors
    /// If the system cannot watch, or a folder vanished meanwhile; the next call tries again.
    pub(super) fn follow(&mut self) -> Result<(), ServeError> {
        let Self::Told { watcher, root, folders_moved } = self else { return Ok(()) };
        if !folders_moved.swap(false, Ordering::SeqCst) {
            return Ok(());
        }
        for folder in FOLDERS.map(|folder| root.join(folder)) {
            // Not watched yet, or gone together with its folder: either way there is nothing to end.
            let _ = watcher.unwatch(&folder);
            if folder.is_dir()
                && let Err(error) = watcher.watch(&folder, RecursiveMode::Recursive)
            {
                folders_moved.store(true, Ordering::SeqCst);
                return Err(error.into());
            }
        }
        Ok(())
    }
}

/// Sorts out what the system tells.
struct Listener {
    root: PathBuf,
    folders_moved: Arc<AtomicBool>,
    changed: Sender<Changed>,
}

impl notify::EventHandler for Listener {
    fn handle_event(&mut self, event: notify::Result<Event>) {
        match event {
            // Reading a file is told as well: whoever listened to that would wake itself by reading.
            Ok(Event { kind: EventKind::Access(_), .. }) => {}
            Ok(event) if event.need_rescan() => self.lost_track(),
            Ok(event) => {
                let is_known = |path: &&PathBuf| path_in_hall(&self.root, path).is_some();
                if is_of_names(event.kind) && event.paths.iter().any(|path| self.is_top(path)) {
                    self.folders_moved.store(true, Ordering::SeqCst);
                }
                if let Some(path) = event.paths.iter().find(is_known) {
                    self.tell(path_in_hall(&self.root, path).unwrap_or_default());
                }
            }
            Err(_) => self.lost_track(),
        }
    }
}

impl Listener {
    fn is_top(&self, path: &Path) -> bool {
        FOLDERS.iter().any(|folder| path == self.root.join(folder))
    }

    /// The system could not keep up: anything may have happened, new folders included.
    fn lost_track(&self) {
        self.folders_moved.store(true, Ordering::SeqCst);
        self.tell(Changed::new());
    }

    fn tell(&self, path: Changed) {
        // Nobody listens any more only when the program ends.
        let _ = self.changed.send(path);
    }
}

/// Whether something appeared, went or got another name.
fn is_of_names(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) | EventKind::Any
    )
}

/// `path` from the hall's root, if pages may be made from it: an editor's swap file is none of ours.
fn path_in_hall(root: &Path, path: &Path) -> Option<Changed> {
    let parts: Vec<_> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_string_lossy()).collect();
    let is_ours = FOLDERS.contains(&parts.first()?.as_ref()) && !parts.iter().any(|part| is_leftover(part));
    is_ours.then(|| parts.join("/"))
}

/// Compares the stamps of all files with those of the time before, for ever.
fn look_again_and_again(store: &Store, pause: Duration, changed: &Sender<Changed>) {
    let mut before: Option<Inventory> = None;
    loop {
        // A folder that vanished while it was listed will be there, or not, the next time.
        let seen = Inventory::take(store.clone()).ok();
        if let (Some(before), Some(seen)) = (&before, &seen)
            && !before.files().eq(seen.files())
            && changed.send(first_difference(before, seen)).is_err()
        {
            return;
        }
        before = seen.or(before);
        std::thread::sleep(pause);
    }
}

/// The first file that is new or no longer as it was; no path if files have only gone.
fn first_difference(before: &Inventory, seen: &Inventory) -> Changed {
    let known: HashSet<&Listed> = before.files().collect();
    seen.files().find(|file| !known.contains(file)).map(|file| file.path.clone()).unwrap_or_default()
}
