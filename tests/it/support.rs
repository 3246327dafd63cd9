//! The only part of the tests that knows the library's API: files in, reports and pages out.

use jiff::Timestamp;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use zhanguan::diag::{Diagnostics, Fault, Format, Lang, Printer};
use zhanguan::load::{Inventory, Sources, Store};
use zhanguan::model::Reason;
use zhanguan::options::Drafts;
use zhanguan::output::{Chapter, MakeError, SitePlan};
use zhanguan::{Prepared, Request, read_and_prepare};

/// Files by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Files from pairs of path and content.
pub(crate) fn files<P: Into<String>, C: Into<Vec<u8>>>(list: impl IntoIterator<Item = (P, C)>) -> Files {
    list.into_iter().map(|(path, content)| (path.into(), content.into())).collect()
}

/// What is asked of a build beside its files.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) drafts: bool,
    pub(crate) base_url: Option<&'static str>,
    /// The moment of the run.
    pub(crate) now: &'static str,
}

impl Default for Asked {
    fn default() -> Self {
        Self { drafts: false, base_url: None, now: "2025-06-30T04:00:00Z" }
    }
}

/// A hall built in memory.
pub(crate) struct Hall {
    pub(crate) pages: Files,
    /// `FILE REASON` of everything that is not shown.
    pub(crate) left_out: Vec<String>,
    faults: Vec<Fault>,
    sources: Sources,
}

/// Builds a hall in memory on a day in June 2025, without drafts.
pub(crate) fn hall<P: Into<String>, C: Into<Vec<u8>>>(list: impl IntoIterator<Item = (P, C)>) -> Hall {
    hall_as(Asked::default(), files(list))
}

/// Builds a hall in memory as asked.
pub(crate) fn hall_as(asked: Asked, files: Files) -> Hall {
    let (prepared, mut diags) = prepared_as(asked, files);
    let pages = make(&prepared, &mut diags);
    Hall::of(prepared, pages, &diags)
}

fn prepared_as(asked: Asked, files: Files) -> (Prepared, Diagnostics) {
    let mut diags = Diagnostics::default();
    let inventory = Inventory::take(Store::Memory(files)).unwrap();
    let request = Request {
        drafts: if asked.drafts { Drafts::Include } else { Drafts::LeaveOut },
        base_url: asked.base_url.map(str::to_owned),
        now: asked.now.parse().unwrap(),
    };
    let prepared = read_and_prepare(inventory, None, &request, &mut diags).unwrap();
    (prepared, diags)
}

/// A hall on disk that is read again while its authors write, as the preview does.
pub(crate) struct Preview(Option<Sources>);

impl Preview {
    pub(crate) fn begin() -> Self {
        Self(None)
    }

    /// Every page of the hall in `root` as it is now.
    pub(crate) fn pages(&mut self, root: &Path) -> Files {
        let mut diags = Diagnostics::default();
        let inventory = Inventory::take(Store::Disk(root.to_path_buf())).unwrap();
        let request = Request { drafts: Drafts::LeaveOut, base_url: None, now: Timestamp::now() };
        let prepared = read_and_prepare(inventory, self.0.as_ref(), &request, &mut diags).unwrap();
        let plan = prepared.preview().unwrap();
        let made = plan.entries().iter().map(|entry| (entry.path.clone(), entry.make().unwrap())).collect();
        drop(plan);
        self.0 = Some(prepared.sources);
        made
    }
}

/// Makes every page, even if the content has faults: what is sound must be safe all the same. Only where two
/// files want one page is there nothing to plan.
fn make(prepared: &Prepared, diags: &mut Diagnostics) -> Files {
    let in_each_others_way = |fault: &Fault| matches!(fault.code.as_ref(), "same-slug" | "reserved-slug");
    if diags.faults().iter().any(in_each_others_way) {
        return Files::new();
    }
    let Some(chapters) = prepared.chapters() else { return Files::new() };
    let mut pages = Files::new();
    let mut told = HashSet::new();
    let plans: Vec<SitePlan<'_>> = chapters.into_iter().map(Chapter::plan).collect();
    for entry in plans.iter().flat_map(SitePlan::entries) {
        match entry.make() {
            Ok(bytes) => {
                pages.insert(entry.path.clone(), bytes);
            }
            Err(MakeError::Fault(fault)) => {
                if told.insert(format!("{:?}", fault.at)) {
                    diags.push(*fault);
                }
            }
            Err(error) => panic!("{}: {error}", entry.path),
        }
    }
    pages
}

impl Hall {
    fn of(prepared: Prepared, pages: Files, diags: &Diagnostics) -> Self {
        let words = |left_out: &zhanguan::model::LeftOut| match left_out.reason {
            Reason::Draft => format!("{} draft", left_out.file),
            Reason::Future(date) => format!("{} {date}", left_out.file),
        };
        let left_out = prepared.hall.left_out.iter().map(words).collect();
        Self { pages, left_out, faults: diags.faults().to_vec(), sources: prepared.sources }
    }

    /// The whole report as people see it, without colours.
    pub(crate) fn report(&self, lang: Lang) -> String {
        let printer = Printer { lang, format: Format::Text };
        plain(&printer.report_all(&self.faults, &self.sources))
    }

    /// The whole report as scripts see it.
    pub(crate) fn json(&self) -> String {
        Printer { lang: Lang::Zh, format: Format::Json }.report_all(&self.faults, &self.sources)
    }

    /// The first line of every report: place, severity, code and words.
    pub(crate) fn headlines(&self) -> Vec<String> {
        let heads = self.report(Lang::Zh);
        heads
            .lines()
            .filter(|line| line.starts_with("content") || line.starts_with("themes"))
            .map(str::to_owned)
            .collect()
    }

    /// The codes of all faults, in the order of their places.
    pub(crate) fn codes(&self) -> Vec<String> {
        let head_of = |line: &String| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned());
        self.headlines().iter().filter_map(head_of).collect()
    }

    /// The text of a page.
    #[track_caller]
    pub(crate) fn page(&self, path: &str) -> &str {
        let bytes = self.pages.get(path).unwrap_or_else(|| {
            panic!(
                "{path} is not among {:?}\n{}",
                self.pages.keys().collect::<Vec<_>>(),
                self.report(Lang::Zh)
            )
        });
        std::str::from_utf8(bytes).unwrap()
    }

    /// The text of the one case page there is.
    #[track_caller]
    pub(crate) fn only_case(&self) -> &str {
        let paths: Vec<&String> = self
            .pages
            .keys()
            .filter(|path| path.starts_with("cases/") && !path.starts_with("cases/index."))
            .collect();
        assert_eq!(paths.len(), 1, "{paths:?}\n{}", self.report(Lang::Zh));
        self.page(paths[0])
    }

    /// Fails with the report unless there is none.
    #[track_caller]
    pub(crate) fn sound(self) -> Self {
        assert!(self.faults.is_empty(), "{}", self.report(Lang::Zh));
        self
    }
}

/// Reads and checks a hall on a day in June 2025 without making its pages, as `zhanguan check` does.
pub(crate) fn checked(files: Files) -> Hall {
    let (prepared, diags) = prepared_as(Asked::default(), files);
    Hall::of(prepared, Files::new(), &diags)
}

/// Builds `list` and expects one fault: the first line of its report is `expected`.
#[track_caller]
pub(crate) fn check_report<P: Into<String>, C: Into<Vec<u8>>>(
    list: impl IntoIterator<Item = (P, C)>,
    expected: &str,
) {
    let hall = hall(list);
    assert_eq!(hall.headlines(), [expected], "{}", hall.report(Lang::Zh));
}

/// `text` without the codes that colour a terminal.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// Whether goldens are to be rewritten.
pub(crate) fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| !value.is_empty())
}

/// A path inside `tests/`.
pub(crate) fn in_tests(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// Every file under `folder` by its path from there.
pub(crate) fn read_folder(folder: &Path) -> Files {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    walk.filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inside = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (inside, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Fails with the paths that differ unless `found` is `expected`, byte for byte.
#[track_caller]
pub(crate) fn same_site(found: &Files, expected: &Files, when: &str) {
    let differing: Vec<&String> =
        found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path)).collect();
    assert!(differing.is_empty(), "{when}: {differing:?} differ");
}

/// Every fault code of the catalog, read from its source.
pub(crate) fn catalog_codes() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diag/catalog");
    let mut codes = Vec::new();
    for source in read_folder(&folder).into_values() {
        let source = String::from_utf8(source).unwrap();
        for call in ["Fault::error(", "Fault::warning("] {
            for (at, _) in source.match_indices(call) {
                let code = source[at..].split('"').nth(1).unwrap();
                codes.push(code.to_owned());
            }
        }
    }
    codes.sort();
    codes
}

/// A folder with a hall in it, gone at the end of the test.
pub(crate) struct Folder {
    dir: tempfile::TempDir,
}

/// What a run of the command came to.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A temporary folder holding `list`.
pub(crate) fn folder<P: Into<String>, C: Into<Vec<u8>>>(list: impl IntoIterator<Item = (P, C)>) -> Folder {
    let folder = Folder { dir: tempfile::tempdir().unwrap() };
    for (path, content) in list {
        folder.write(&path.into(), &content.into());
    }
    folder
}

impl Folder {
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, content: &[u8]) {
        let file = self.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }

    /// Every file by its path, our own bookkeeping left out.
    pub(crate) fn files(&self, folder: &str) -> Files {
        let mut files = read_folder(&self.join(folder));
        files.retain(|path, _| !path.contains(".zhanguan/"));
        files
    }

    /// Runs `zhanguan` with `args` in the folder.
    pub(crate) fn run<'a>(&self, args: impl AsRef<[&'a str]>) -> Run {
        self.run_in("", args)
    }

    /// Runs `zhanguan` with `args` in the folder `inside`.
    pub(crate) fn run_in<'a>(&self, inside: &str, args: impl AsRef<[&'a str]>) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_zhanguan"))
            .args(args.as_ref())
            .current_dir(self.join(inside))
            .env("LC_ALL", "zh_CN.UTF-8")
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// Fails with everything the command said unless it ended with `code`.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// A sound case: `title`, its unit and year, and the lines of `more`, which may hold further fields and a body.
pub(crate) fn case(title: &str, more: &str) -> String {
    format!("---\ntitle: {title}\nunit: 市审计局\nyear: 2024\n{more}")
}

/// A sound case with `body`.
pub(crate) fn case_with_body(body: &str) -> String {
    format!("---\ntitle: 把支部建在审计组上\nunit: 市审计局\nyear: 2024\n---\n{body}")
}

/// A PNG whose header claims this size; it holds no pixels.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    for chunk in [header, b"IDAT".to_vec(), b"IEND".to_vec()] {
        bytes.extend((chunk.len() as u32 - 4).to_be_bytes());
        bytes.extend(&chunk);
        bytes.extend(crc32(&chunk).to_be_bytes());
    }
    bytes
}

/// A JPEG whose header claims this size, filled up to a length of `bytes`.
pub(crate) fn jpeg((width, height): (u32, u32), bytes: usize) -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xc0, 0, 11, 8];
    jpeg.extend((height as u16).to_be_bytes());
    jpeg.extend((width as u16).to_be_bytes());
    jpeg.extend([1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
    jpeg.resize(bytes.max(jpeg.len() + 2) - 2, 0);
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

/// An MP4 whose header claims this size and length.
pub(crate) fn mp4((width, height): (u32, u32), seconds: u32) -> Vec<u8> {
    fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let mut out = (body.len() as u32 + 8).to_be_bytes().to_vec();
        out.extend(kind);
        out.extend(body);
        out
    }
    let mut movie = vec![0; 100];
    movie[12..16].copy_from_slice(&1000u32.to_be_bytes());
    movie[16..20].copy_from_slice(&(seconds * 1000).to_be_bytes());
    let mut track = vec![0; 84];
    track[76..80].copy_from_slice(&(width << 16).to_be_bytes());
    track[80..84].copy_from_slice(&(height << 16).to_be_bytes());
    let track = boxed(b"trak", &boxed(b"tkhd", &track));
    [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"moov", &[boxed(b"mvhd", &movie), track].concat())].concat()
}

/// A sound PNG of one colour.
pub(crate) fn painted(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let paint = image::RgbImage::from_pixel(width, height, image::Rgb([179, 38, 30]));
    paint.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A JPEG photograph of one colour, held as EXIF's `orientation` says.
pub(crate) fn photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let paint = image::RgbImage::from_fn(width, height, |x, _| {
        image::Rgb(if x < width / 2 { [200, 30, 30] } else { [30, 30, 200] })
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    paint.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let mut exif = b"\xff\xe1\0\x3eExif\0\0II\x2a\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0]);
    exif.extend(b"\x0e\x01\x02\0\x10\0\0\0\x26\0\0\0\0\0\0\0CANARY-GPS-36.65");
    let mut photo = bytes.into_inner();
    photo.splice(2..2, exif);
    photo
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    };
    !bytes.iter().fold(!0, step)
}

/// A small drawing.
pub(crate) const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6" width="8" height="6"><rect width="8" height="6" fill="#b3261e"/></svg>"##;

/// The headings of `body` as `(level, id)`: as the check sees them, and as the page's HTML has them.
pub(crate) fn headings_both_ways(body: &str) -> [Vec<(u8, String)>; 2] {
    struct Nowhere;
    impl zhanguan::markdown::Linker for Nowhere {
        fn link(&self, _: &str) -> zhanguan::markdown::Href {
            zhanguan::markdown::Href::Nowhere
        }
        fn picture(&self, _: &str) -> Option<zhanguan::markdown::Picture> {
            None
        }
    }
    let (outline, galley) = zhanguan::markdown::read(body);
    let surveyed = outline.headings.iter().map(|heading| (heading.level, heading.id.clone())).collect();
    let html = scraper::Html::parse_fragment(&galley.fill(&Nowhere, Lang::Zh).html);
    let headings = scraper::Selector::parse("h1, h2, h3, h4, h5, h6").unwrap();
    let written = html.select(&headings).map(|heading| {
        let level = heading.value().name()[1..].parse().unwrap();
        (level, heading.value().attr("id").unwrap_or_default().to_owned())
    });
    [surveyed, written.collect()]
}

/// The page name made of `name`.
pub(crate) fn slug_of(name: &str) -> String {
    zhanguan::text::slug_of(name, &zhanguan::text::Reading::of(name)).to_string()
}
