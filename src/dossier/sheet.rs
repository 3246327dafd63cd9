//! The summary sheet (汇总表): XLSX with typed cells, and the same as CSV.

use super::blind::Codes;
use super::fields::Speaker;
use crate::model::{Call, Column, Field};
use crate::text::csv_table;
use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Number(f64),
    Day(Date),
    Text(String),
}

/// Columns of a call that sets none.
const USUAL: [Field; 8] = [
    Field::Number,
    Field::Unit,
    Field::Title,
    Field::Brand,
    Field::Year,
    Field::Honors,
    Field::Words,
    Field::Pictures,
];

/// Widest column, in half-width characters.
const WIDTH_MAX: usize = 48;

/// The columns of `call`.
pub(super) fn columns_of(call: &Call) -> Vec<Column> {
    if !call.papers.columns.is_empty() {
        return call.papers.columns.clone();
    }
    USUAL.map(|field| Column { head: field.zh().to_owned(), field }).to_vec()
}

/// One row for each entry.
fn rows(speakers: &[Speaker<'_>], columns: &[Column], codes: &Codes) -> Vec<Vec<Cell>> {
    let cell = |speaker: &Speaker<'_>, column: &Column| {
        let day = speaker.hall.case(speaker.entry.case).date;
        let text = codes.masked(&speaker.value(&column.field));
        match (&column.field, day) {
            (Field::Date, Some(day)) => Cell::Day(day),
            (Field::Number | Field::Year | Field::Words | Field::Pictures, _) => {
                text.parse().map_or(Cell::Text(text), Cell::Number)
            }
            _ => Cell::Text(text),
        }
    };
    speakers.iter().map(|speaker| columns.iter().map(|column| cell(speaker, column)).collect()).collect()
}

/// The sheet as XLSX. Text is written as text, so that no cell can be a formula.
pub(super) fn xlsx(
    title: &str,
    speakers: &[Speaker<'_>],
    columns: &[Column],
    codes: &Codes,
) -> Result<Vec<u8>, XlsxError> {
    let rows = rows(speakers, columns, codes);
    let mut book = Workbook::new();
    // Excel wants a moment of creation; the same input must give the same bytes.
    let moment = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&moment));
    let sheet = book.add_worksheet();
    sheet.set_name("汇总表")?;
    let last_column = columns.len().saturating_sub(1) as u16;
    let head = Format::new()
        .set_bold()
        .set_font_size(16)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    if last_column == 0 {
        sheet.write_string_with_format(0, 0, title, &head)?;
    } else {
        sheet.merge_range(0, 0, 0, last_column, title, &head)?;
    }
    sheet.set_row_height(0, 30)?;
    let bold = bordered().set_bold().set_align(FormatAlign::Center);
    for (index, column) in columns.iter().enumerate() {
        sheet.write_string_with_format(1, index as u16, &column.head, &bold)?;
        sheet.set_column_width(index as u16, width_of(index, column, &rows) as f64)?;
    }
    write_rows(sheet, &rows)?;
    let last_row = (rows.len() + 1) as u32;
    sheet.autofilter(1, 0, last_row, last_column)?;
    sheet.set_freeze_panes(2, 0)?;
    sheet.set_print_area(0, 0, last_row, last_column)?;
    sheet.set_repeat_rows(0, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}

fn write_rows(sheet: &mut Worksheet, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let (text, number) = (bordered().set_text_wrap(), bordered().set_align(FormatAlign::Center));
    let day = bordered().set_num_format("yyyy-mm-dd");
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (row as u32 + 2, column as u16);
            match cell {
                Cell::Number(value) => sheet.write_number_with_format(row, column, *value, &number)?,
                Cell::Text(value) => sheet.write_string_with_format(row, column, value, &text)?,
                Cell::Day(value) => {
                    let (year, month, date) = (value.year(), value.month(), value.day());
                    let moment = ExcelDateTime::from_ymd(
                        year.unsigned_abs(),
                        month.unsigned_abs(),
                        date.unsigned_abs(),
                    )?;
                    sheet.write_datetime_with_format(row, column, &moment, &day)?
                }
            };
        }
    }
    Ok(())
}

fn bordered() -> Format {
    Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter)
}

/// Wide enough for the longest cell of the column, up to a bound; longer ones are wrapped.
fn width_of(index: usize, column: &Column, rows: &[Vec<Cell>]) -> usize {
    let widths = rows.iter().filter_map(|row| row.get(index)).map(|cell| match cell {
        Cell::Text(text) => text.width_cjk(),
        Cell::Number(_) | Cell::Day(_) => 10,
    });
    // The arrow of the filter stands beside the head.
    widths.chain([column.head.width_cjk() + 4]).max().unwrap_or(10).min(WIDTH_MAX) + 2
}

/// The sheet as CSV.
pub(super) fn csv(speakers: &[Speaker<'_>], columns: &[Column], codes: &Codes) -> Vec<u8> {
    let text = |cell: Cell| match cell {
        Cell::Number(value) => value.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Text(text) => text,
    };
    let head = columns.iter().map(|column| column.head.clone()).collect();
    let rows = rows(speakers, columns, codes).into_iter().map(|row| row.into_iter().map(text).collect());
    csv_table(std::iter::once(head).chain(rows))
}
