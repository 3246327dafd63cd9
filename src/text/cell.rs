//! Tables for spreadsheets.

/// `rows` as CSV: UTF-8 with a byte order mark, or Excel would take it for GBK; lines end as on Windows; no cell is a formula.
#[must_use]
pub fn csv_table(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    let mut table =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(&mut bytes);
    for row in rows {
        table.write_record(row.iter().map(|cell| harmless(cell))).expect("memory takes every byte");
    }
    table.flush().expect("memory takes every byte");
    drop(table);
    bytes
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
