//! An address as a QR code, to be taken along from paper or a screen in a lobby.

use fast_qr::{ECL, Mask, QRBuilder};
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;

/// Empty modules around the code, as the standard asks for.
const QUIET: usize = 4;

/// The code of `address` in few letters, for a script to draw: modules to a side, a stop, and the modules row by row, four to a
/// hexadecimal digit. `None` if the address is too long for any code.
pub(in crate::render) fn code_in_digits(address: &str) -> Option<String> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let modules = (0..code.size * code.size).map(|at| code[at / code.size][at % code.size].value());
    let modules: Vec<bool> = modules.collect();
    let mut digits = format!("{}.", code.size);
    for four in modules.chunks(4) {
        let digit = four
            .iter()
            .enumerate()
            .fold(0, |digit, (place, is_dark)| digit | u8::from(*is_dark) << (3 - place));
        let _ = write!(digits, "{digit:x}");
    }
    Some(digits)
}

/// The code of `address` as SVG for the inside of a page; `None` if the address is too long for any code. `label` says what it leads to.
pub(in crate::render) fn code(address: &str, label: &str) -> Option<String> {
    // A quarter of a printed code may be worn or covered (level Q) and it still reads. Every case has a code, and weighing eight masks for
    // each took a fifth of a cold build: stripes aslant part the modules of an address well enough.
    let code = QRBuilder::new(address).ecl(ECL::Q).mask(Mask::DiagonalLines).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut svg = format!("<svg class=\"code\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"");
    let _ = escape_html(&mut svg, label);
    svg.push_str("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h");
    let _ = write!(svg, "{side}v{side}h-{side}z\"/><path stroke=\"#000\" d=\"");
    // Rows of strokes, each one module thick, half of it above the line.
    let mut number = itoa::Buffer::new();
    for y in 0..code.size {
        let _ = write!(svg, "M{QUIET} {}.5", y + QUIET);
        for run in code[y][..code.size].chunk_by(|a, b| a.value() == b.value()) {
            let length = number.format(run.len());
            svg.push(if run[0].value() { 'h' } else { 'm' });
            svg.push_str(length);
            if !run[0].value() {
                svg.push_str(" 0");
            }
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}
