//! An address as a QR code, to be taken along from paper or a screen in a lobby.

use pulldown_cmark_escape::escape_html;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write;

/// Empty modules around the code, as the standard asks for.
const QUIET: usize = 4;

/// The code of `address` in few letters, for a script to draw: modules to a side, a stop, and the modules row by row, four to a
/// hexadecimal digit. `None` if the address is too long for any code.
pub(in crate::render) fn code_in_digits(address: &str) -> Option<String> {
    let modules = modules_of(address, QrCodeEcc::Medium)?;
    let mut digits = format!("{}.", modules.len());
    for four in modules.concat().chunks(4) {
        let digit = four
            .iter()
            .enumerate()
            .fold(0, |digit, (place, is_dark)| digit | u8::from(*is_dark) << (3 - place));
        let _ = write!(digits, "{digit:x}");
    }
    Some(digits)
}

/// The modules of the code of `address`, row by row, dark ones true.
fn modules_of(address: &str, level: QrCodeEcc) -> Option<Vec<Vec<bool>>> {
    // Every case has a code, and weighing eight masks for each took a fifth of a cold build: stripes aslant part the modules of an
    // address well enough.
    let mask = Some(Mask::new(3));
    let letters = QrSegment::make_segments(address);
    let code =
        QrCode::encode_segments_advanced(&letters, level, Version::MIN, Version::MAX, mask, false).ok()?;
    let row = |y| (0..code.size()).map(|x| code.get_module(x, y)).collect();
    Some((0..code.size()).map(row).collect())
}

/// The code of `address` as SVG for the inside of a page; `None` if the address is too long for any code. `label` says what it leads to.
pub(in crate::render) fn code(address: &str, label: &str) -> Option<String> {
    // A quarter of a printed code may be worn or covered (level Q) and it still reads.
    let modules = modules_of(address, QrCodeEcc::Quartile)?;
    let side = modules.len() + 2 * QUIET;
    let mut svg = format!("<svg class=\"code\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"");
    let _ = escape_html(&mut svg, label);
    svg.push_str("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h");
    let _ = write!(svg, "{side}v{side}h-{side}z\"/><path stroke=\"#000\" d=\"");
    // Rows of strokes, each one module thick, half of it above the line.
    let mut number = itoa::Buffer::new();
    for (y, row) in modules.iter().enumerate() {
        let _ = write!(svg, "M{QUIET} {}.5", y + QUIET);
        for run in row.chunk_by(|a, b| a == b) {
            svg.push(if run[0] { 'h' } else { 'm' });
            svg.push_str(number.format(run.len()));
            if !run[0] {
                svg.push_str(" 0");
            }
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}
