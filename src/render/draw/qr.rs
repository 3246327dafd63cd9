//! An address as a QR code, to be taken along from paper or a screen in a lobby.

use fast_qr::{ECL, QRBuilder};
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
    // A quarter of a printed code may be worn or covered (level Q) and it still reads.
    let code = QRBuilder::new(address).ecl(ECL::Q).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut svg = format!("<svg class=\"code\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"");
    let _ = escape_html(&mut svg, label);
    svg.push_str("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h");
    let _ = write!(svg, "{side}v{side}h-{side}z\"/><path stroke=\"#000\" d=\"");
    // Rows of strokes, each one module thick, half of it above the line.
    for y in 0..code.size {
        let _ = write!(svg, "M{QUIET} {}.5", y + QUIET);
        let mut x = 0;
        while x < code.size {
            let is_dark = code[y][x].value();
            let run = (x..code.size).take_while(|x| code[y][*x].value() == is_dark).count();
            let _ = if is_dark { write!(svg, "h{run}") } else { write!(svg, "m{run} 0") };
            x += run;
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}
