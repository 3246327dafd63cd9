//! Remembers what we published: which files are ours, from what they were made, and what they held.

use super::plan::Fingerprint;
use crate::digest::{Digest, quick_digest_of};
use crate::text::in_step;
use std::fmt::Write;
use std::path::Path;

/// Our own folder inside the output folder; a dotfile, so that servers do not show it and listings do not name it.
pub(super) const HOME: &str = ".zhanguan";
/// The manifest's file name.
pub(super) const MANIFEST: &str = "manifest";

const HEAD: &str = "zhanguan manifest 1";
/// The fewest bytes that a record can have: two digests in hexadecimal, two spaces, a path of one letter, the end of the line.
const RECORD_BYTES_MIN: usize = 2 * (2 * size_of::<Digest>()) + 4;

/// What we know of one published file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    /// From what it was made.
    pub(super) fingerprint: Fingerprint,
    /// Of its bytes.
    pub(super) content: Fingerprint,
}

/// All published files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// In the order of their paths, each once.
    records: Vec<(String, Record)>,
}

impl Manifest {
    /// The manifest of `records`; `None` if two of them have one path.
    pub(super) fn of(mut records: Vec<(String, Record)>) -> Option<Self> {
        records.sort_by(|(a, _), (b, _)| a.cmp(b));
        let is_one_each = records.windows(2).all(|pair| pair[0].0 < pair[1].0);
        is_one_each.then_some(Self { records })
    }

    /// Paths of all files, ascending.
    pub(super) fn paths(&self) -> impl ExactSizeIterator<Item = &String> {
        self.records.iter().map(|(path, _)| path)
    }

    /// Finds the records of paths that are asked for in ascending order.
    pub(super) fn finder(&self) -> impl FnMut(&str) -> Option<Record> + '_ {
        let mut find = in_step(&self.records, |(path, _)| path);
        move |path| find(path).map(|at| self.records[at].1)
    }

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
        let mut records = Vec::with_capacity(text.len() / RECORD_BYTES_MIN);
        let mut lines = lines.peekable();
        while let Some(line) = lines.next() {
            // The last line counts the others, so that a manifest cut short is not trusted.
            if lines.peek().is_none() {
                let is_whole = line == format!("end {}", records.len());
                return is_whole.then(|| Self::of(records)).flatten();
            }
            let (fingerprint, rest) = digest_before(line)?;
            let (content, path) = digest_before(rest)?;
            let leads_up = path.contains("..") && path.split('/').any(|part| part == "..");
            if path.is_empty() || path.starts_with('/') || leads_up {
                return None;
            }
            let record = Record { fingerprint, content };
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

/// The digest at the beginning of `line`, and what stands behind it and a space.
fn digest_before(line: &str) -> Option<(Digest, &str)> {
    let (digits, rest) = line.split_at_checked(2 * size_of::<Digest>())?;
    Some((const_hex::decode_to_array(digits).ok()?, rest.strip_prefix(' ')?))
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
        let record = Record { fingerprint: [7; 16], content: [255; 16] };
        let manifest = Manifest::of(vec![("cases/a..b.html".to_owned(), record)]).unwrap();
        let text = manifest.text();
        assert_eq!(Manifest::parse(&text), Some(manifest));
        for damaged in [
            "",
            "x",
            &text[..text.len() - 8],
            &text.replace("cases/", "../"),
            &text.replace("07", "0g"),
            &text.replacen("07", "", 1),
            &text.replacen("07", "审", 1),
            &text.replacen(" cases", "-cases", 1),
            &text.replacen("ff cases", "审cases", 1),
            "zhanguan manifest 1\n",
        ] {
            assert_eq!(Manifest::parse(damaged), None, "{damaged}");
        }
    }

    #[test]
    fn records_are_found_side_by_side_and_no_path_has_two() {
        let record = |n| Record { fingerprint: [n; 16], content: [n; 16] };
        let of = |paths: &[&str]| {
            Manifest::of(paths.iter().zip(1..).map(|(path, n)| ((*path).to_owned(), record(n))).collect())
        };
        let manifest = of(&["d", "b", "a"]).unwrap();
        let mut find = manifest.finder();
        let found: Vec<_> = ["a", "b", "c", "d", "e"].into_iter().map(&mut find).collect();
        assert_eq!(found, [Some(record(3)), Some(record(2)), None, Some(record(1)), None]);
        assert_eq!(of(&["a", "b", "a"]), None);
    }
}
