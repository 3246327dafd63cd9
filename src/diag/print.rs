//! Shows faults: for people on a terminal, for editors and scripts as JSON.

use super::{Fault, Lang, Place, Severity, TextSource};
use anstyle::{AnsiColor, Style};
use serde_json::json;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// How faults are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Sentences with the source line and a caret.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Turns faults into text. Colours are always written; the stream drops them where there is no terminal.
#[derive(Debug, Clone, Copy)]
pub struct Printer {
    /// Language of the sentences.
    pub lang: Lang,
    /// People or scripts.
    pub format: Format,
}

const BOLD: Style = Style::new().bold();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const DIM: Style = Style::new().dimmed();

/// `faults` with their places, by file, line and column.
#[must_use]
pub fn placed<'f>(
    faults: impl IntoIterator<Item = &'f Fault>,
    texts: &dyn TextSource,
) -> Vec<(&'f Fault, Place)> {
    let mut placed: Vec<_> = faults.into_iter().map(|fault| (fault, Place::of(&fault.at, texts))).collect();
    placed.sort_by(|(a, at_a), (b, at_b)| {
        (&a.at.file, at_a.line, at_a.column).cmp(&(&b.at.file, at_b.line, at_b.column))
    });
    placed
}

impl Printer {
    /// Reports of all `faults`, by file, line and column.
    #[must_use]
    pub fn report_all(&self, faults: &[Fault], texts: &dyn TextSource) -> String {
        let mut out = String::new();
        for (fault, place) in placed(faults, texts) {
            out += &match self.format {
                Format::Text => self.text(fault, &place),
                Format::Json => Self::json(fault, &place),
            };
        }
        out
    }

    fn text(&self, fault: &Fault, place: &Place) -> String {
        let (style, word) = match (fault.severity, self.lang) {
            (Severity::Error, Lang::Zh) => (RED, "错误"),
            (Severity::Error, Lang::En) => (RED, "error"),
            (Severity::Warning, Lang::Zh) => (YELLOW, "提醒"),
            (Severity::Warning, Lang::En) => (YELLOW, "warning"),
        };
        let mut out = String::new();
        let _ = writeln!(
            out,
            "{BOLD}{}:{}:{}{BOLD:#} {style}{word}[{}]{style:#} {}",
            fault.at.file,
            place.line,
            place.column,
            fault.code,
            fault.says.in_lang(self.lang)
        );
        if let Some(line) = &place.source_line {
            out += &excerpt(line, place);
        }
        if let Some(remedy) = &fault.remedy {
            let label = match self.lang {
                Lang::Zh => "建议：",
                Lang::En => "help: ",
            };
            let _ = writeln!(out, "  {label}{}", remedy.in_lang(self.lang));
        }
        out
    }

    fn json(fault: &Fault, place: &Place) -> String {
        let remedy = |lang: Lang| fault.remedy.as_ref().map(|words| words.in_lang(lang));
        let record = json!({
            "file": fault.at.file,
            "line": place.line,
            "column": place.column,
            "width": place.width,
            "severity": match fault.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "code": fault.code,
            "message": { "zh": fault.says.zh, "en": fault.says.en },
            "remedy": { "zh": remedy(Lang::Zh), "en": remedy(Lang::En) },
        });
        format!("{record}\n")
    }
}

/// How many cells of a terminal line the excerpt may fill.
const EXCERPT_CELLS_MAX: usize = 100;

/// The source line with a caret under what is meant; long lines are cut around it.
fn excerpt(line: &str, place: &Place) -> String {
    let chars: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let first = place.column - 1;
    let mut from = 0;
    while cells(&chars[from..first.min(chars.len())]) > EXCERPT_CELLS_MAX / 2 {
        from += 1;
    }
    let mut to = from;
    while to < chars.len() && cells(&chars[from..=to]) <= EXCERPT_CELLS_MAX {
        to += 1;
    }
    let number = place.line.to_string();
    let margin = " ".repeat(number.len());
    let lead = if from > 0 { "…" } else { "" };
    let tail = if to < chars.len() { "…" } else { "" };
    let shown: String = chars[from..to].iter().collect();
    let indent = " ".repeat(lead.chars().count() + cells(&chars[from..first.clamp(from, to)]));
    let end = (first + place.width).min(to);
    let carets = "^".repeat(cells(chars.get(first..end).unwrap_or_default()).max(1));
    format!(
        "  {DIM}{number} |{DIM:#} {lead}{shown}{tail}\n  {DIM}{margin} |{DIM:#} {indent}{RED}{carets}{RED:#}\n"
    )
}

/// Terminal cells: a Han character takes two.
fn cells(chars: &[char]) -> usize {
    chars.iter().map(|c| c.width().unwrap_or(0)).sum()
}
