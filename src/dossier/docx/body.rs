//! Blocks of text as paragraphs, tables and pictures of a document.

use super::layout::{Layout, WIDTH, broken};
use super::package::{self, Parts};
use super::picture::{Placing, drawing};
use super::running::{Section, field, head, run, section};
use super::styles::{HEADINGS, Numbering, W};
use super::table::{self, Cell, Columns, FormCell, FormPart, Row};
use super::xml::Xml;
use crate::markdown::{Align, Block, Blocks, Figure, Inline, Style, Table};
use crate::text::without_number;
use std::rc::Rc;

/// A picture that Word can show.
#[derive(Debug, Clone)]
pub(in crate::dossier) struct Plate {
    /// `jpg`, `png` or `gif`.
    pub(in crate::dossier) ending: &'static str,
    /// The file.
    pub(in crate::dossier) bytes: Vec<u8>,
    /// Pixels across and down, as shown.
    pub(in crate::dossier) size: (u32, u32),
}

/// Gives the picture that a body names, as far as Word can show it.
pub(in crate::dossier) type Plates<'a> = &'a dyn Fn(&str) -> Option<Rc<Plate>>;

/// A document being written.
pub(in crate::dossier) struct Manuscript {
    layout: Layout,
    xml: Xml,
    parts: Parts,
    /// Runs of numbers; the last one of headings is that of the current chapter.
    runs: Vec<Numbering>,
    heading_run: usize,
    pictures: usize,
    bookmarks: usize,
}

impl Manuscript {
    /// An empty document.
    pub(in crate::dossier) fn new(layout: Layout) -> Self {
        let mut xml = Xml::part();
        let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        xml.open("w:document", &[("xmlns:w", W), ("xmlns:r", rels)]).open("w:body", &[]);
        Self {
            layout,
            xml,
            parts: Parts::default(),
            runs: vec![Numbering::Headings],
            heading_run: 1,
            pictures: 0,
            bookmarks: 0,
        }
    }

    /// One paragraph of plain words in the style `style`.
    pub(in crate::dossier) fn line(&mut self, style: &'static str, text: &str) {
        self.open_paragraph(style);
        run(&mut self.xml, text);
        self.xml.close();
    }

    /// A title, broken by its meaning where it is longer than a line.
    pub(in crate::dossier) fn title(&mut self, text: &str) {
        self.open_paragraph("Title");
        self.title_run(text);
        self.xml.close();
    }

    fn title_run(&mut self, text: &str) {
        match broken(text, self.layout.title_chars()) {
            Some((first, second)) => {
                run(&mut self.xml, first);
                write_inline(&mut self.xml, &Inline::Break, 0);
                run(&mut self.xml, second);
            }
            None => run(&mut self.xml, text),
        }
    }

    /// The title of a chapter, with a mark by which pages can be referred to.
    pub(in crate::dossier) fn chapter(&mut self, title: &str, mark: &str) {
        self.runs.push(Numbering::Headings);
        self.heading_run = self.runs.len();
        self.bookmarks += 1;
        let id = self.bookmarks.to_string();
        self.open_paragraph("Chapter");
        self.xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", mark)]);
        self.title_run(title);
        self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]).close();
    }

    /// A line of a list of contents: words, dots, and the page of `mark`.
    pub(in crate::dossier) fn reference(&mut self, text: &str, marks: &[String]) {
        self.xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "Contents").open("w:tabs", &[]);
        let right = WIDTH.to_string();
        self.xml.empty("w:tab", &[("w:val", "right"), ("w:leader", "middleDot"), ("w:pos", &right)]);
        self.xml.close().close();
        run(&mut self.xml, text);
        self.xml.open("w:r", &[]).empty("w:tab", &[]).close();
        for (index, mark) in marks.iter().enumerate() {
            if index > 0 {
                run(&mut self.xml, "、");
            }
            field(&mut self.xml, &format!(" PAGEREF {mark} \\h "), "1");
        }
        self.xml.close();
    }

    /// Ends a section: its pages have `running` at their head, or nothing; without `numbered` they have no numbers.
    pub(in crate::dossier) fn end_section(
        &mut self,
        running: Option<&str>,
        first_page: Option<u32>,
        numbered: bool,
    ) {
        // As low as can be: on a full page it must not make another.
        self.xml.open("w:p", &[]).open("w:pPr", &[]);
        self.xml.empty("w:spacing", &[("w:line", "20"), ("w:lineRule", "exact")]);
        self.section(running, first_page, numbered);
        self.xml.close().close();
    }

    fn section(&mut self, running: Option<&str>, first_page: Option<u32>, has_feet: bool) {
        let head = running.map(|text| self.parts.head(head(text)));
        section(&mut self.xml, &Section { head, has_feet, first_page }, &self.layout);
    }

    /// All of `body`; pictures come from `plates`.
    pub(in crate::dossier) fn blocks(&mut self, body: &Blocks, plates: Plates<'_>) {
        let first_note = self.parts.note_count();
        for note in &body.notes {
            let mut xml = Xml::default();
            let texts: Vec<&Inline> = note
                .iter()
                .filter_map(|block| match block {
                    Block::Paragraph(text) => Some(text),
                    _ => None,
                })
                .flatten()
                .collect();
            for inline in texts {
                write_inline(&mut xml, inline, first_note);
            }
            self.parts.note(&xml.finish());
        }
        for block in &body.blocks {
            self.block(block, &Around { plates, first_note, depth: 0 });
        }
    }

    fn block(&mut self, block: &Block, around: &Around<'_>) {
        match block {
            Block::Heading(level, text) => self.heading(usize::from(*level), text, around),
            Block::Paragraph(text) => self.paragraph("BodyText", text, around),
            Block::List(first, items) => self.list(*first, items, around),
            Block::Quote(blocks) => {
                for block in blocks {
                    match block {
                        Block::Paragraph(text) => self.paragraph("Quote", text, around),
                        other => self.block(other, around),
                    }
                }
            }
            Block::Code(code) => {
                for line in code.lines() {
                    self.line("Code", line);
                }
            }
            Block::Table(table) => self.table(table, around),
            Block::Picture(figure) => self.figure(figure, around),
            // A line across is a change of scene on a page; papers have headings for that.
            Block::Rule => {}
        }
    }

    fn heading(&mut self, level: usize, text: &[Inline], around: &Around<'_>) {
        let depth = level.saturating_sub(2).min(3);
        self.xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", HEADINGS[depth].0);
        if self.layout.is_numbered {
            let (depth, run) = (depth.to_string(), self.heading_run.to_string());
            self.xml.open("w:numPr", &[]).value("w:ilvl", &depth).value("w:numId", &run).close();
            self.xml.empty(
                "w:ind",
                &[("w:firstLineChars", "200"), ("w:firstLine", &self.layout.indent().to_string())],
            );
        }
        self.xml.close();
        let mut text = text.to_vec();
        // The number is Word's: one typed before the heading would stand there twice.
        if let Some(Inline::Text(first, _)) = text.first_mut().filter(|_| self.layout.is_numbered) {
            *first = without_number(first).to_owned();
        }
        for inline in &text {
            write_inline(&mut self.xml, inline, around.first_note);
        }
        self.xml.close();
    }

    fn paragraph(&mut self, style: &'static str, text: &[Inline], around: &Around<'_>) {
        self.open_paragraph(style);
        for inline in text {
            write_inline(&mut self.xml, inline, around.first_note);
        }
        self.xml.close();
    }

    fn open_paragraph(&mut self, style: &'static str) {
        self.xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", style).close();
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Block>], around: &Around<'_>) {
        self.runs.push(first.map_or(Numbering::Bullets, Numbering::From));
        let run = self.runs.len().to_string();
        let depth = around.depth.min(8).to_string();
        for item in items {
            let mut is_first = true;
            for block in item {
                match block {
                    Block::Paragraph(text) if is_first => {
                        self.xml.open("w:p", &[]).open("w:pPr", &[]).value("w:pStyle", "Normal");
                        self.xml
                            .open("w:numPr", &[])
                            .value("w:ilvl", &depth)
                            .value("w:numId", &run)
                            .close()
                            .close();
                        for inline in text {
                            write_inline(&mut self.xml, inline, around.first_note);
                        }
                        self.xml.close();
                    }
                    Block::List(..) => self.block(block, &Around { depth: around.depth + 1, ..*around }),
                    other => self.block(other, around),
                }
                is_first = false;
            }
        }
    }

    fn table(&mut self, table: &Table, around: &Around<'_>) {
        let rows = || std::iter::once(&table.head).chain(&table.rows);
        let words: Vec<(usize, String)> =
            rows().flat_map(|row| row.iter().enumerate()).map(table::said).collect();
        let cells = words.iter().map(|(column, text)| (*column, text.as_str()));
        let columns = Columns::fitting(cells, table.aligns.len());
        table::open(&mut self.xml, &columns);
        if !table.head.is_empty() {
            table::open_row(&mut self.xml, true, false);
            for (first, span) in table::spans(&table.head) {
                let cell =
                    Cell { columns: &columns, place: (first, span), align: Align::Center, at_foot: false };
                table::open_cell(&mut self.xml, &cell);
                for inline in &table.head[first] {
                    write_inline(&mut self.xml, &table::bold(inline), around.first_note);
                }
                self.xml.close().close();
            }
            self.xml.close();
        }
        for row in &table.rows {
            table::open_row(&mut self.xml, false, false);
            for (column, (text, align)) in row.iter().zip(&table.aligns).enumerate() {
                let cell = Cell { columns: &columns, place: (column, 1), align: *align, at_foot: false };
                table::open_cell(&mut self.xml, &cell);
                for inline in text {
                    write_inline(&mut self.xml, inline, around.first_note);
                }
                self.xml.close().close();
            }
            self.xml.close();
        }
        self.end_table();
    }

    /// A form: rows of cells over columns that share the page by `parts`.
    pub(in crate::dossier) fn form(&mut self, rows: &[Row], parts: &[u32]) {
        let columns = Columns::shared(parts);
        table::open(&mut self.xml, &columns);
        for row in rows {
            let is_sealed = row.cells.iter().any(|cell| cell.part == FormPart::Seal);
            table::open_row(&mut self.xml, row.is_head, is_sealed);
            let mut first = 0;
            for FormCell { span, text, part } in &row.cells {
                let align = match part {
                    FormPart::Label => Align::Center,
                    FormPart::Answer => Align::Natural,
                    FormPart::Seal => Align::End,
                };
                let at_foot = *part == FormPart::Seal;
                table::open_cell(
                    &mut self.xml,
                    &Cell { columns: &columns, place: (first, *span), align, at_foot },
                );
                let style = Style { bold: *part == FormPart::Label, ..Style::default() };
                for (index, line) in text.split('\n').enumerate() {
                    if index > 0 {
                        write_inline(&mut self.xml, &Inline::Break, 0);
                    }
                    write_inline(&mut self.xml, &Inline::Text(line.to_owned(), style), 0);
                }
                self.xml.close().close();
                first += span;
            }
            self.xml.close();
        }
        debug_assert!(
            rows.iter().all(|row| row.cells.iter().map(|cell| cell.span).sum::<usize>() == columns.count())
        );
        self.end_table();
    }

    /// Two tables without a paragraph between would be one.
    fn end_table(&mut self) {
        self.xml.close();
        self.open_paragraph("Cell");
        self.xml.close();
    }

    fn figure(&mut self, figure: &Figure, around: &Around<'_>) {
        let caption = if figure.caption.is_empty() { &figure.alt } else { &figure.caption };
        let Some(plate) = (around.plates)(&figure.target) else {
            self.line("Caption", &format!("（图：{caption}）"));
            return;
        };
        self.plate(&plate, caption);
    }

    /// A picture and the words under it.
    pub(in crate::dossier) fn plate(&mut self, plate: &Plate, caption: &str) {
        self.pictures += 1;
        let relationship = self.parts.picture(plate.ending, &plate.bytes);
        self.open_paragraph("Picture");
        self.xml.open("w:r", &[]).raw(&drawing(&Placing {
            relationship: &relationship,
            number: self.pictures,
            alt: caption,
            size: plate.size,
            width_max: WIDTH,
        }));
        self.xml.close().close();
        if !caption.is_empty() {
            self.line("Caption", caption);
        }
    }

    /// The document as a file. `title` goes into its properties; no author and no date do.
    pub(in crate::dossier) fn finish(mut self, title: &str, running: Option<&str>) -> Vec<u8> {
        self.section(running, None, true);
        package::write(
            self.xml.finish(),
            &self.parts,
            &package::Settings { layout: &self.layout, runs: &self.runs, title },
        )
    }
}

/// What blocks need to know of where they stand.
#[derive(Clone, Copy)]
struct Around<'a> {
    plates: Plates<'a>,
    first_note: usize,
    depth: usize,
}

fn write_inline(xml: &mut Xml, inline: &Inline, first_note: usize) {
    xml.open("w:r", &[]);
    match inline {
        Inline::Text(text, style) => {
            if *style != Style::default() {
                xml.open("w:rPr", &[]);
                for (is_set, name) in [(style.bold, "w:b"), (style.italic, "w:i"), (style.strike, "w:strike")]
                {
                    if is_set {
                        xml.empty(name, &[]);
                    }
                }
                xml.close();
            }
            xml.open("w:t", &[("xml:space", "preserve")]).text(text).close();
        }
        Inline::Break => {
            xml.empty("w:br", &[]);
        }
        Inline::Note(index) => {
            xml.open("w:rPr", &[]).value("w:rStyle", "FootnoteReference").close();
            xml.empty("w:footnoteReference", &[("w:id", &(first_note + index + 1).to_string())]);
        }
    }
    xml.close();
}
