//! Remembers parsed documents between runs, so that a run reads only what changed.
//!
//! Reading a document is a pure function of its bytes. A file whose stamp (length, times, inode) is as it was is not
//! even opened; one whose stamp changed but whose bytes did not keeps its parse. A cache that is missing,
//! damaged, or written by another build of the generator is not used: it costs time, never correctness. Shards are replaced
//! by renaming, so two builds may share them.

use super::document::Document;
use crate::digest::{Digest, quick_digest_of};
use foldhash::{HashMap, HashMapExt};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fs::{self, Metadata};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// Names the build of the generator whose parses these are.
pub(super) const BUILD: &str = env!("ZHANGUAN_BUILD");
/// An edit rewrites one shard, not the whole cache.
const SHARDS: usize = 64;
/// Times of files are only so fine: a file written this shortly before it was remembered is read again next time.
const UNSURE: Duration = Duration::from_secs(2);

/// What tells, without reading a file, that it is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    length: u64,
    modified: u128,
    changed: i128,
    inode: u64,
}

impl Stamp {
    /// The stamp in `metadata`.
    pub(super) fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let (changed, inode) = unix_parts(metadata);
        Self { length: metadata.len(), modified: modified.unwrap_or_default().as_nanos(), changed, inode }
    }

    /// Length of the file in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Whether the file may have been written again after it was remembered, within one tick of the clock:
    /// `remembered` is the stamp of the record.
    pub(super) fn is_unsure(&self, remembered: &Stamp) -> bool {
        self.modified + UNSURE.as_nanos() > remembered.modified
    }

    /// Whether the file had been left alone for long enough at `now` that any later change shows in its stamp.
    pub(super) fn is_settled(&self, now: Timestamp) -> bool {
        let now = u128::try_from(now.as_nanosecond()).unwrap_or_default();
        self.modified + UNSURE.as_nanos() <= now
    }

    /// When the file was last written, in nanoseconds since 1970.
    pub(super) fn modified(&self) -> u128 {
        self.modified
    }
}

#[cfg(unix)]
fn unix_parts(metadata: &Metadata) -> (i128, u64) {
    use std::os::unix::fs::MetadataExt;
    (i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn unix_parts(_: &Metadata) -> (i128, u64) {
    (0, 0)
}

/// A document as remembered. Without a stamp its file must be read to be sure.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) stamp: Option<Stamp>,
    pub(super) document: Arc<Document>,
}

/// The documents remembered from earlier runs, by path.
#[derive(Debug, Default)]
pub(super) struct Cache {
    folder: Option<PathBuf>,
    remembered: HashMap<String, Remembered>,
}

impl Cache {
    /// What is remembered in `folder`. Shards are read over all cores.
    pub(super) fn read(folder: PathBuf) -> Self {
        let shards: Vec<Vec<Remembered>> = (0..SHARDS)
            .into_par_iter()
            .map_init(Vec::new, |room, shard| read_shard(&shard_file(&folder, shard), room))
            .flatten()
            .collect();
        let mut remembered = HashMap::with_capacity(shards.iter().map(Vec::len).sum());
        remembered.extend(shards.into_iter().flatten().map(|one| (one.document.path.clone(), one)));
        Self { folder: Some(folder), remembered }
    }

    /// Takes out what is remembered of the file `path`.
    pub(super) fn take(&mut self, path: &str) -> Option<Remembered> {
        self.remembered.remove(path)
    }

    /// Remembers `documents` for the next run; `changed` tells which were read anew. Trouble with the disk is
    /// passed over: the next run will read more, that is all.
    pub(super) fn write(self, documents: &[Arc<Document>], stamps: &[Option<Stamp>], changed: &[bool]) {
        let Some(folder) = self.folder else { return };
        // What was not taken out belongs to files that are gone.
        let mut dirty: Vec<bool> = vec![false; SHARDS];
        for path in self.remembered.keys() {
            dirty[shard_of(path)] = true;
        }
        let mut shards: Vec<Vec<usize>> = vec![Vec::new(); SHARDS];
        for (index, document) in documents.iter().enumerate() {
            let shard = shard_of(&document.path);
            dirty[shard] |= changed[index];
            shards[shard].push(index);
        }
        if !dirty.contains(&true) || fs::create_dir_all(&folder).is_err() {
            return;
        }
        shards.par_iter().enumerate().filter(|(shard, _)| dirty[*shard]).for_each(|(shard, indexes)| {
            let records: Vec<(Option<Stamp>, &Arc<Document>)> =
                indexes.iter().map(|index| (stamps[*index], &documents[*index])).collect();
            let _ = write_record(&shard_file(&folder, shard), &records);
        });
    }
}

fn shard_of(path: &str) -> usize {
    usize::from(quick_digest_of(path.as_bytes())[0]) % SHARDS
}

fn shard_file(folder: &Path, shard: usize) -> PathBuf {
    folder.join(format!("documents-{shard:02}"))
}

/// What is in the shard `file`, which passes through `room`.
fn read_shard(file: &Path, room: &mut Vec<u8>) -> Option<Vec<Remembered>> {
    let written = Stamp::of(&fs::metadata(file).ok()?);
    let mut records: Vec<Remembered> = read_record_through(file, room)?;
    for record in &mut records {
        record.stamp = record.stamp.filter(|stamp| !stamp.is_unsure(&written));
    }
    Some(records)
}

/// Reads what [`write_record`] wrote; `None` if it is missing, damaged, or another build's.
pub(super) fn read_record<T: for<'de> Deserialize<'de>>(file: &Path) -> Option<T> {
    read_record_through(file, &mut Vec::new())
}

/// Like [`read_record`]; the file passes through `room`, so that reading many takes one buffer.
fn read_record_through<T: for<'de> Deserialize<'de>>(file: &Path, room: &mut Vec<u8>) -> Option<T> {
    room.clear();
    fs::File::open(file).ok()?.read_to_end(room).ok()?;
    postcard::from_bytes(whole(room)?.strip_prefix(BUILD.as_bytes())?).ok()
}

/// The bytes that [`write_whole`] wrote; `None` if the file is missing or damaged.
pub(super) fn read_whole(file: &Path) -> Option<Vec<u8>> {
    let mut bytes = fs::read(file).ok()?;
    let length = whole(&bytes)?.len();
    bytes.truncate(length);
    Some(bytes)
}

/// `written` without the digest at its end; `None` if it is not the digest of the rest.
fn whole(written: &[u8]) -> Option<&[u8]> {
    let (bytes, digest) = written.split_last_chunk::<{ size_of::<Digest>() }>()?;
    (quick_digest_of(bytes) == *digest).then_some(bytes)
}

/// Writes `value` so that it is seen whole or not at all.
pub(super) fn write_record(file: &Path, value: &impl Serialize) -> std::io::Result<()> {
    let mut bytes = BUILD.as_bytes().to_vec();
    bytes.extend(postcard::to_stdvec(value).map_err(std::io::Error::other)?);
    write_whole(file, &bytes)
}

/// Writes `bytes` and a digest of them, so that they are seen whole or not at all.
pub(super) fn write_whole(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let temporary = file.with_extension(format!("{}.tmp", std::process::id()));
    let mut out = fs::File::create(&temporary)?;
    out.write_all(bytes)?;
    out.write_all(&quick_digest_of(bytes))?;
    drop(out);
    fs::rename(&temporary, file)
}
