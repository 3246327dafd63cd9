//! An address as a QR code, to be taken along from paper or a screen in a lobby.

use pulldown_cmark_escape::escape_html;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write;
use std::sync::LazyLock;

/// Empty modules around the code, as the standard asks for.
const QUIET: i32 = 4;

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
    let code = code_of(address)?;
    let side = code.size();
    let modules: Vec<bool> =
        (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).map(|(x, y)| code.get_module(x, y)).collect();
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

fn code_of(address: &str) -> Option<QrCode> {
    // Every case has a code, and weighing eight masks for each took a fifth of a cold build: stripes aslant part the modules of an
    // address well enough.
    let mask = Some(Mask::new(3));
    // Level M reads with a seventh of the code worn or covered; more would make the modules smaller, and a code hangs where it is
    // read from some way off.
    let level = QrCodeEcc::Medium;
    let letters = QrSegment::make_segments(address);
    QrCode::encode_segments_advanced(&letters, level, Version::MIN, Version::MAX, mask, false).ok()
}

/// The code of `address` as SVG for the inside of a page; `None` if the address is too long for any code. `label` says what it leads to.
pub(in crate::render) fn code(address: &str, label: &str) -> Option<String> {
    let code = code_of(address)?;
    let modules = code.size();
    let side = modules + 2 * QUIET;
    let mut svg = String::with_capacity(200 + label.len() + 2 * (modules * modules) as usize);
    let _ = write!(svg, "<svg class=\"code\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"");
    let _ = escape_html(&mut svg, label);
    svg.push_str("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h");
    let _ = write!(svg, "{side}v{side}h-{side}z\"/><path stroke=\"#000\" d=\"");
    // Rows of strokes, each one module thick, half of it above the line.
    for y in 0..modules {
        let _ = write!(svg, "M{QUIET} {}.5", y + QUIET);
        let (mut start, mut is_dark) = (0, false);
        // All is light behind the last module, so the last stroke ends there and what follows it is not written.
        for x in 0..=modules {
            if code.get_module(x, y) != is_dark {
                // The first step is over no module where the first is dark.
                if x > start {
                    svg.push_str(&STEPS[usize::from(is_dark)][(x - start) as usize]);
                }
                (start, is_dark) = (x, !is_dark);
            }
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}
