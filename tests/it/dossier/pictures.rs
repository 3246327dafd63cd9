//! Pictures in papers and beside them.

use super::{CALL, NAME, dossier, holds, unzip};
use crate::support::{Files, Folder, case, folder, photo};
use std::io::Cursor;

/// A hall whose one entry shows `bytes`, called `name`, as a photograph and in its text.
fn with_picture(name: &str, bytes: &[u8]) -> Folder {
    let text = format!("photos: [{{file: {name}, caption: 会场}}]\n---\n\n![会场]({name})\n");
    folder([
        ("content/cases/甲/index.md".to_owned(), case("红船", &text).into_bytes()),
        (format!("content/cases/甲/{name}"), bytes.to_vec()),
        (CALL.to_owned(), format!("---\ntitle: {NAME}\nentries: [甲]\n---\n").into_bytes()),
    ])
}

/// The papers of the entry of [`with_picture`].
fn papers_with_picture(name: &str, bytes: &[u8]) -> Files {
    let site = with_picture(name, bytes);
    site.run(["submit", "征集"]).ends_with(0);
    dossier(&site, NAME)
}

/// The one picture in a document.
fn plate_in(papers: &Files, document: &str) -> (String, image::RgbImage) {
    let parts = unzip(&papers[&format!("01-市审计局-红船/{document}")]);
    let mut plates = parts.iter().filter(|(path, _)| path.starts_with("word/media/"));
    let (path, bytes) = plates.next().expect("the document holds a picture");
    assert!(plates.next().is_none());
    (path.clone(), image::load_from_memory(bytes).unwrap().to_rgb8())
}

#[test]
fn a_photograph_held_upright_stands_upright_in_every_paper() {
    // 6: the left side of what the camera saw, which is red, belongs on top.
    let papers = papers_with_picture("现场.jpg", &photo(600, 400, 6));
    for document in ["申报表.docx", "案例正文.docx"] {
        let (path, plate) = plate_in(&papers, document);
        assert!(path.ends_with(".jpg"), "{path}");
        assert_eq!(plate.dimensions(), (400, 600), "{document}");
        let (top, bottom) = (plate.get_pixel(200, 60), plate.get_pixel(200, 540));
        assert!(top[0] > 150 && bottom[2] > 150, "{document}: {top:?} {bottom:?}");
    }
    let copy = &papers["01-市审计局-红船/图片/01-会场.jpg"];
    let mut decoder =
        image::codecs::jpeg::JpegDecoder::new(Cursor::new(copy)).expect("the copy can be decoded");
    let turn = image::ImageDecoder::orientation(&mut decoder).unwrap();
    assert_eq!(turn, image::metadata::Orientation::Rotate90);
}

#[test]
fn the_copy_of_a_photograph_has_every_pixel_of_the_original_and_nothing_else() {
    let mut original = photo(2600, 200, 1);
    let pixels = image::load_from_memory(&original).unwrap();
    let plain_length = original.len() - 64;
    // A telephone's film behind the picture.
    original.extend(b"CANARY-FILM");
    let papers = papers_with_picture("现场.jpg", &original);
    let copy = &papers["01-市审计局-红船/图片/01-会场.jpg"];
    assert_eq!(image::load_from_memory(copy).unwrap(), pixels);
    assert_eq!(copy.len(), plain_length);
    for (path, bytes) in &papers {
        assert!(!bytes.windows(6).any(|window| window == b"CANARY"), "{path}");
    }
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut webp = Cursor::new(Vec::new());
    let pixels = image::load_from_memory(&photo(width, height, 1)).unwrap();
    pixels.write_to(&mut webp, image::ImageFormat::WebP).unwrap();
    webp.into_inner()
}

fn missing(papers: &Files) -> String {
    String::from_utf8(papers["缺项清单.txt"].clone()).unwrap()
}

#[test]
fn a_webp_goes_into_word_and_into_the_folder_as_a_jpeg_of_as_many_pixels() {
    let papers = papers_with_picture("现场.webp", &webp(2600, 200));
    let (path, plate) = plate_in(&papers, "案例正文.docx");
    assert!(path.ends_with(".jpg") && plate.dimensions() == (2600, 200), "{path} {:?}", plate.dimensions());
    let copy = image::load_from_memory(&papers["01-市审计局-红船/图片/01-会场.jpg"]).unwrap();
    assert_eq!((copy.width(), copy.height()), (2600, 200));
    assert!(!papers.keys().any(|path| path.ends_with(".webp")), "{:?}", papers.keys());
    holds(&missing(&papers), &["注：第 1 张图片由 WEBP 转成 JPG"]);
}

#[test]
fn a_format_that_the_call_takes_stays_as_it_is() {
    for (name, bytes) in [("现场.webp", webp(60, 40)), ("示意.svg", crate::support::SVG.as_bytes().to_vec())]
    {
        let site = with_picture(name, &bytes);
        let rules = "pictures: {formats: [jpg, webp, svg]}\n";
        site.write(CALL, format!("---\ntitle: {NAME}\n{rules}entries: [甲]\n---\n").as_bytes());
        site.run(["submit", "征集"]).ends_with(0);
        let papers = dossier(&site, NAME);
        let ending = name.rsplit('.').next().unwrap();
        assert!(
            papers.contains_key(&format!("01-市审计局-红船/图片/01-会场.{ending}")),
            "{:?}",
            papers.keys()
        );
        assert!(!missing(&papers).contains("转成"), "{}", missing(&papers));
    }
}

#[test]
fn a_drawing_goes_into_word_and_into_the_folder_in_pixels() {
    let papers = papers_with_picture("示意.svg", crate::support::SVG.as_bytes());
    for document in ["申报表.docx", "案例正文.docx"] {
        let (path, plate) = plate_in(&papers, document);
        assert!(
            path.ends_with(".png") && plate.dimensions() == (2400, 1800),
            "{path} {:?}",
            plate.dimensions()
        );
        assert_eq!(plate.get_pixel(1200, 900).0, [0xb3, 0x26, 0x1e]);
    }
    assert!(papers.contains_key("01-市审计局-红船/图片/01-会场.png"), "{:?}", papers.keys());
    holds(&missing(&papers), &["由 SVG 转成 PNG"]);
}

#[test]
fn a_drawing_with_words_is_listed_as_missing_because_fonts_differ() {
    let words = crate::support::SVG.replace("</svg>", "<text>审计</text></svg>");
    let papers = papers_with_picture("示意.svg", words.as_bytes());
    let said = missing(&papers);
    holds(
        &said,
        &["缺：正文图片 示意.svg Word 放不进（矢量图里有文字", "缺：第 1 张图片 Word 放不进（矢量图里有文字"],
    );
    assert!(papers.contains_key("01-市审计局-红船/图片/01-会场.svg"), "{:?}", papers.keys());
}

/// The largest print that runs for `site` kept, with its path.
fn kept_print(site: &Folder) -> (String, Vec<u8>) {
    let mut prints =
        site.files(".zhanguan/cache/prints").into_iter().filter(|(name, _)| name.ends_with("-full"));
    let (name, print) = prints.next().expect("a print is kept");
    assert!(prints.next().is_none());
    (format!(".zhanguan/cache/prints/{name}"), print)
}

#[test]
fn a_picture_is_developed_once_for_the_site_and_for_all_papers() {
    for first in [&["build"][..], &["submit", "征集"]] {
        let [site, other] = [1, 6].map(|turn| with_picture("现场.jpg", &photo(600, 400, turn)));
        site.run(first).ends_with(0);
        other.run(["submit", "征集"]).ends_with(0);
        // Whoever shows the picture of the other site did not develop that of this one.
        let ((path, _), (_, print)) = (kept_print(&site), kept_print(&other));
        site.write(&path, &print);
        site.run(["submit", "征集"]).ends_with(0);
        for document in ["申报表.docx", "案例正文.docx"] {
            assert_eq!(
                plate_in(&dossier(&site, NAME), document).1.dimensions(),
                (400, 600),
                "{first:?} {document}"
            );
        }
    }
}

#[test]
fn a_call_that_asks_for_a_logo_gets_it_as_a_picture_and_as_a_file() {
    let site = folder([
        ("content/cases/甲.md", case("红船", "brand: 诚审惟公\n---\n\n做法。\n").into_bytes()),
        (
            "content/brands/诚审惟公.md",
            "---\nunit: 市审计局\nlogo: 标志.svg\nidea: 惟公\n---\n".as_bytes().to_vec(),
        ),
        ("content/brands/标志.svg", crate::support::SVG.as_bytes().to_vec()),
        (CALL, format!("---\ntitle: {NAME}\nrequired: [标志, 理念]\nentries: [甲]\n---\n").into_bytes()),
    ]);
    site.run(["submit", "征集"]).ends_with(0);
    let papers = dossier(&site, NAME);
    for file in ["标志.png", "原件.svg"] {
        assert!(papers.contains_key(&format!("01-市审计局-红船/标志/{file}")), "{:?}", papers.keys());
    }
    assert!(plate_in(&papers, "申报表.docx").0.ends_with(".png"));
    let form = super::part(&papers["01-市审计局-红船/申报表.docx"], "word/document.xml");
    holds(&form, &[">理念<", ">惟公<", ">品牌标志<"]);
    site.run(["submit", "征集", "--blind"]).ends_with(0);
    let blind = dossier(&site, &format!("{NAME}-盲审"));
    assert!(!blind.keys().any(|path| path.contains("标志")), "{:?}", blind.keys());
}
