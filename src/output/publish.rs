//! Makes what changed, then moves it into place.
//!
//! 1. Everything that changed is made into `.zhanguan/stage/` inside the output folder. Any fault ends the run here, and the
//!    published site has not been touched.
//! 2. Renaming `stage` to `commit` decides: from now on the new site is the site.
//! 3. Files are renamed into place one by one (a folder that is new, as a whole), stale ones are removed last, the
//!    manifest follows. A run that is killed in between is finished by the next one before it does anything else.

use super::guard::{OutputRefused, guard};
use super::manifest::{self, HOME, MANIFEST, Manifest};
use super::plan::{Chapter, Fingerprint, PageKind};
use super::press::{Press, Progress};
use crate::diag::Fault;
use crate::text::path_inside;
use foldhash::{HashSet, HashSetExt};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What a publication did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// How many files of each kind the site has.
    pub counts: BTreeMap<PageKind, usize>,
    /// Files whose bytes changed.
    pub written: usize,
    /// Files of the last publication that are gone.
    pub removed: usize,
    /// The seal of the published site, as [`seal_of`] gives it.
    pub seal: Fingerprint,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum PublishError {
    /// The folder is not ours to write to.
    Refused(OutputRefused),
    /// Templates or sources are at fault.
    Faults(Vec<Fault>),
    /// The machine is: a full disk, a missing right.
    Io(PathBuf, io::Error),
    /// A source vanished or changed meanwhile.
    Stop(String),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::Faults(faults) => write!(f, "{} faults", faults.len()),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Stop(said) => f.write_str(said),
        }
    }
}

impl std::error::Error for PublishError {}

/// Publishes `chapters` into `output` for the project in `root`. `progress` hears the title of a chapter, and how many of its files are
/// done, of how many that are to be made.
///
/// # Errors
/// Nothing has changed in `output` if this fails.
///
/// # Panics
/// If files of two chapters have one path.
pub fn publish(
    chapters: Vec<Chapter<'_>>,
    root: &Path,
    output: &Path,
    progress: &Progress<'_>,
) -> Result<Published, PublishError> {
    guard(root, output).map_err(PublishError::Refused)?;
    let _lock = lock(output)?;
    finish_commit(output)?;
    let stage = output.join(HOME).join("stage");
    remove_tree(&stage)?;

    let before = Manifest::read(output);
    let present = list(output, before.paths().len())?;
    let press = Press { before, present, output, stage: &stage, progress };
    let mut published = Published::default();
    let mut records = Vec::with_capacity(press.before.paths().len());
    for chapter in chapters {
        if let Err(error) = press.make(chapter, &mut published, &mut records) {
            remove_tree(&stage)?;
            return Err(error);
        }
    }
    let after = Manifest::of(records).expect("no two chapters have a file of one path");
    let Press { before, present, .. } = press;
    let mut find = after.finder();
    let stale: Vec<&String> = before.paths().filter(|path| find(path).is_none()).collect();
    published.removed = stale.iter().filter(|path| present.contains(path.as_str())).count();
    let text = after.text();
    published.seal = manifest::seal(&text);
    if after != before || published.written > 0 {
        commit(output, &stage, &text, &stale)?;
    }
    Ok(published)
}

/// Puts a site in place that a killed run decided for, if there is one. To be done before anything else: until then visitors
/// see pages of two sites.
///
/// # Errors
/// If the folder is not ours, or the disk is at fault.
pub fn finish_killed(root: &Path, output: &Path) -> Result<(), PublishError> {
    guard(root, output).map_err(PublishError::Refused)?;
    if !output.join(HOME).join("commit").is_dir() {
        return Ok(());
    }
    let _lock = lock(output)?;
    finish_commit(output)
}

/// Waits until no other run works in `output`; the lock is given back when the file is dropped.
pub(super) fn lock(output: &Path) -> Result<fs::File, PublishError> {
    let home = output.join(HOME);
    make_folder(&home)?;
    let file = fs::File::create(home.join("lock")).map_err(|error| io_error(&home, error))?;
    file.lock().map_err(|error| io_error(&home, error))?;
    Ok(file)
}

/// The seal of the site published in `output`: a hash of its manifest. `None` if a file of it is missing, or a run was killed over
/// it, so that there is work to do.
#[must_use]
pub fn seal_of(output: &Path) -> Option<Fingerprint> {
    if output.join(HOME).join("commit").exists() {
        return None;
    }
    let manifest = Manifest::read(output);
    let present = list(output, manifest.paths().len()).ok()?;
    let is_whole = manifest.paths().len() > 0 && manifest.paths().all(|path| present.contains(path));
    is_whole.then(|| manifest::seal(&manifest.text()))
}

/// Decides for the new site, then puts it in place.
fn commit(output: &Path, stage: &Path, manifest: &str, stale: &[&String]) -> Result<(), PublishError> {
    make_folder(&stage.join("files"))?;
    fs::write(stage.join(MANIFEST), manifest).map_err(|error| io_error(stage, error))?;
    let list: String = stale.iter().map(|path| format!("{path}\n")).collect();
    fs::write(stage.join("stale"), list).map_err(|error| io_error(stage, error))?;
    let decided = output.join(HOME).join("commit");
    fs::rename(stage, &decided).map_err(|error| io_error(&decided, error))?;
    finish_commit(output)
}

/// Puts a decided site in place. Can be repeated from any point at which it was killed.
fn finish_commit(output: &Path) -> Result<(), PublishError> {
    let decided = output.join(HOME).join("commit");
    if !decided.is_dir() {
        return Ok(());
    }
    let files = decided.join("files");
    if files.is_dir() {
        move_into(&files, output)?;
    }
    let stale = fs::read_to_string(decided.join("stale")).unwrap_or_default();
    let mut folders = BTreeSet::new();
    for path in stale.lines().filter(|path| !path.is_empty()) {
        let file = output.join(path);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(io_error(&file, error)),
            _ => folders.extend(file.parent().map(Path::to_path_buf)),
        }
    }
    // A folder goes with its last file; one that holds anything else stays.
    for folder in folders.iter().rev().filter(|folder| folder.as_path() != output) {
        let _ = fs::remove_dir(folder);
    }
    let manifest = decided.join(MANIFEST);
    if manifest.is_file() {
        fs::rename(&manifest, output.join(HOME).join(MANIFEST))
            .map_err(|error| io_error(&manifest, error))?;
    }
    remove_tree(&decided)
}

/// Moves every file under `from` to the same path under `to`; folders that are not there yet move whole.
fn move_into(from: &Path, to: &Path) -> Result<(), PublishError> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(from)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(|error| io_error(from, error))?;
    // Folders first: a page that is seen finds its style sheet and its pictures.
    entries.sort_by_key(|entry| (!entry.path().is_dir(), entry.file_name()));
    for entry in entries {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() && target.is_dir() {
            move_into(&source, &target)?;
        } else {
            fs::rename(&source, &target).map_err(|error| io_error(&target, error))?;
        }
    }
    Ok(())
}

/// Paths of all files in `output` but our own folder, of which there may be `expected`. A link where a folder of ours should be is
/// refused.
fn list(output: &Path, expected: usize) -> Result<HashSet<String>, PublishError> {
    let mut present = HashSet::with_capacity(expected);
    let walk = WalkDir::new(output).into_iter().filter_entry(|entry| entry.file_name() != HOME);
    for entry in walk {
        let entry = entry.map_err(|error| {
            let path = error.path().map_or_else(|| output.to_path_buf(), Path::to_path_buf);
            PublishError::Io(path, error.into())
        })?;
        if entry.depth() == 1 && entry.path_is_symlink() && entry.path().is_dir() {
            return Err(PublishError::Refused(OutputRefused::NotAFolder(entry.path().to_path_buf())));
        }
        if entry.file_type().is_file() {
            present.insert(path_inside(output, entry.path()));
        }
    }
    Ok(present)
}

pub(super) fn make_folder(folder: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(folder).map_err(|error| io_error(folder, error))
}

fn remove_tree(folder: &Path) -> Result<(), PublishError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error(folder, error)),
        _ => Ok(()),
    }
}

pub(super) fn io_error(path: &Path, error: io::Error) -> PublishError {
    PublishError::Io(path.to_path_buf(), error)
}
