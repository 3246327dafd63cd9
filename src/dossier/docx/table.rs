//! Tables: a head that is repeated on every page, cells that may stand for several.

use super::layout::WIDTH;
use super::xml::Xml;
use crate::markdown::Align;

/// A row of a form: cells with the number of columns they take and the words in them.
#[derive(Debug, Clone, Default)]
pub(in crate::dossier) struct Row {
    /// Columns taken, words, and whether the words are a label.
    pub(in crate::dossier) cells: Vec<(usize, String, bool)>,
    /// Repeated at the head of every page.
    pub(in crate::dossier) is_head: bool,
}

/// Opens a table of `columns` columns over the whole width.
pub(super) fn open(xml: &mut Xml, columns: usize) {
    xml.open("w:tbl", &[]).open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]).open("w:tblBorders", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
        xml.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")]);
    }
    xml.close().close().open("w:tblGrid", &[]);
    let width = (WIDTH as usize / columns.max(1)).to_string();
    for _ in 0..columns {
        xml.empty("w:gridCol", &[("w:w", &width)]);
    }
    xml.close();
}

/// Opens a row; the head is repeated where the table goes on to another page. No row is torn in two.
pub(super) fn open_row(xml: &mut Xml, is_head: bool) {
    xml.open("w:tr", &[]).open("w:trPr", &[]).empty("w:cantSplit", &[]);
    if is_head {
        xml.empty("w:tblHeader", &[]);
    }
    xml.close();
}

/// Opens a cell over `span` of `columns` columns, up to the properties of its first paragraph.
pub(super) fn open_cell(xml: &mut Xml, (span, columns): (usize, usize), align: Align) {
    let width = (WIDTH as usize * span / columns.max(1)).to_string();
    xml.open("w:tc", &[]).open("w:tcPr", &[]).empty("w:tcW", &[("w:w", &width), ("w:type", "dxa")]);
    if span > 1 {
        xml.value("w:gridSpan", &span.to_string());
    }
    xml.value("w:vAlign", "center").close().open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "Cell");
    match align {
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
