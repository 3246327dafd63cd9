//! Reads the hall again after each change and swaps it in.
//!
//! One thread, one reading at a time: what changes while it reads waits in the channel and leads to another reading,
//! so no change is lost and a burst of changes leads to few.

use super::hall::{Generation, Site};
use super::watch::{Changed, Watch};
use super::{News, ServeError, Settings};
use crate::diag::{Diagnostics, Fault, FileName, Severity, Words};
use crate::load::{Inventory, LoadError, Store};
use crate::{Prepared, Request, read_and_prepare};
use foldhash::{HashSet, HashSetExt};
use jiff::Timestamp;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::sleep;
use std::time::Duration;
use tokio::sync::watch::Sender;

/// A save comes as several events, most of them within this time. Then the files are looked at …
const BREATH: Duration = Duration::from_millis(5);
/// … until nothing changed while they were, for at least this time …
const QUIET: Duration = Duration::from_millis(20);
/// … or they have been looked at this often: a program that writes without end does not stop the preview.
const LOOKS_MAX: usize = 4;
/// Files that vanish between listing and reading are looked for again after this time …
const RETRY: Duration = Duration::from_millis(150);
/// … this many times before anybody is told.
const RETRIES_MAX: u32 = 3;
/// A faulty reading with more changes already waiting is most likely a file caught half written.
const UNTOLD_MAX: usize = 5;

/// A look at all files of the hall.
struct Look {
    begun: Timestamp,
    inventory: Result<Inventory, LoadError>,
}

/// Keeps the preview up to date.
pub(super) struct Rebuilder {
    pub(super) settings: Arc<Settings>,
    pub(super) watch: Watch,
    pub(super) changes: Receiver<Changed>,
    pub(super) current: Arc<Sender<Arc<Generation>>>,
    /// Faults that have been told, so that a warning is not repeated after every save.
    told: HashSet<(FileName, String)>,
    /// How often in a row the hall could not be read.
    retries: u32,
    /// How often in a row its folders could not be watched.
    unwatched: u32,
    /// How often in a row a faulty reading was passed over.
    untold: usize,
}

impl Rebuilder {
    pub(super) fn new(
        settings: Arc<Settings>,
        watch: Watch,
        changes: Receiver<Changed>,
        current: Arc<Sender<Arc<Generation>>>,
    ) -> Self {
        Self { settings, watch, changes, current, told: HashSet::new(), retries: 0, unwatched: 0, untold: 0 }
    }

    /// Reads the hall for the first time.
    pub(super) fn begin(&mut self) {
        let looked = self.look();
        self.rebuild("", looked);
    }

    /// Reads the hall after every change, for as long as anything is watched.
    pub(super) fn run(mut self) {
        loop {
            let pause = match (self.untold, self.retries.max(self.unwatched % RETRIES_MAX)) {
                (0, 0) => None,
                (0, retries) => Some(RETRY * retries.min(RETRIES_MAX * 5)),
                _ => Some(BREATH),
            };
            let changed = match pause {
                Some(pause) => self.changes.recv_timeout(pause),
                None => self.changes.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let path = match changed {
                Ok(path) => path,
                Err(RecvTimeoutError::Timeout) => Changed::new(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let (followed, looked) = self.look_when_quiet();
            self.rebuild(&path, looked);
            self.note_watching(followed);
        }
    }

    /// Lets a burst of changes pass, and looks at the files meanwhile: in a large hall that takes as long as the burst.
    fn look_when_quiet(&mut self) -> (Result<(), ServeError>, Look) {
        sleep(BREATH);
        self.changes.try_iter().for_each(drop);
        let mut looked = self.look_for_a_while();
        for _ in 1..LOOKS_MAX {
            if self.changes.try_iter().count() == 0 {
                break;
            }
            looked = self.look_for_a_while();
        }
        looked
    }

    /// Looks at all files, and at the folders before them: what appears in a new folder afterwards is told.
    fn look_for_a_while(&mut self) -> (Result<(), ServeError>, Look) {
        std::thread::scope(|threads| {
            threads.spawn(|| sleep(QUIET));
            (self.watch.follow(), self.look())
        })
    }

    /// Looks at all files, and opens none.
    fn look(&self) -> Look {
        let begun = (self.settings.clock)();
        let content = self.settings.root.join("content");
        let inventory = if content.is_dir() {
            Inventory::take(Store::Disk(self.settings.root.clone()))
        } else {
            let source = io::Error::new(io::ErrorKind::NotFound, "文件夹不见了 the folder is gone");
            Err(LoadError { path: content, source })
        };
        Look { begun, inventory }
    }

    /// A folder that went while it was looked through is tried again soon; what goes on longer is told, and tried again with the
    /// next change.
    fn note_watching(&mut self, followed: Result<(), ServeError>) {
        match followed {
            Ok(()) => self.unwatched = 0,
            Err(error) => {
                self.unwatched += 1;
                if self.unwatched.is_multiple_of(RETRIES_MAX) {
                    self.trouble(&error.words());
                }
            }
        }
    }

    fn rebuild(&mut self, cause: &str, looked: Look) {
        let done = catch_unwind(AssertUnwindSafe(|| self.read_and_show(cause, looked)));
        match done {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.read_failed(&error),
            Err(_) => self.trouble(&our_fault()),
        }
    }

    fn read_and_show(&mut self, cause: &str, looked: Look) -> Result<(), LoadError> {
        let settings = Arc::clone(&self.settings);
        let begun = looked.begun;
        let mut diags = Diagnostics::default();
        let prepared = self.read(looked, &mut diags)?;
        if diags.has_errors() && self.is_half_written() {
            return Ok(());
        }
        (self.retries, self.untold) = (0, 0);
        self.show(prepared, &diags);
        (settings.tell)(News::Read {
            path: cause,
            faults: &self.untold_faults(&diags),
            errors: diags.count(Severity::Error),
            texts: &Store::Disk(settings.root.clone()),
            begun,
        });
        Ok(())
    }

    fn read(&self, looked: Look, diags: &mut Diagnostics) -> Result<Prepared, LoadError> {
        let request = Request { drafts: self.settings.drafts, base_url: None, now: looked.begun };
        let before = self.current.borrow().site.clone();
        read_and_prepare(looked.inventory?, before.as_deref().map(Site::sources), &request, diags)
    }

    /// Whether more changes are waiting: then the faults just found need not be true any more.
    fn is_half_written(&mut self) -> bool {
        let waits = self.untold < UNTOLD_MAX && self.changes.try_iter().count() > 0;
        self.untold = if waits { self.untold + 1 } else { 0 };
        waits
    }

    /// Swaps in what was read. With errors the last good site stays; if there was none yet, what is sound is shown.
    fn show(&self, prepared: Prepared, diags: &Diagnostics) {
        let before = Arc::clone(&self.current.borrow());
        let has_sound_site = before.site.as_ref().is_some_and(|site| site.is_sound);
        let is_sound = !diags.has_errors();
        let is_shown = is_sound || (!has_sound_site && !stand_in_each_others_way(diags));
        let (site, unused) =
            if is_shown { (Site::plan(prepared, is_sound), None) } else { (None, Some(prepared)) };
        self.swap(Generation {
            number: before.number + 1,
            is_kept: site.is_none() && before.site.is_some(),
            site: site.map(Arc::new).or_else(|| before.site.clone()),
            faults: diags.faults().to_vec(),
            trouble: None,
        });
        // Giving back a large hall takes as long as reading a small one; nobody need wait for it.
        std::thread::spawn(move || drop((unused, before)));
    }

    fn swap(&self, generation: Generation) {
        self.current.send_replace(Arc::new(generation));
    }

    fn read_failed(&mut self, error: &LoadError) {
        self.retries += 1;
        if self.retries == RETRIES_MAX {
            self.trouble(&Words { zh: format!("读不了 {error}"), en: format!("cannot read {error}") });
        }
    }

    /// Says what is no author's fault, on the page and in the terminal. The site stays.
    fn trouble(&mut self, words: &Words) {
        let before = Arc::clone(&self.current.borrow());
        if before.trouble.as_ref() == Some(words) {
            return;
        }
        self.swap(Generation {
            number: before.number + 1,
            site: before.site.clone(),
            is_kept: before.site.is_some(),
            faults: before.faults.clone(),
            trouble: Some(words.clone()),
        });
        (self.settings.tell)(News::Trouble(words));
    }

    /// The faults not told before. What was mended is forgotten, so that it is told if it comes back.
    fn untold_faults(&mut self, diags: &Diagnostics) -> Diagnostics {
        let key = |fault: &Fault| (fault.at.file.clone(), format!("{} {}", fault.code, fault.says.zh));
        let mut fresh = Diagnostics::default();
        fresh.extend(diags.faults().iter().filter(|fault| !self.told.contains(&key(fault))).cloned());
        self.told = diags.faults().iter().map(key).collect();
        fresh
    }
}

/// Whether two files want one page: such a hall cannot be planned.
fn stand_in_each_others_way(diags: &Diagnostics) -> bool {
    diags.faults().iter().any(|fault| matches!(fault.code.as_ref(), "same-slug" | "reserved-slug"))
}

fn our_fault() -> Words {
    Words {
        zh: "这是程序自己的错，不是您的。请把终端里的英文信息和刚改的文件发给我们；预览仍是改动前的样子。".to_owned(),
        en: "This is our own fault, not yours. Please send us what the terminal says and the file just changed; \
             the preview is as it was before."
            .to_owned(),
    }
}
