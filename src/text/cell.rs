//! Text in cells of spreadsheets.

/// A cell that no spreadsheet takes for a formula.
#[must_use]
pub fn harmless_cell(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
