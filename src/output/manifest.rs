//! Remembers what we published: which files are ours, from what they were made, and what they held.

use super::plan::Fingerprint;
use crate::digest::quick_digest_of;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Our own folder inside the output folder; a dotfile, so that servers do not show it and listings do not name it.
pub(super) const HOME: &str = ".zhanguan";
/// The manifest's file name.
pub(super) const MANIFEST: &str = "manifest";

const HEAD: &str = "zhanguan manifest 1";

/// What we know of one published file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    /// From what it was made.
    pub(super) fingerprint: Fingerprint,
    /// Of its bytes.
    pub(super) content: Fingerprint,
}

/// All published files by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) records: BTreeMap<String, Record>,
}

impl Manifest {
    /// The manifest in `output`; empty if there is none or it cannot be understood: then everything is made again.
    pub(super) fn read(output: &Path) -> Self {
        let Ok(text) = std::fs::read_to_string(output.join(HOME).join(MANIFEST)) else {
            return Self::default();
        };
        Self::parse(&text).unwrap_or_default()
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return None;
        }
        let mut records = Vec::new();
        let mut lines = lines.peekable();
        while let Some(line) = lines.next() {
            // The last line counts the others, so that a manifest cut short is not trusted.
            if lines.peek().is_none() {
                let is_whole = line == format!("end {}", records.len());
                // Gathered at once: they stand in order, and one by one each would look for its place.
                return is_whole.then(|| Self { records: records.into_iter().collect() });
            }
            let (fingerprint, rest) = line.split_once(' ')?;
            let (content, path) = rest.split_once(' ')?;
            if path.is_empty() || path.starts_with('/') || path.split('/').any(|part| part == "..") {
                return None;
            }
            let digest = |digits: &str| const_hex::decode_to_array(digits).ok();
            let record = Record { fingerprint: digest(fingerprint)?, content: digest(content)? };
            records.push((path.to_owned(), record));
        }
        None
    }

    /// The manifest as it is written.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.records.len() * 100 + HEAD.len());
        let _ = writeln!(text, "{HEAD}");
        for (path, record) in &self.records {
            for digest in [&record.fingerprint, &record.content] {
                text.push_str(const_hex::Buffer::<16>::new().format(digest));
                text.push(' ');
            }
            text.push_str(path);
            text.push('\n');
        }
        let _ = writeln!(text, "end {}", self.records.len());
        text
    }
}

/// A hash over everything that a manifest says, whose text is `text`.
pub(super) fn seal(text: &str) -> Fingerprint {
    quick_digest_of(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_and_a_damaged_one_is_not_trusted() {
        let mut manifest = Manifest::default();
        manifest
            .records
            .insert("cases/a.html".to_owned(), Record { fingerprint: [7; 16], content: [255; 16] });
        let text = manifest.text();
        assert_eq!(Manifest::parse(&text), Some(manifest));
        for damaged in [
            "",
            "x",
            &text[..text.len() - 8],
            &text.replace("cases/", "../"),
            &text.replace("07", "0g"),
            "zhanguan manifest 1\n",
        ] {
            assert_eq!(Manifest::parse(damaged), None, "{damaged}");
        }
    }
}
