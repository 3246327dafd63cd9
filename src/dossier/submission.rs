//! The papers of a call: one folder for each entry, the summary sheet, and the list of what is missing.

use super::blind::Codes;
use super::entry::EntryWriter;
use super::fields::Speaker;
use super::names::{own_name, safe_name};
use super::rules::counts_for;
use super::sheet;
use crate::load::{LoadError, Sources};
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

/// A file of a submission by its path.
pub type Paper = (String, Vec<u8>);

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
        Ok(papers.files.into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)).collect())
    }

    /// The papers of the call as a whole; to be asked for when all entries have been written.
    ///
    /// # Errors
    /// If the summary sheet cannot be written.
    pub fn whole(&self) -> Result<Vec<Paper>, Box<dyn std::error::Error + Send + Sync>> {
        let columns = sheet::columns_of(self.call);
        let title = format!("{}汇总表", self.codes.masked(&self.call.title));
        Ok(vec![
            ("汇总表.xlsx".to_owned(), sheet::xlsx(&title, &self.speakers, &columns, &self.codes)?),
            ("汇总表.csv".to_owned(), sheet::csv(&self.speakers, &columns, &self.codes)),
            ("缺项清单.txt".to_owned(), self.report.clone().into_bytes()),
        ])
    }
}
