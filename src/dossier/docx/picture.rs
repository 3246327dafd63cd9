//! A picture in a line of text (DrawingML).

use super::layout::WIDTH;
use super::xml::Xml;

/// English Metric Units in a twip, and in a pixel at 96 a inch.
const PER_TWIP: u64 = 635;
const PER_PIXEL: u64 = 9525;
/// Pictures leave room for their caption and some text: 100 mm.
const HEIGHT_MAX: u64 = 3_600_000;

/// Which picture, and how it is called.
#[derive(Debug, Clone, Copy)]
pub(in crate::dossier) struct Placing<'a> {
    /// Its relationship in the package.
    pub(in crate::dossier) relationship: &'a str,
    /// Its number in the document, from 1.
    pub(in crate::dossier) number: usize,
    /// For those who cannot see it.
    pub(in crate::dossier) alt: &'a str,
    /// Pixels across and down.
    pub(in crate::dossier) size: (u32, u32),
    /// Twips that it may be wide.
    pub(in crate::dossier) width_max: u32,
}

/// The drawing as XML that stands inside a run.
pub(in crate::dossier) fn drawing(placing: &Placing<'_>) -> String {
    let (width, height) = fitted(placing.size, u64::from(placing.width_max.min(WIDTH)) * PER_TWIP);
    let (cx, cy, id) = (width.to_string(), height.to_string(), placing.number.to_string());
    let name = format!("图 {}", placing.number);
    let mut xml = Xml::default();
    xml.open("w:drawing", &[]).open(
        "wp:inline",
        &[
            ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
            ("distT", "0"),
            ("distB", "0"),
            ("distL", "0"),
            ("distR", "0"),
        ],
    );
    xml.empty("wp:extent", &[("cx", &cx), ("cy", &cy)]);
    xml.empty("wp:docPr", &[("id", &id), ("name", &name), ("descr", placing.alt)]);
    xml.open("a:graphic", &[("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main")]);
    let pic = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    xml.open("a:graphicData", &[("uri", pic)]).open("pic:pic", &[("xmlns:pic", pic)]);
    xml.open("pic:nvPicPr", &[]).empty("pic:cNvPr", &[("id", &id), ("name", &name)]);
    xml.empty("pic:cNvPicPr", &[]).close().open("pic:blipFill", &[]);
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    xml.empty("a:blip", &[("xmlns:r", rels), ("r:embed", placing.relationship)]);
    xml.open("a:stretch", &[]).empty("a:fillRect", &[]).close().close();
    xml.open("pic:spPr", &[]).open("a:xfrm", &[]).empty("a:off", &[("x", "0"), ("y", "0")]);
    xml.empty("a:ext", &[("cx", &cx), ("cy", &cy)]).close();
    xml.open("a:prstGeom", &[("prst", "rect")]).empty("a:avLst", &[]);
    xml.finish()
}

/// The size on paper: as on a screen, made smaller if it is wider or higher than there is room.
fn fitted((width, height): (u32, u32), width_max: u64) -> (u64, u64) {
    let (width, height) = (u64::from(width.max(1)) * PER_PIXEL, u64::from(height.max(1)) * PER_PIXEL);
    let (mut w, mut h) = (width, height);
    if w > width_max {
        (w, h) = (width_max, height * width_max / width);
    }
    if h > HEIGHT_MAX {
        (w, h) = (width * HEIGHT_MAX / height, HEIGHT_MAX);
    }
    (w.max(1), h.max(1))
}
