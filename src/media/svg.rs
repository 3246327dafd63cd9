//! SVG from many hands: only shapes, text and paint pass.

use crate::text::escaped_markup;
use roxmltree::{Document, Node, NodeType};
use std::fmt::Write;

const ELEMENTS: [&str; 25] = [
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "marker",
    "symbol",
    "use",
    "textPath",
    "switch",
];

const ATTRIBUTES: [&str; 79] = [
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "d",
    "points",
    "dx",
    "dy",
    "rotate",
    "transform",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-miterlimit",
    "opacity",
    "color",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "font-variant",
    "text-anchor",
    "dominant-baseline",
    "alignment-baseline",
    "baseline-shift",
    "letter-spacing",
    "word-spacing",
    "writing-mode",
    "text-decoration",
    "textLength",
    "lengthAdjust",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "mask",
    "maskUnits",
    "patternUnits",
    "patternContentUnits",
    "patternTransform",
    "marker-start",
    "marker-mid",
    "marker-end",
    "markerWidth",
    "markerHeight",
    "markerUnits",
    "refX",
    "refY",
    "orient",
    "preserveAspectRatio",
    "id",
    "role",
    "aria-label",
    "aria-hidden",
    "vector-effect",
];

/// Elements nested deeper than any drawing needs.
const DEPTH_MAX: usize = 64;
const NODES_MAX: u32 = 200_000;

fn parse(bytes: &[u8]) -> Option<Document<'_>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let options =
        roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..Default::default() };
    let document = Document::parse_with_options(text, options).ok()?;
    (document.root_element().tag_name().name() == "svg").then_some(document)
}

/// Width and height in CSS pixels, from the attributes or the view box.
pub(super) fn size_of(bytes: &[u8]) -> Option<(u32, u32)> {
    let document = parse(bytes)?;
    let root = document.root_element();
    let length = |name: &str| {
        let text = root.attribute(name)?.trim().trim_end_matches("px");
        text.parse::<f64>().ok().filter(|value| *value >= 1.0 && *value <= 100_000.0)
    };
    let (width, height) = match (length("width"), length("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let mut numbers = root.attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty());
            let mut third = numbers.by_ref().skip(2).map(|part| part.parse::<f64>().ok());
            let (width, height) = (third.next()??, third.next()??);
            (width >= 1.0 && height >= 1.0 && width <= 100_000.0 && height <= 100_000.0)
                .then_some((width, height))?
        }
    };
    Some((width.round() as u32, height.round() as u32))
}

/// The drawing with everything left out that is not a shape, text or paint: scripts, styles, events, links, foreign content.
pub(super) fn sanitised(bytes: &[u8]) -> Option<Vec<u8>> {
    let document = parse(bytes)?;
    let mut out = String::with_capacity(bytes.len());
    write_element(document.root_element(), &mut out, 0);
    Some(out.into_bytes())
}

fn write_element(element: Node<'_, '_>, out: &mut String, depth: usize) {
    let name = element.tag_name().name();
    let is_svg = matches!(element.tag_name().namespace(), None | Some("http://www.w3.org/2000/svg"));
    if depth > DEPTH_MAX || !is_svg || !ELEMENTS.contains(&name) {
        return;
    }
    let _ = write!(out, "<{name}");
    if depth == 0 {
        out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
    }
    for attribute in element.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if name == "href" && value.starts_with('#') {
            let _ = write!(out, " href=\"{}\"", escaped_markup(value));
        } else if attribute.namespace().is_none() && ATTRIBUTES.contains(&name) && is_plain_value(value) {
            let _ = write!(out, " {name}=\"{}\"", escaped_markup(value));
        }
    }
    out.push('>');
    for child in element.children() {
        match child.node_type() {
            NodeType::Element => write_element(child, out, depth + 1),
            NodeType::Text => out.push_str(&escaped_markup(child.text().unwrap_or_default())),
            _ => {}
        }
    }
    let _ = write!(out, "</{name}>");
}

/// `url(…)` may only point into the drawing itself.
fn is_plain_value(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let outside_url = lower.match_indices("url(").any(|(at, _)| {
        let inner = lower[at + 4..].trim_start_matches([' ', '\'', '"']);
        !inner.starts_with('#')
    });
    !outside_url && !lower.contains("javascript:") && !lower.contains("expression") && !lower.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_shapes_text_and_paint_pass() {
        let hostile = br##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 20" onload="alert(1)">
            <script>alert(1)</script><style>*{fill:url(http://x)}</style><foreignObject><p>x</p></foreignObject>
            <a xlink:href="javascript:alert(1)"><text>x</text></a><image href="http://x/y.png"/>
            <use href="http://x#y"/><use href="#a"/><rect fill="url(http://x)" onclick="x()" style="x" width="3"/>
            <text fill="url(#g)">&lt;b&gt;</text></svg>"##;
        let safe = String::from_utf8(sanitised(hostile).unwrap()).unwrap();
        for bad in
            ["script", "style", "onload", "onclick", "foreignObject", "javascript", "http://x", "image"]
        {
            assert!(!safe.contains(bad), "{bad} in {safe}");
        }
        for good in ["<use href=\"#a\">", "<rect width=\"3\">", "fill=\"url(#g)\"", "&lt;b&gt;"] {
            assert!(safe.contains(good), "{good} not in {safe}");
        }
        assert_eq!(size_of(hostile), Some((10, 20)));
    }

    #[test]
    fn a_document_type_or_entities_are_refused() {
        assert!(sanitised(b"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>").is_none());
    }
}
