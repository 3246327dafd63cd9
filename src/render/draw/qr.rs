//! An address as a QR code, to be taken along from paper or a screen in a lobby.

use fast_qr::{ECL, QRBuilder};
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;

/// Empty modules around the code, as the standard asks for.
const QUIET: usize = 4;

/// The code of `address` as SVG for the inside of a page; `None` if the address is too long for any code. `label` says what it leads to.
pub(in crate::render) fn code(address: &str, label: &str) -> Option<String> {
    // A quarter of a printed code may be worn or covered (level Q) and it still reads.
    let code = QRBuilder::new(address).ecl(ECL::Q).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut svg = format!("<svg class=\"code\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"");
    let _ = escape_html(&mut svg, label);
    svg.push_str("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h");
    let _ = write!(svg, "{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"");
    for y in 0..code.size {
        let mut x = 0;
        while x < code.size {
            let run = (x..code.size).take_while(|x| code[y][*x].value()).count();
            if run > 0 {
                let _ = write!(svg, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}
