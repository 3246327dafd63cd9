//! Counts as bars, each a link to the page that lists what was counted.
//!
//! Charts are drawn for a column as narrow as a phone; colours come from the style sheet by class, so that they follow dark mode and
//! print. A table of the same counts belongs beside every chart.

use crate::diag::Lang;
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;

/// Width of every chart in its own units; on a phone they are CSS pixels.
const WIDTH: f32 = 320.0;
/// More bars than this lie, because their labels would no longer fit side by side.
const STANDING_MAX: usize = 10;
/// Height of the tallest standing bar, and where its foot is.
const TALL: f32 = 120.0;
const FOOT: f32 = 142.0;
/// From one lying bar to the next.
const STEP: f32 = 38.0;
/// A bar is never thinner than this, so that one of a thousand can be seen.
const THIN: f32 = 2.0;

/// One bar: its label, the language of the label if it is not the page's, where it leads from the page it stands on, and its parts in the order of the series.
#[derive(Debug, Clone)]
pub(in crate::render) struct Bar<'a> {
    pub(in crate::render) label: &'a str,
    pub(in crate::render) lang: Option<Lang>,
    pub(in crate::render) href: Option<String>,
    pub(in crate::render) parts: Vec<usize>,
}

impl Bar<'_> {
    /// What all parts come to.
    pub(in crate::render) fn total(&self) -> usize {
        self.parts.iter().sum()
    }
}

/// The chart of `bars` as SVG for the inside of a page: a few years stand, names and many years lie.
pub(in crate::render) fn chart(title: &str, bars: &[Bar<'_>], stand: bool) -> String {
    let most = bars.iter().map(Bar::total).max().unwrap_or(0).max(1) as f32;
    let is_standing = stand && bars.len() <= STANDING_MAX;
    let height = if is_standing { FOOT + 24.0 } else { STEP * bars.len() as f32 };
    let mut svg = String::with_capacity(200 + bars.len() * 300);
    let _ = write!(
        svg,
        "<svg class=\"chart__drawing\" viewBox=\"0 0 {WIDTH} {height}\" role=\"group\" aria-label=\""
    );
    let _ = escape_html(&mut svg, title);
    svg.push_str("\">");
    for (index, bar) in bars.iter().enumerate() {
        open_link(&mut svg, bar);
        if is_standing {
            let slot = WIDTH / bars.len() as f32;
            standing(&mut svg, bar, most, (slot * index as f32, slot));
        } else {
            lying(&mut svg, bar, most, STEP * index as f32);
        }
        svg.push_str(if bar.href.is_some() { "</a>" } else { "</g>" });
    }
    if is_standing {
        let _ = write!(svg, "<path class=\"chart__ground\" d=\"M0 {FOOT}H{WIDTH}\"/>");
    }
    svg.push_str("</svg>");
    svg
}

fn open_link(svg: &mut String, bar: &Bar<'_>) {
    match &bar.href {
        Some(href) => {
            svg.push_str("<a href=\"");
            let _ = escape_html(&mut *svg, href);
            svg.push('"');
        }
        None => svg.push_str("<g"),
    }
    if let Some(lang) = bar.lang {
        let _ = write!(svg, " lang=\"{}\"", lang.tag());
    }
    svg.push('>');
}

/// A bar that stands in the slot that begins at `left`, its count above and its label below.
fn standing(svg: &mut String, bar: &Bar<'_>, most: f32, (left, slot): (f32, f32)) {
    let width = (slot * 0.56).min(34.0);
    let (middle, x) = (left + slot / 2.0, left + (slot - width) / 2.0);
    // The whole slot is the target of a finger.
    let _ = write!(
        svg,
        "<rect class=\"chart__room\" x=\"{left:.1}\" width=\"{slot:.1}\" height=\"{:.0}\"/>",
        FOOT + 24.0
    );
    let mut y = FOOT;
    for (series, length) in lengths(bar, most, TALL) {
        y -= length;
        let _ = write!(
            svg,
            "<rect class=\"chart__{series}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{length:.1}\"/>"
        );
    }
    let _ = write!(svg, "<text class=\"chart__label\" x=\"{middle:.1}\" y=\"{:.1}\">", FOOT + 18.0);
    let _ = escape_html(&mut *svg, bar.label);
    // The blank is heard, not seen: "2024 15".
    svg.push_str("</text> ");
    let _ = write!(
        svg,
        "<text class=\"chart__count\" x=\"{middle:.1}\" y=\"{:.1}\">{}</text>",
        y - 6.0,
        bar.total()
    );
}

/// A bar that lies under its label, its count at its end.
fn lying(svg: &mut String, bar: &Bar<'_>, most: f32, top: f32) {
    let _ = write!(svg, "<rect class=\"chart__room\" y=\"{top:.1}\" width=\"{WIDTH}\" height=\"{STEP}\"/>");
    let _ = write!(svg, "<text class=\"chart__name\" x=\"0\" y=\"{:.1}\">", top + 15.0);
    let _ = escape_html(&mut *svg, bar.label);
    // The blank is heard, not seen: "2024 15".
    svg.push_str("</text> ");
    let mut x = 0.0;
    for (series, length) in lengths(bar, most, WIDTH - 44.0) {
        let _ = write!(
            svg,
            "<rect class=\"chart__{series}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{length:.1}\" height=\"9\"/>",
            top + 22.0
        );
        x += length;
    }
    let _ = write!(
        svg,
        "<text class=\"chart__end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        x + 7.0,
        top + 31.5,
        bar.total()
    );
}

/// The parts of `bar` that are not nothing, with the number of their series from 1 and their length of `longest`.
fn lengths<'b>(bar: &'b Bar<'_>, most: f32, longest: f32) -> impl Iterator<Item = (usize, f32)> + 'b {
    let parts = bar.parts.iter().enumerate().filter(|(_, count)| **count > 0);
    parts.map(move |(index, count)| (index + 1, (*count as f32 / most * longest).max(THIN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, parts: impl Into<Vec<usize>>) -> Bar<'_> {
        Bar { label, lang: None, href: Some(format!("../years/{}.html", label.len())), parts: parts.into() }
    }

    fn rects(svg: &str, attribute: &str) -> Vec<f32> {
        let document = roxmltree::Document::parse(svg).unwrap();
        let is_bar = |node: &roxmltree::Node<'_, '_>| {
            node.has_tag_name("rect") && node.attribute("class") != Some("chart__room")
        };
        let bars = document.descendants().filter(is_bar);
        bars.map(|bar| bar.attribute(attribute).unwrap().parse().unwrap()).collect()
    }

    #[test]
    fn bars_are_as_long_as_what_they_count() {
        let bars = [bar("2023", [10, 5]), bar("2024", [30, 0])];
        assert_eq!(rects(&chart("年", &bars, true), "height"), [40.0, 20.0, 120.0]);
        let lying = rects(&chart("年", &bars, false), "width");
        assert!((lying[0] / lying[2] - 1.0 / 3.0).abs() < 0.01, "{lying:?}");
    }

    #[test]
    fn what_others_wrote_stays_text() {
        let svg = chart("<i>", &[bar("<b>\"&", [1])], false);
        assert!(
            svg.contains("&lt;b&gt;&quot;&amp;") && !svg.contains("<b>") && !svg.contains("<i>"),
            "{svg}"
        );
    }
}
