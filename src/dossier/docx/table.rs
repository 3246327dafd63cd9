//! Tables: a head that is repeated on every page, columns as wide as their words ask for, cells that stand for several.

use super::layout::WIDTH;
use super::xml::Xml;
use crate::markdown::{Align, Inline, Style};
use unicode_width::UnicodeWidthStr;

/// A row of a form.
#[derive(Debug, Clone, Default)]
pub(in crate::dossier) struct Row {
    /// From left to right.
    pub(in crate::dossier) cells: Vec<FormCell>,
    /// Repeated at the head of every page.
    pub(in crate::dossier) is_head: bool,
}

/// A cell of a form.
#[derive(Debug, Clone)]
pub(in crate::dossier) struct FormCell {
    /// Columns that it takes.
    pub(in crate::dossier) span: usize,
    /// What stands in it; a line break is one.
    pub(in crate::dossier) text: String,
    /// What it is for.
    pub(in crate::dossier) part: FormPart,
}

/// What a cell of a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dossier) enum FormPart {
    /// Tells what stands beside or below.
    Label,
    /// What the entry says.
    Answer,
    /// Room for words by hand and a seal; its text stands at the foot, to the right.
    Seal,
}

/// Height of a row that is written and sealed by hand: 50 mm.
const SEAL_HEIGHT: u32 = 2835;

/// The columns of a table in twips.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<u32>);

impl Columns {
    /// Columns that share the width of the page by `parts`.
    pub(super) fn shared(parts: &[u32]) -> Self {
        let all = parts.iter().sum::<u32>().max(1);
        Self(parts.iter().map(|part| WIDTH * part / all).collect())
    }

    /// Columns for rows of texts: short ones get what they need, long ones share what is left.
    pub(super) fn fitting<'t>(cells: impl Iterator<Item = (usize, &'t str)>, count: usize) -> Self {
        // Half-width characters of the table's text, with room for the margins of a cell.
        const LINE: u32 = 73;
        const MARGIN: u32 = 3;
        const LONG: u32 = 60;
        let mut wanted = vec![MARGIN + 2; count.max(1)];
        for (column, text) in cells {
            let longest = text.lines().map(UnicodeWidthStr::width_cjk).max().unwrap_or(0) as u32;
            if let Some(wanted) = wanted.get_mut(column) {
                *wanted = (*wanted).max(longest.min(LONG) + MARGIN);
            }
        }
        let mut left = LINE;
        let mut long: Vec<usize> = (0..wanted.len()).collect();
        // Granting a short column its width may make room for the next.
        while let Some(place) = long.iter().position(|column| wanted[*column] * long.len() as u32 <= left) {
            left -= wanted[long.remove(place)];
        }
        // By the root of the length, or the longest would leave the others a character a line.
        let all: u32 = long.iter().map(|column| wanted[*column].isqrt()).sum();
        for column in long {
            wanted[column] = (wanted[column].isqrt() * left / all).max(1);
        }
        Self::shared(&wanted)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Width of the `span` columns from `first` on.
    fn width(&self, first: usize, span: usize) -> u32 {
        self.0.iter().skip(first).take(span).sum()
    }
}

/// Opens a table over the whole width.
pub(super) fn open(xml: &mut Xml, columns: &Columns) {
    xml.open("w:tbl", &[]).open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]).open("w:tblBorders", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        xml.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")]);
    }
    // Or Word would reckon the widths again, by the longest words.
    xml.close().empty("w:tblLayout", &[("w:type", "fixed")]).close().open("w:tblGrid", &[]);
    for width in &columns.0 {
        xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
    }
    xml.close();
}

/// Opens a row; the head is repeated where the table goes on to another page. No row is torn in two.
pub(super) fn open_row(xml: &mut Xml, is_head: bool, is_sealed: bool) {
    xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]);
    if is_sealed {
        xml.empty("w:trHeight", &[("w:val", &SEAL_HEIGHT.to_string()), ("w:hRule", "atLeast")]);
    }
    if is_head {
        xml.empty("w:tblHeader", &[]);
    }
    xml.close();
}

/// Where a cell is and how its words stand in it.
pub(super) struct Cell<'c> {
    pub(super) columns: &'c Columns,
    /// Its first column, and how many it takes.
    pub(super) place: (usize, usize),
    pub(super) align: Align,
    pub(super) at_foot: bool,
}

/// Opens a cell, up to the properties of its first paragraph.
pub(super) fn open_cell(xml: &mut Xml, cell: &Cell<'_>) {
    let (first, span) = cell.place;
    let width = cell.columns.width(first, span).to_string();
    xml.open("w:tc", &[]).open("w:tcPr", &[]).empty("w:tcW", &[("w:w", &width), ("w:type", "dxa")]);
    if span > 1 {
        xml.value("w:gridSpan", &span.to_string());
    }
    xml.value("w:vAlign", if cell.at_foot { "bottom" } else { "center" }).close();
    xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "Cell");
    match cell.align {
        Align::Natural => {}
        Align::Center => {
            xml.value("w:jc", "center");
        }
        Align::End => {
            xml.value("w:jc", "right");
        }
    }
    xml.close();
}

/// The words of a cell, with its column.
pub(super) fn said((column, text): (usize, &Vec<Inline>)) -> (usize, String) {
    let words = text.iter().map(|inline| match inline {
        Inline::Text(text, _) => text.as_str(),
        Inline::Break => "\n",
        Inline::Note(_) => "",
    });
    (column, words.collect())
}

/// The cells of a head, each with its first column and how many it takes: one without words belongs to that on its left.
pub(super) fn spans(head: &[Vec<Inline>]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (column, text) in head.iter().enumerate() {
        match spans.last_mut().filter(|(first, _)| text.is_empty() && !head[*first].is_empty()) {
            Some((_, span)) => *span += 1,
            None => spans.push((column, 1)),
        }
    }
    spans
}

/// `inline` in strong type.
pub(super) fn bold(inline: &Inline) -> Inline {
    match inline {
        Inline::Text(text, style) => Inline::Text(text.clone(), Style { bold: true, ..*style }),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_columns_get_what_they_need_and_long_ones_the_rest() {
        let long = "支部随项目设立组织生活随人员展开".repeat(4);
        let cells = [(0, "序号"), (0, "40"), (1, "主要做法"), (1, &long), (2, "金额")];
        let Columns(widths) = Columns::fitting(cells.into_iter(), 3);
        assert!(widths[1] > 5 * widths[0] && widths[0] == widths[2], "{widths:?}");
        let cells = [
            (0, "序号"),
            (1, "第一号专项审计项目"),
            (2, "示例市审计局投资处"),
            (3, &long),
            (4, "金额（万元）"),
        ];
        let Columns(widths) = Columns::fitting(cells.into_iter(), 5);
        let chars = |column: usize| widths[column] * 73 / WIDTH;
        assert!(chars(4) >= 14 && chars(1) >= 12 && chars(3) > 20, "{widths:?}");
        assert!(widths.iter().sum::<u32>() <= WIDTH && widths.iter().sum::<u32>() > WIDTH - 10);
        let Columns(even) = Columns::fitting([(0, "甲"), (1, "乙")].into_iter(), 2);
        assert_eq!(even, [WIDTH / 2, WIDTH / 2]);
        let Columns(many) = Columns::fitting((0..40).map(|column| (column, "长长长长长长")), 40);
        assert!(many.iter().all(|width| *width > 0), "{many:?}");
    }
}
