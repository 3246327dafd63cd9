//! An address as a QR code, to be taken along from paper or a screen in a lobby.

use pulldown_cmark_escape::escape_html;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write;
use std::sync::LazyLock;

/// Empty modules around the code, as the standard asks for.
const QUIET: usize = 4;

/// What of a path goes over so many light modules, and what over dark ones.
static STEPS: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| {
    let lengths = || 0..=SIDE_MAX;
    [lengths().map(|n| format!("m{n} 0")).collect(), lengths().map(|n| format!("h{n}")).collect()]
});
/// Modules to a side of the largest code there is, version 40.
const SIDE_MAX: usize = 177;

/// The code of `address` in few letters, for a script to draw: modules to a side, a stop, and the modules row by row, four to a
/// hexadecimal digit. `None` if the address is too long for any code.
pub(in crate::render) fn code_in_digits(address: &str) -> Option<String> {
    let (side, modules) = modules_of(address)?;
    let mut digits = format!("{side}.");
    for four in modules.chunks(4) {
        let digit = four
            .iter()
            .enumerate()
            .fold(0, |digit, (place, is_dark)| digit | u8::from(*is_dark) << (3 - place));
        let _ = write!(digits, "{digit:x}");
    }
    Some(digits)
}

/// How many modules the code of `address` has to a side, and which of them are dark, row by row.
fn modules_of(address: &str) -> Option<(usize, Vec<bool>)> {
    // Every case has a code, and weighing eight masks for each took a fifth of a cold build: stripes aslant part the modules of an
    // address well enough.
    let mask = Some(Mask::new(3));
    // Level M reads with a seventh of the code worn or covered; more would make the modules smaller, and a code hangs where it is
    // read from some way off.
    let level = QrCodeEcc::Medium;
    let letters = QrSegment::make_segments(address);
    let code =
        QrCode::encode_segments_advanced(&letters, level, Version::MIN, Version::MAX, mask, false).ok()?;
    let mut modules = Vec::new();
    for y in 0..code.size() {
        modules.extend((0..code.size()).map(|x| code.get_module(x, y)));
    }
    Some((code.size() as usize, modules))
}

/// The code of `address` as SVG for the inside of a page; `None` if the address is too long for any code. `label` says what it leads to.
pub(in crate::render) fn code(address: &str, label: &str) -> Option<String> {
    let (modules_to_side, modules) = modules_of(address)?;
    let side = modules_to_side + 2 * QUIET;
    let mut svg = String::with_capacity(200 + label.len() + 2 * modules.len());
    let _ = write!(svg, "<svg class=\"code\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"");
    let _ = escape_html(&mut svg, label);
    svg.push_str("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h");
    let _ = write!(svg, "{side}v{side}h-{side}z\"/><path stroke=\"#000\" d=\"");
    // Rows of strokes, each one module thick, half of it above the line.
    for (y, row) in modules.chunks(modules_to_side).enumerate() {
        let _ = write!(svg, "M{QUIET} {}.5", y + QUIET);
        let end = row.iter().rposition(|is_dark| *is_dark).map_or(0, |last| last + 1);
        for run in row[..end].chunk_by(|a, b| a == b) {
            svg.push_str(&STEPS[usize::from(run[0])][run.len()]);
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}
