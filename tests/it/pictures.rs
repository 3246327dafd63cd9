//! Pictures, films and sounds: in sizes for phone and desk, upright, without metadata, made once.

use crate::support::{Files, Folder, Hall, case, case_with_body, folder, hall};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use img_parts::{Bytes, ImageEXIF, ImageICC};
use std::io::Cursor;

/// Where it was taken and by whom: must never be published.
const CANARIES: [&str; 3] = ["CANARY-GPS-36.65N", "CANARY-CAMERA", "CANARY-COMMENT"];

const PAGE: &str = "content/cases/图/index.md";

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// A picture whose left half is red and whose right half is blue.
fn two_halves(width: u32, height: u32) -> DynamicImage {
    let paint = |x, _| if x < width / 2 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, paint))
}

/// EXIF that says which way is up, and where and with what the picture was taken.
fn exif(orientation: u16) -> Vec<u8> {
    let words = CANARIES.join(" ");
    let mut exif = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0");
    exif.extend([orientation as u8, 0, 0, 0]);
    exif.extend(b"\x0e\x01\x02\0");
    exif.extend((words.len() as u32).to_le_bytes());
    exif.extend(38u32.to_le_bytes());
    exif.extend([0; 4]);
    exif.extend(words.as_bytes());
    exif
}

/// A photograph as a telephone writes it.
fn photograph(width: u32, height: u32, orientation: u16) -> Vec<u8> {
    let bytes = encoded(&two_halves(width, height), ImageFormat::Jpeg);
    let mut jpeg = img_parts::jpeg::Jpeg::from_bytes(Bytes::from(bytes)).unwrap();
    jpeg.set_exif(Some(Bytes::from(exif(orientation))));
    let mut bytes = jpeg.encoder().bytes().to_vec();
    bytes.extend(CANARIES.join("").as_bytes());
    bytes
}

fn with_photo(bytes: Vec<u8>, name: &str) -> Hall {
    let page = case("图", &format!("photos: [{{file: {name}, caption: 现场}}]\n---\n"));
    hall([(PAGE.to_owned(), page.into_bytes()), (format!("content/cases/图/{name}"), bytes)]).sound()
}

/// Path and size of every picture the hall publishes, as its bytes say.
fn sizes(pages: &Files) -> Vec<(String, u32, u32)> {
    let media = pages.iter().filter(|(path, _)| path.starts_with("media/"));
    media
        .map(|(path, bytes)| {
            let picture = image::load_from_memory(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
            (path.split_once('.').unwrap().1.to_owned(), picture.width(), picture.height())
        })
        .collect()
}

fn print<'h>(hall: &'h Hall, ending: &str) -> &'h [u8] {
    hall.pages.iter().find(|(path, _)| path.starts_with("media/") && path.ends_with(ending)).unwrap().1
}

#[test]
fn a_photograph_is_printed_for_phone_and_desk_and_never_enlarged() {
    let of = |width, height| sizes(&with_photo(photograph(width, height, 1), "图.jpg").pages);
    let name = |name: &str, width, height| (name.to_owned(), width, height);
    assert_eq!(
        of(3000, 2000),
        [
            name("1600.webp", 1600, 1067),
            name("480.webp", 480, 320),
            name("960.webp", 960, 640),
            name("jpg", 2400, 1600)
        ]
    );
    assert_eq!(of(300, 200), [name("300.webp", 300, 200), name("jpg", 300, 200)]);
}

#[test]
fn a_picture_stands_upright_and_its_page_knows_its_size() {
    // 6: the camera was held upright, turned to the left; the red half is then on top.
    let hall = with_photo(photograph(600, 400, 6), "图.jpg");
    for ending in [".jpg", ".400.webp"] {
        let picture = image::load_from_memory(print(&hall, ending)).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), (400, 600), "{ending}");
        let (top, bottom) = (picture.get_pixel(200, 60), picture.get_pixel(200, 540));
        assert!(top[0] > 150 && top[2] < 90 && bottom[2] > 150 && bottom[0] < 90, "{top:?} {bottom:?}");
    }
    assert!(hall.only_case().contains("width=\"400\" height=\"600\""), "{}", hall.only_case());
}

#[test]
fn nothing_published_says_where_or_by_whom_a_picture_was_taken() {
    let jpeg = with_photo(photograph(600, 400, 6), "图.jpg");
    let mut png =
        img_parts::png::Png::from_bytes(Bytes::from(encoded(&two_halves(60, 40), ImageFormat::Png))).unwrap();
    png.set_exif(Some(Bytes::from(exif(1))));
    let png = with_photo(png.encoder().bytes().to_vec(), "图.png");
    for hall in [jpeg, png] {
        for (path, bytes) in &hall.pages {
            let holds = |words: &str| bytes.windows(words.len()).any(|window| window == words.as_bytes());
            assert!(!CANARIES.iter().any(|canary| holds(canary)), "{path}");
            assert!(!path.starts_with("media/") || !holds("Exif") && !holds("EXIF"), "{path}");
        }
    }
}

#[test]
fn colours_of_a_wide_gamut_are_shown_as_they_were_meant() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let plain = encoded(&two_halves(200, 100), ImageFormat::Png);
    let mut png = img_parts::png::Png::from_bytes(Bytes::from(plain)).unwrap();
    png.set_icc_profile(Some(Bytes::from(profile)));
    let hall = with_photo(png.encoder().bytes().to_vec(), "图.png");
    let red = *image::load_from_memory(print(&hall, ".jpg")).unwrap().to_rgb8().get_pixel(40, 50);
    assert!(red[0] > 208, "200 of Display P3 is a stronger red in sRGB: {red:?}");
    assert!(!print(&hall, ".jpg").windows(11).any(|window| window == b"ICC_PROFILE"));
}

#[test]
fn a_picture_one_can_see_through_stays_so() {
    let clear = RgbaImage::from_fn(100, 80, |x, _| Rgba([200, 0, 0, if x < 50 { 0 } else { 255 }]));
    let hall = with_photo(encoded(&DynamicImage::ImageRgba8(clear), ImageFormat::Png), "图.png");
    for ending in [".png", ".100.webp"] {
        let picture = image::load_from_memory(print(&hall, ending)).unwrap().to_rgba8();
        assert!(picture.get_pixel(20, 40)[3] < 20 && picture.get_pixel(80, 40)[3] > 235, "{ending}");
    }
}

#[test]
fn a_picture_in_the_text_comes_in_the_sizes_there_are() {
    let hall = hall([
        (PAGE, case_with_body("![会场](现场.jpg)\n").into_bytes()),
        ("content/cases/图/现场.jpg", photograph(1200, 800, 1)),
    ])
    .sound();
    let page = hall.only_case();
    let source = page.split("<source ").nth(1).unwrap().split('>').next().unwrap();
    let widths: Vec<&str> = source.split("srcset=\"").nth(1).unwrap().split(',').collect();
    assert_eq!(widths.len(), 3, "{source}");
    assert!(widths[0].contains(".480.webp 480w") && widths[2].contains(".1200.webp 1200w"), "{source}");
    assert!(page.contains("alt=\"会场\" width=\"1200\" height=\"800\""), "{page}");
}

#[test]
fn a_damaged_picture_is_reported_at_its_file_and_nothing_is_published() {
    let mut broken = encoded(&two_halves(60, 40), ImageFormat::Png);
    broken.truncate(60);
    let site = folder([
        (PAGE.to_owned(), case("图", "cover: 图.png\n---\n").into_bytes()),
        ("content/cases/图/图.png".to_owned(), broken),
    ]);
    let run = site.run(["build"]).ends_with(1);
    assert!(run.stderr.contains("content/cases/图/图.png:1:1 错误[picture-damaged]"), "{}", run.stderr);
    assert!(site.files("public").is_empty());
}

fn kept(site: &Folder) -> Files {
    crate::support::read_folder(&site.join(".zhanguan/cache/prints"))
}

fn one_photograph() -> Folder {
    folder([
        (PAGE.to_owned(), case("图", "cover: 图.jpg\n---\n").into_bytes()),
        ("content/cases/图/图.jpg".to_owned(), photograph(1200, 800, 1)),
    ])
}

#[test]
fn prints_are_made_once_and_found_again_when_the_site_is_published_anew() {
    let site = one_photograph();
    site.run(["build"]).ends_with(0);
    let published = site.files("public");
    let names: Vec<String> = kept(&site).into_keys().collect();
    assert_eq!(names.len(), 4, "{names:?}");
    // A print that was kept is taken as it is: were it made again, this mark would be gone.
    let marked = names.iter().find(|name| name.ends_with("-480")).unwrap();
    let mark = b"kept and not made again".to_vec();
    let digest = zhanguan::digest::quick_digest_of(&mark);
    site.write(&format!(".zhanguan/cache/prints/{marked}"), &[mark.as_slice(), &digest].concat());
    std::fs::remove_dir_all(site.join("public")).unwrap();
    site.run(["build"]).ends_with(0);
    let again = site.files("public");
    let small = again.keys().find(|path| path.ends_with(".480.webp")).unwrap();
    assert_eq!(again[small], mark);
    assert_eq!(again.keys().collect::<Vec<_>>(), published.keys().collect::<Vec<_>>());
}

#[test]
fn a_damaged_kept_print_is_made_again() {
    let site = one_photograph();
    site.run(["build"]).ends_with(0);
    let published = site.files("public");
    for (name, mut bytes) in kept(&site) {
        bytes[40] ^= 1;
        site.write(&format!(".zhanguan/cache/prints/{name}"), &bytes);
    }
    std::fs::remove_dir_all(site.join("public")).unwrap();
    site.run(["build"]).ends_with(0);
    assert_eq!(site.files("public"), published);
}

#[test]
fn prints_of_a_picture_that_is_gone_are_not_kept_for_ever() {
    let site = one_photograph();
    site.run(["build"]).ends_with(0);
    site.write(PAGE, case("图", "---\n").as_bytes());
    site.run(["build"]).ends_with(0);
    assert!(kept(&site).is_empty());
}

#[test]
fn a_panorama_keeps_its_height_and_can_be_dragged_along() {
    let hall = with_photo(photograph(4000, 1000, 1), "全景.jpg");
    assert!(sizes(&hall.pages).contains(&("4000.webp".to_owned(), 4000, 1000)));
    assert!(hall.only_case().contains("class=\"story__pan\" tabindex=\"0\""), "{}", hall.only_case());
}

#[test]
fn a_film_comes_with_poster_captions_and_words_to_read() {
    let fields = "media: [{file: 访谈.mp4, poster: 画面.jpg, captions: 字幕.vtt, transcript: 文字稿.txt, caption: 访谈}]\n---\n";
    let hall = hall([
        (PAGE, case("图", fields).into_bytes()),
        ("content/cases/图/访谈.mp4", b"\0\0\0\x18ftypmp42".to_vec()),
        ("content/cases/图/画面.jpg", photograph(1200, 800, 1)),
        ("content/cases/图/字幕.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n大家好\n".into()),
        ("content/cases/图/文字稿.txt", "大家好。".into()),
    ])
    .sound();
    let film = hall.only_case().split("<video").nth(1).unwrap().split("</figure>").next().unwrap();
    for part in [
        " controls preload=\"metadata\"",
        ".960.webp\">",
        "type=\"video/mp4\"",
        "<track kind=\"captions\"",
        ".vtt\" srclang=\"zh\"",
        ".txt\">文字稿",
    ] {
        assert!(film.contains(part), "{part} is not in {film}");
    }
}

const PLACE: &[u8] = b"+36.6512+117.1201/";

/// A film of a telephone that tells the place in three ways.
fn film() -> Vec<u8> {
    let boxed = |kind: &[u8], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes(), kind, body].concat();
    let keys = [b"com.apple.quicktime.location.ISO6709".as_slice(), PLACE].concat();
    let notes =
        [boxed(b"meta", &keys), boxed(b"udta", &[boxed(b"\xa9xyz", PLACE), boxed(b"loci", PLACE)].concat())];
    [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", &notes.concat()), boxed(b"mdat", b"PICTURES")].concat()
}

fn tells_place(bytes: &[u8]) -> bool {
    bytes.windows(PLACE.len()).any(|window| window == PLACE)
}

#[test]
fn no_film_or_sound_says_where_it_was_recorded() {
    let film = film();
    let tag = [b"ID3\x03\0\0\0\0\0\x12".as_slice(), PLACE].concat();
    // A head, and a segment of tags.
    let webm = [b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x97\x12\x54\xc3\x67\x92".as_slice(), PLACE].concat();
    let fields = "media: [访谈.mp4, 录音.m4a, 歌.mp3, 屏幕.webm]\n---\n";
    let hall = hall([
        (PAGE, case("图", fields).into_bytes()),
        ("content/cases/图/访谈.mp4", film.clone()),
        ("content/cases/图/录音.m4a", film.clone()),
        ("content/cases/图/歌.mp3", [tag, vec![0xff, 0xfb, 0x90, 0x64]].concat()),
        ("content/cases/图/屏幕.webm", webm.clone()),
    ])
    .sound();
    for (path, bytes) in &hall.pages {
        assert!(!tells_place(bytes), "{path} tells the place");
    }
    let published = print(&hall, ".mp4");
    assert_eq!((published.len(), published.ends_with(b"PICTURES")), (film.len(), true));
    assert_eq!(print(&hall, ".webm").len(), webm.len());
}

#[test]
fn films_in_papers_tell_no_place_unless_the_call_asks_for_originals() {
    let film_in_papers = |rule: &str| {
        let site = folder([
            (PAGE, case("图", "films: [访谈.mp4]\n---\n").into_bytes()),
            ("content/cases/图/访谈.mp4", film()),
            (
                "content/calls/征集.md",
                format!("---\ntitle: 征集\nfilms: {rule}\nentries: [图]\n---\n").into(),
            ),
        ]);
        site.run(["submit", "征集"]).ends_with(0);
        let papers = site.files("dossiers");
        let is_it = |path: &&String| path.ends_with("视频/01-访谈.mp4");
        papers[papers.keys().find(is_it).expect("the film is among the papers")].clone()
    };
    let bare = film_in_papers("{count: {max: 1}}");
    assert_eq!((bare.len(), bare.ends_with(b"PICTURES"), tells_place(&bare)), (film().len(), true, false));
    assert_eq!(film_in_papers("{originals: true}"), film());
    assert_eq!(film_in_papers("{原片: 是}"), film());
}
