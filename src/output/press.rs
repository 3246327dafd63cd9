//! Makes what changed of a site into a folder beside it, chapter by chapter.

use super::guard::OutputRefused;
use super::manifest::{Manifest, Record};
use super::plan::{Chapter, Entry, MakeError, SitePlan};
use super::publish::{PublishError, Published, io_error, make_folder};
use crate::diag::{Fault, Words};
use crate::digest::quick_digest_of;
use foldhash::HashSet;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Who hears how far a publication is.
pub type Progress<'p> = dyn Fn(&Words, usize, usize) + Sync + 'p;

/// Makes what changed.
pub(super) struct Press<'p> {
    /// As it was published.
    pub(super) before: Manifest,
    /// Files in the output folder.
    pub(super) present: HashSet<String>,
    pub(super) output: &'p Path,
    pub(super) stage: &'p Path,
    pub(super) progress: &'p Progress<'p>,
}

/// What was made of one entry.
enum Outcome {
    /// What stands at its place.
    Standing(Record),
    /// Made anew and staged.
    Staged(Record),
}

/// What is known of a file of the plan before this run.
struct Known {
    /// As it was published, if it was.
    record: Option<Record>,
    /// Whether there is a file at its place.
    is_present: bool,
}

impl Known {
    /// The record of what stands at its place, as it was published.
    fn standing(&self) -> Option<Record> {
        self.record.filter(|_| self.is_present)
    }

    /// Of the file as published, if `entry` would make the same.
    fn kept(&self, entry: &Entry<'_>) -> Option<Record> {
        self.standing().filter(|record| record.fingerprint == entry.fingerprint)
    }
}

impl Press<'_> {
    /// Makes what changed in `chapter`; adds to `records` what the new site has.
    pub(super) fn make(
        &self,
        chapter: Chapter<'_>,
        published: &mut Published,
        records: &mut Vec<(String, Record)>,
    ) -> Result<(), PublishError> {
        let title = chapter.title.clone();
        (self.progress)(&title, 0, 0);
        let plan = chapter.plan();
        let mut record_of = self.before.finder();
        let mut known = |Entry { path, .. }: &Entry<'_>| Known {
            record: record_of(path),
            is_present: self.present.contains(path),
        };
        let known: Vec<Known> = plan.entries().iter().map(&mut known).collect();
        let mut entries = plan.entries().iter().zip(&known);
        if let Some((entry, _)) = entries.find(|(_, known)| known.is_present && known.record.is_none()) {
            return Err(PublishError::Refused(OutputRefused::InTheWay(self.output.join(&entry.path))));
        }
        plan.count(&mut published.counts);
        let outcomes = self.make_all(&plan, &known, &title)?;
        for (entry, outcome) in plan.entries().iter().zip(outcomes) {
            let record = match outcome {
                Outcome::Standing(record) => record,
                Outcome::Staged(record) => {
                    published.written += 1;
                    record
                }
            };
            records.push((entry.path.clone(), record));
        }
        Ok(())
    }

    fn make_all(
        &self,
        plan: &SitePlan<'_>,
        known: &[Known],
        title: &Words,
    ) -> Result<Vec<Outcome>, PublishError> {
        let files = self.stage.join("files");
        let entries = || plan.entries().iter().zip(known);
        let changed: Vec<(&Entry<'_>, &Known)> =
            entries().filter(|(entry, known)| known.kept(entry).is_none()).collect();
        let folders: BTreeSet<&str> = changed
            .iter()
            .map(|(entry, _)| entry.path.rsplit_once('/').map_or("", |(folder, _)| folder))
            .collect();
        for folder in folders {
            make_folder(&files.join(folder))?;
        }
        let done = AtomicUsize::new(0);
        let made: Vec<Result<Outcome, PublishError>> = changed
            .par_iter()
            .map(|(entry, known)| {
                let outcome = make_one(entry, known, &files);
                (self.progress)(title, done.fetch_add(1, Ordering::Relaxed) + 1, changed.len());
                outcome
            })
            .collect();
        let mut made = gather(made)?.into_iter();
        let outcome = |(entry, known): (&Entry<'_>, &Known)| match known.kept(entry) {
            Some(record) => Outcome::Standing(record),
            None => made.next().expect("every entry that is not kept was made"),
        };
        Ok(entries().map(outcome).collect())
    }
}

fn make_one(entry: &Entry<'_>, known: &Known, files: &Path) -> Result<Outcome, PublishError> {
    let bytes = entry.make().map_err(|error| match error {
        MakeError::Fault(fault) => PublishError::Faults(vec![*fault]),
        MakeError::Stop(error) => PublishError::Stop(error.to_string()),
    })?;
    let content = quick_digest_of(&bytes);
    let record = Record { fingerprint: entry.fingerprint, content };
    if known.standing().is_some_and(|standing| standing.content == content) {
        return Ok(Outcome::Standing(record));
    }
    let file = files.join(&entry.path);
    fs::write(&file, bytes).map_err(|error| io_error(&file, error))?;
    Ok(Outcome::Staged(record))
}

/// All faults together, each once; anything graver alone.
fn gather(made: Vec<Result<Outcome, PublishError>>) -> Result<Vec<Outcome>, PublishError> {
    let mut outcomes = Vec::with_capacity(made.len());
    let mut faults: Vec<Fault> = Vec::new();
    for result in made {
        match result {
            Ok(outcome) => outcomes.push(outcome),
            Err(PublishError::Faults(found)) => {
                // One broken template breaks every page made with it: one fault, one message.
                faults.extend(
                    found
                        .into_iter()
                        .filter(|fault| !faults.iter().any(|known| known.at == fault.at))
                        .collect::<Vec<_>>(),
                );
            }
            Err(other) => return Err(other),
        }
    }
    if faults.is_empty() { Ok(outcomes) } else { Err(PublishError::Faults(faults)) }
}
