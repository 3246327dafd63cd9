//! Counts as bars, each a link to the page that lists what was counted.
//!
//! Charts are drawn for a column as narrow as a phone; colours come from the style sheet by class, so that they follow dark mode and
//! print. A table of the same counts belongs beside every chart.

use crate::diag::Lang;
use pulldown_cmark_escape::escape_html;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Width of every chart in its own units; on a phone they are CSS pixels.
const WIDTH: f32 = 320.0;
/// More bars than this lie, because their labels would no longer fit side by side.
const STANDING_MAX: usize = 10;
/// Height of the tallest standing bar, and where its foot is.
const TALL: f32 = 120.0;
const FOOT: f32 = 142.0;
/// Room for years without bars, in slots.
const GAP: f32 = 0.6;
/// From one lying bar to the next, with its label above it and beside it.
const STEP: f32 = 44.0;
const STEP_BESIDE: f32 = 28.0;
/// Width of a Han character of a label in large type, and of the room that labels beside their bars may take.
const LETTER: f32 = 17.0;
const BESIDE_MAX: f32 = 156.0;
/// A bar is never thinner than this, so that one of a thousand can be seen.
const THIN: f32 = 2.0;

/// One bar: its label, the language of the label if it is not the page's, where it leads from the page it stands on, and its parts in
/// the order of the series.
#[derive(Debug, Clone)]
pub(in crate::render) struct Bar<'a> {
    pub(in crate::render) label: &'a str,
    pub(in crate::render) lang: Option<Lang>,
    pub(in crate::render) href: Option<String>,
    pub(in crate::render) parts: Vec<usize>,
    /// Whether it stands apart from the one before: between them lie years without bars.
    pub(in crate::render) apart: bool,
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
    let beside = beside(bars);
    let step = if beside > 0.0 { STEP_BESIDE } else { STEP };
    let height = if is_standing { FOOT + 24.0 } else { step * bars.len() as f32 };
    let gaps = bars.iter().filter(|bar| bar.apart).count();
    let slot = WIDTH / (bars.len() as f32 + GAP * gaps as f32);
    let mut left = 0.0;
    let mut svg = String::with_capacity(200 + bars.len() * 300);
    let _ = write!(
        svg,
        "<svg class=\"chart__drawing\" viewBox=\"0 0 {WIDTH} {height}\" role=\"group\" aria-label=\""
    );
    let _ = escape_html(&mut svg, title);
    svg.push_str("\">");
    for (index, bar) in bars.iter().enumerate() {
        if is_standing && bar.apart {
            let _ = write!(svg, "<path class=\"chart__gap\" d=\"M{left:.1} {FOOT}h{:.1}\"/>", slot * GAP);
            left += slot * GAP;
        }
        open_link(&mut svg, bar);
        if is_standing {
            standing(&mut svg, bar, most, (left, slot));
            left += slot;
        } else {
            lying(&mut svg, bar, most, &Lying { top: step * index as f32, step, beside });
        }
        svg.push_str(if bar.href.is_some() { "</a>" } else { "</g>" });
    }
    svg.push_str("</svg>");
    svg
}

/// The room that the labels of lying bars take beside them; none if one of them is too long, and all stand above.
fn beside(bars: &[Bar<'_>]) -> f32 {
    let longest = bars.iter().map(|bar| bar.label.width_cjk()).max().unwrap_or(0);
    let room = longest as f32 / 2.0 * LETTER + 10.0;
    if room <= BESIDE_MAX { room } else { 0.0 }
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
    let _ = write!(svg, "<path class=\"chart__ground\" d=\"M{left:.1} {FOOT}h{slot:.1}\"/>");
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

/// Where a lying bar is: its top, the room to the next one, and the room of a label beside it.
struct Lying {
    top: f32,
    step: f32,
    beside: f32,
}

/// A bar that lies beside its label or under it, its count at its end.
fn lying(svg: &mut String, bar: &Bar<'_>, most: f32, Lying { top, step, beside }: &Lying) {
    let _ = write!(svg, "<rect class=\"chart__room\" y=\"{top:.1}\" width=\"{WIDTH}\" height=\"{step}\"/>");
    let foot = if *beside > 0.0 { 18.5 } else { 16.0 };
    let _ = write!(svg, "<text class=\"chart__name\" x=\"0\" y=\"{:.1}\">", top + foot);
    let _ = escape_html(&mut *svg, bar.label);
    // The blank is heard, not seen: "2024 15".
    svg.push_str("</text> ");
    let (mut x, middle) = (*beside, top + if *beside > 0.0 { step / 2.0 } else { 30.0 });
    for (series, length) in lengths(bar, most, WIDTH - 44.0 - beside) {
        let _ = write!(
            svg,
            "<rect class=\"chart__{series}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{length:.1}\" height=\"9\"/>",
            middle - 4.5
        );
        x += length;
    }
    let _ = write!(
        svg,
        "<text class=\"chart__end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        x + 7.0,
        middle + 4.5,
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
        Bar {
            label,
            lang: None,
            href: Some(format!("../years/{}.html", label.len())),
            parts: parts.into(),
            apart: false,
        }
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
    fn years_without_bars_are_dots() {
        let bars = [bar("2019", [1]), Bar { apart: true, ..bar("2023", [1]) }, bar("2024", [1])];
        let svg = chart("年", &bars, true);
        assert_eq!(svg.matches("chart__gap").count(), 1, "{svg}");
        let left = rects(&svg, "x");
        assert!(left[1] - left[0] > 1.5 * (left[2] - left[1]), "{left:?}");
    }

    #[test]
    fn short_labels_stand_beside_their_bars_and_long_ones_above() {
        let short = [bar("济宁市审计局", [2]), bar("济宁市", [1])];
        assert!(rects(&chart("单位", &short, false), "x").iter().all(|x| *x > 100.0));
        let long = [bar("山东黄河河务局济南黄河河务局", [2]), bar("济宁市", [1])];
        assert_eq!(rects(&chart("单位", &long, false), "x"), [0.0, 0.0]);
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
