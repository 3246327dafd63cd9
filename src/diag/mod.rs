//! What an author can mend: faults with their place, their words and their remedy.
//!
//! Every stage goes on with what is sound and adds to one [`Diagnostics`], so one run shows every fault.
//! A fault keeps *where in the file's structure* it is ([`Spot`]); line and column are worked out only when
//! the fault is shown, so a sound site pays nothing for them.

pub mod catalog;
mod place;
mod print;
mod slips;
mod trail;

pub use place::{Place, TextSource};
pub use print::{Format, Printer, placed};
pub use slips::MendedLine;
pub use trail::{FileName, Trail};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A language that messages and pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Chinese, as written on the mainland (`zh-CN`).
    #[default]
    Zh,
    /// English (`en`).
    En,
}

impl Lang {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The BCP 47 tag used in `lang` attributes and string files.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// How grave a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The site is not published until this is mended.
    Error,
    /// The site is published; `--strict` treats it as an error.
    Warning,
}

/// Where in a file something stands, in the file's own terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spot {
    /// The file as a whole; shown as its first line and column.
    File,
    /// The value that a way through the front matter (or YAML file) leads to.
    Value(Trail),
    /// The value under whichever of these spellings of a key the author used.
    Either(Box<[Trail; 2]>),
    /// The key at the end of a way. The number counts repeats of the key, from 0.
    Key(Trail, usize),
    /// Bytes `start..end` of the file's text.
    Bytes(usize, usize),
    /// A line and column (from 1, in characters) and a width in characters.
    Line(usize, usize, usize),
}

/// A spot in a named file. The file is named by its path from the site's root, with `/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// For example `content/cases/把支部建在审计组上.md`.
    pub file: FileName,
    /// Where in it.
    pub spot: Spot,
}

impl At {
    /// The file as a whole.
    #[must_use]
    pub fn file(file: &str) -> Self {
        Self { file: file.into(), spot: Spot::File }
    }

    /// Bytes `start..end` of the file's text.
    #[must_use]
    pub fn bytes(file: &str, start: usize, end: usize) -> Self {
        Self { file: file.into(), spot: Spot::Bytes(start, end) }
    }

    /// The value that `trail` leads to.
    #[must_use]
    pub fn value(file: &str, trail: Trail) -> Self {
        Self { file: file.into(), spot: Spot::Value(trail) }
    }

    /// The value of the top-level key `key`.
    #[must_use]
    pub fn field(file: &str, key: &str) -> Self {
        Self::value(file, Trail::of(key))
    }

    /// The way to the value that stands here; to the whole, where no value is meant.
    #[must_use]
    pub fn trail(&self) -> Trail {
        match &self.spot {
            Spot::Value(trail) => trail.clone(),
            _ => Trail::default(),
        }
    }

    /// The value of a top-level key of which the author may have used either spelling.
    #[must_use]
    pub fn either(file: &str, keys: [&str; 2]) -> Self {
        Self { file: file.into(), spot: Spot::Either(Box::new(keys.map(Trail::of))) }
    }
}

/// A sentence in both of the languages we speak to authors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The sentence in `lang`.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// One thing an author can mend. Made only by the constructors of [`catalog`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Stable name, for example `unknown-key`.
    pub code: Cow<'static, str>,
    /// How grave it is.
    pub severity: Severity,
    /// Where it is.
    pub at: At,
    /// What is wrong, in the author's words.
    pub says: Words,
    /// What to do about it.
    pub remedy: Option<Words>,
}

impl Fault {
    fn new(code: &'static str, severity: Severity, at: At, zh: String, en: String) -> Self {
        Self { code: Cow::Borrowed(code), severity, at, says: Words { zh, en }, remedy: None }
    }

    /// A fault that stops publication.
    fn error(code: &'static str, at: At, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, at, zh.into(), en.into())
    }

    /// A fault that is shown and does not stop publication.
    fn warning(code: &'static str, at: At, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, at, zh.into(), en.into())
    }

    /// Adds what to do about it.
    fn mend(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.remedy = Some(Words { zh: zh.into(), en: en.into() });
        self
    }
}

/// All faults of one run, in the order found.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    faults: Vec<Fault>,
}

impl Diagnostics {
    /// Adds one fault.
    pub fn push(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Adds many.
    pub fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.faults.extend(faults);
    }

    /// Every fault, in the order found.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// How many faults of this severity there are.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.faults.iter().filter(|fault| fault.severity == severity).count()
    }

    /// Whether publication must wait.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// Turns every warning into an error: what `--strict` asks for.
    pub fn make_strict(&mut self) {
        for fault in &mut self.faults {
            fault.severity = Severity::Error;
        }
    }
}
