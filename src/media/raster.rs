//! Draws an SVG in pixels, for papers: offices open them with programs that show no drawings.
//!
//! What a drawing costs is reckoned before it is drawn, because a few lines can stand for a thousand million shapes.

use super::svg;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ClipPath, Group, Mask, Node, Options, Tree};
use roxmltree::Document;

/// Pixels of the longer side: 300 an inch across a page of A4 with room to spare.
const SIDE: f32 = 2400.0;
/// Elements, those that are drawn again and again counted each time.
const SHAPES_MAX: usize = 20_000;
/// Groups that are drawn apart and then laid over, each as large as the page.
const LAYERS_MAX: usize = 200;
/// And one in another, all of them in memory together.
const LAYERS_DEPTH_MAX: usize = 6;

/// Why a drawing stays a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undrawn {
    /// It holds words, and fonts differ from machine to machine.
    Words,
    /// It cannot be read, or is made of more than we draw.
    Refused,
}

/// The drawing in `bytes` as PNG.
///
/// # Errors
/// If it holds words or cannot be drawn.
pub fn rasterised(bytes: &[u8]) -> Result<Vec<u8>, Undrawn> {
    let safe = svg::sanitised(bytes).ok_or(Undrawn::Refused)?;
    let text = std::str::from_utf8(&safe).map_err(|_| Undrawn::Refused)?;
    let document = Document::parse(text).map_err(|_| Undrawn::Refused)?;
    if has_words(&document) {
        return Err(Undrawn::Words);
    }
    if !is_modest(&document) {
        return Err(Undrawn::Refused);
    }
    let tree = Tree::from_xmltree(&document, &Options::default()).map_err(|_| Undrawn::Refused)?;
    if !layers_fit(tree.root(), 0, &mut 0) {
        return Err(Undrawn::Refused);
    }
    paint(&tree).ok_or(Undrawn::Refused)
}

fn paint(tree: &Tree) -> Option<Vec<u8>> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SIDE / width.max(height);
    let length = |side: f32| ((side * scale).round() as u32).max(1);
    let mut pixels = Pixmap::new(length(width), length(height))?;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().ok()
}

fn has_words(document: &Document<'_>) -> bool {
    let texts =
        document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    texts
        .flat_map(|text| text.descendants())
        .any(|node| node.text().is_some_and(|text| !text.trim().is_empty()))
}

/// Whether the drawing is no more than [`SHAPES_MAX`] shapes once everything that is used again was put where it is used. A pattern
/// is as large as its tile says, which no bound holds.
fn is_modest(document: &Document<'_>) -> bool {
    let count = |name: &str| document.descendants().filter(|node| node.tag_name().name() == name).count();
    let mut budget = SHAPES_MAX;
    if count("pattern") > 0 || !spend(document.root_element(), &mut budget, 0) {
        return false;
    }
    // A marker is drawn at every point of a path.
    let in_markers = document
        .descendants()
        .filter(|node| node.ancestors().any(|outer| outer.tag_name().name() == "marker"));
    let points = document.descendants().filter_map(|node| node.attribute("d").or(node.attribute("points")));
    in_markers.count() * points.map(str::len).sum::<usize>() <= SHAPES_MAX * 10
}

fn spend(node: roxmltree::Node<'_, '_>, budget: &mut usize, depth: usize) -> bool {
    const USES_DEPTH_MAX: usize = 8;
    for inner in node.descendants().filter(roxmltree::Node::is_element) {
        let Some(left) = budget.checked_sub(1).filter(|_| depth <= USES_DEPTH_MAX) else { return false };
        *budget = left;
        let href = inner.attribute("href").and_then(|href| href.strip_prefix('#'));
        let target = href
            .filter(|_| inner.tag_name().name() == "use")
            .and_then(|id| node.document().descendants().find(|other| other.attribute("id") == Some(id)));
        if target.is_some_and(|target| !spend(target, budget, depth + 1)) {
            return false;
        }
    }
    true
}

fn layers_fit(group: &Group, depth: usize, layers: &mut usize) -> bool {
    let is_layer = group.should_isolate();
    let depth = depth + usize::from(is_layer);
    *layers += usize::from(is_layer);
    let masked = [group.clip_path().map(ClipPath::root), group.mask().map(Mask::root)];
    let drawn = group.children().iter().filter_map(|node| match node {
        Node::Group(inner) => Some(inner.as_ref()),
        _ => None,
    });
    depth <= LAYERS_DEPTH_MAX
        && *layers <= LAYERS_MAX
        && masked.into_iter().flatten().chain(drawn).all(|inner| layers_fit(inner, depth, layers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(inside: &str) -> Result<(u32, u32, [u8; 4]), Undrawn> {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\">{inside}</svg>");
        let picture = image::load_from_memory(&rasterised(svg.as_bytes())?).unwrap().to_rgba8();
        Ok((picture.width(), picture.height(), picture.get_pixel(600, 600).0))
    }

    #[test]
    fn shapes_become_pixels_fine_enough_for_print() {
        let red = drawing("<rect width=\"20\" height=\"20\" fill=\"#c00\"/>");
        assert_eq!(red, Ok((2400, 1200, [204, 0, 0, 255])));
        assert_eq!(drawing("<g opacity=\".5\"/>"), Ok((2400, 1200, [0, 0, 0, 0])));
    }

    #[test]
    fn words_are_left_to_those_who_have_the_font() {
        assert_eq!(drawing("<text>审计</text>"), Err(Undrawn::Words));
        assert!(drawing("<text> <tspan/></text>").is_ok());
    }

    #[test]
    fn drawings_that_explode_are_refused_at_once() {
        let mut uses = "<rect id=\"u0\" width=\"1\" height=\"1\"/>".to_owned();
        for level in 1..8 {
            let inner = format!("<use href=\"#u{}\"/>", level - 1).repeat(10);
            uses += &format!("<g id=\"u{level}\">{inner}</g>");
        }
        let path = format!("<path marker-mid=\"url(#m)\" d=\"M0 0{}\"/>", " 1 1".repeat(50_000));
        let hostile = [
            uses,
            "<g id=\"a\"><use href=\"#a\"/></g>".to_owned(),
            "<pattern id=\"p\" width=\"99999\" height=\"99999\"/><rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>".to_owned(),
            format!("<marker id=\"m\">{}</marker>{path}", "<rect/>".repeat(100)),
            format!("{}{}", "<g opacity=\".5\">".repeat(50), "<rect width=\"9\" height=\"9\"/></g>".repeat(50)),
            "<g opacity=\".5\"><rect width=\"9\" height=\"9\"/><rect width=\"9\" height=\"9\"/></g>".repeat(300),
        ];
        for inside in hostile {
            assert_eq!(drawing(&inside), Err(Undrawn::Refused), "{}", &inside[..60]);
        }
    }
}
