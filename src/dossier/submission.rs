//! The papers of a call: one folder for each entry, the summary sheet, and the list of what is missing.

use super::blind::Codes;
use super::entry::EntryWriter;
use super::fields::Speaker;
use super::names::{own_name, safe_name};
use super::rules::counts_for;
use super::sheet;
use crate::load::{LoadError, Sources};
use crate::media::{FileKind, bare_original};
use crate::model::{Call, CaseId, Hall};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a submission is asked to be.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// One entry only.
    pub only: Option<CaseId>,
    /// Names replaced by codes.
    pub is_blind: bool,
}

/// A submission about to be written, entry by entry: papers of many entries need not be in memory at once.
pub struct Submission<'a> {
    sources: &'a Sources,
    call: &'a Call,
    speakers: Vec<Speaker<'a>>,
    codes: Codes,
    is_blind: bool,
    form: Option<Vec<u8>>,
    folders: BTreeSet<String>,
    /// The list of what is missing, as far as entries were written.
    report: String,
}

/// A file of a submission.
#[derive(Debug)]
pub struct Paper {
    /// Where it lies in the folder of the submission.
    pub path: String,
    pub(super) content: Content,
}

/// What a paper holds. Films and photographs are large, so they are read when they are written, one at a time.
#[derive(Debug)]
pub(super) enum Content {
    /// This.
    Made(Vec<u8>),
    /// The file at this path of the site, as it is.
    File(String),
    /// The picture or film at this path of the site, without what the camera noted.
    Bare(String, FileKind),
}

impl Paper {
    /// A paper that has been made.
    pub(super) fn made(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { path: path.into(), content: Content::Made(bytes) }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// If a file of the site cannot be read any more, or was changed meanwhile.
    pub fn into_bytes(self, sources: &Sources) -> Result<Vec<u8>, LoadError> {
        match self.content {
            Content::Made(bytes) => Ok(bytes),
            Content::File(path) => sources.bytes(&path),
            Content::Bare(path, kind) => {
                let bare = bare_original(kind, &sources.bytes(&path)?);
                bare.ok_or_else(|| LoadError {
                    path: path.into(),
                    source: std::io::Error::other("changed meanwhile 期间被修改，请再运行一次"),
                })
            }
        }
    }
}

impl<'a> Submission<'a> {
    /// The submission of `call`.
    ///
    /// # Errors
    /// If the organiser's form cannot be read.
    pub fn new(
        hall: &'a Hall,
        sources: &'a Sources,
        call: &'a Call,
        asked: Asked,
    ) -> Result<Self, LoadError> {
        let mut speakers = Speaker::all(hall, sources, call);
        speakers.retain(|speaker| asked.only.is_none_or(|only| speaker.entry.case == only));
        let codes = if asked.is_blind { Codes::of(hall, &speakers) } else { Codes::default() };
        let form = call.papers.form.as_ref().map(|(path, _)| sources.bytes(path)).transpose()?;
        let report = format!("\u{feff}{}\r\n缺项清单与核对表\r\n", codes.masked(&call.title));
        let (is_blind, folders) = (asked.is_blind, BTreeSet::new());
        Ok(Self { sources, call, speakers, codes, is_blind, form, folders, report })
    }

    /// Number of entries.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.speakers.len()
    }

    /// The files of the site, from which papers are filled.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        self.sources
    }

    /// Names and codes; empty unless the copy is blind.
    #[must_use]
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// A safe name for the folder of the whole submission.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = safe_name(&self.call.title);
        if let [only] = self.speakers.as_slice()
            && self.call.entries.len() > 1
        {
            name = format!("{name}-{:02}", only.number);
        }
        if self.is_blind { format!("{name}-盲审") } else { name }
    }

    /// The papers of the entry at `index`.
    ///
    /// # Errors
    /// If a file of the case cannot be read any more.
    pub fn entry(&mut self, index: usize) -> Result<Vec<Paper>, LoadError> {
        let speaker = self.speakers[index];
        let writer =
            EntryWriter { speaker, codes: &self.codes, is_blind: self.is_blind, form: self.form.as_deref() };
        let papers = writer.papers()?;
        let folder = own_name(&writer.folder(), &mut self.folders);
        let _ = write!(self.report, "\r\n{folder}\r\n");
        for line in counts_for(speaker.hall, self.sources, speaker.entry.case) {
            if line.call == self.call.title {
                let _ = write!(self.report, "  {}\r\n", self.codes.masked(&line.says().zh));
            }
        }
        for missing in &papers.missing {
            let _ = write!(self.report, "  缺：{}\r\n", self.codes.masked(missing));
        }
        if papers.missing.is_empty() {
            self.report.push_str("  无缺项\r\n");
        }
        for changed in &papers.changed {
            let _ = write!(self.report, "  注：{changed}\r\n");
        }
        let inside = |paper: Paper| Paper { path: format!("{folder}/{}", paper.path), ..paper };
        Ok(papers.files.into_iter().map(inside).collect())
    }

    /// The papers of the call as a whole; to be asked for when all entries have been written.
    ///
    /// # Errors
    /// If the summary sheet cannot be written.
    pub fn whole(&self) -> Result<Vec<Paper>, Box<dyn std::error::Error + Send + Sync>> {
        let columns = sheet::columns_of(self.call);
        let title = format!("{}汇总表", self.codes.masked(&self.call.title));
        Ok(vec![
            Paper::made("汇总表.xlsx", sheet::xlsx(&title, &self.speakers, &columns, &self.codes)?),
            Paper::made("汇总表.csv", sheet::csv(&self.speakers, &columns, &self.codes)),
            Paper::made("缺项清单.txt", self.report.clone().into_bytes()),
        ])
    }
}
