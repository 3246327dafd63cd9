//! What helps while a case is being written: its length, what would still make it better, facts about its pictures.
//!
//! Takes the model and says lines; nothing here is a fault, and nothing here stops publication.

use crate::diag::Words;
use crate::draft::Draft;
use crate::load::{Document, Sources};
use crate::media::FileKind;
use crate::model::{Case, CaseId, Hall, Media, MediaId, Reason};
use crate::text::file_name;

/// A line beside a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidLine {
    /// What sort of line it is.
    pub kind: AidKind,
    /// What it says.
    pub says: Words,
}

/// What a line beside a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AidKind {
    /// Why a build would leave the case out.
    Hidden,
    /// Its length.
    Length,
    /// A figure to know.
    Fact,
    /// Something that would make the case better.
    Advice,
}

/// The longer side of a picture that still looks sharp across a page on a screen of today, in pixels.
const SHARP_PX_MIN: u32 = 1200;
/// A picture over this many bytes keeps a visitor with a phone waiting.
const HEAVY_BYTES_MIN: u64 = 4 * 1024 * 1024;

/// What there is to say to the author of the case `id`: first whether it is shown at all, then its length, what is missing, its
/// pictures.
#[must_use]
pub fn writing_aid(hall: &Hall, sources: &Sources, id: CaseId) -> Vec<AidLine> {
    let case = hall.case(id);
    let document = &sources.documents[case.document];
    let mut lines = Vec::new();
    lines.extend(case.hidden.map(hidden_line));
    lines.push(length_line(document));
    lines.extend(missing_lines(case, document));
    lines.extend(picture_lines(hall, sources, case, document));
    lines
}

fn line(kind: AidKind, zh: impl Into<String>, en: impl Into<String>) -> AidLine {
    AidLine { kind, says: Words { zh: zh.into(), en: en.into() } }
}

fn hidden_line(reason: Reason) -> AidLine {
    match reason {
        Reason::Draft => line(
            AidKind::Hidden,
            "草稿：只在预览里看得到，写好后删去 draft（草稿）那一行",
            "a draft: seen in the preview only; delete the line draft when it is done",
        ),
        Reason::Future(date) => line(
            AidKind::Hidden,
            format!("日期未到（{date}）：到那一天再生成才会展出"),
            format!("dated in the future ({date}): shown by a build of that day or later"),
        ),
    }
}

fn length_line(document: &Document) -> AidLine {
    let words = document.outline.words;
    line(AidKind::Length, format!("正文 {words} 字"), format!("{words} characters"))
}

/// Fields that may be left out and are missed by visitors, each with what it is for.
fn missing_lines(case: &Case, document: &Document) -> Vec<AidLine> {
    let has_pictures = !case.photos.is_empty() || !document.outline.images.is_empty();
    let wanted = [
        (
            !has_summary(document),
            "没写摘要（summary）：卡片、列表和搜索结果现在取正文开头，不如自己写的一两句",
            "no summary: cards, lists and search show the beginning of the text instead",
        ),
        (
            case.brand.is_none(),
            "没写品牌（brand）：案例不会出现在品牌墙上",
            "no brand: the case is missing from the brand wall",
        ),
        (
            case.awards.is_empty(),
            "没写荣誉（honors）：得过奖就写上，荣誉墙由此生成；没有可以不写",
            "no honors: if it won any, write them, the honor wall is made from them",
        ),
        (
            case.tags.is_empty(),
            "没写标签（tags）：写上两三个，读者更容易搜到",
            "no tags: two or three help readers to find it",
        ),
        (
            case.date.is_none(),
            "没写日期（date）：同一年的案例按日期排先后，没有日期的排在后面",
            "no date: cases of a year are in the order of their dates, those without come last",
        ),
        (
            case.cover.is_none() && !has_pictures,
            "没有图片：放一张封面（cover）或照片（photos），卡片上就不再是印章",
            "no picture: with a cover or photos the card shows more than a seal",
        ),
    ];
    wanted
        .into_iter()
        .filter(|(is_missing, ..)| *is_missing)
        .map(|(_, zh, en)| line(AidKind::Advice, zh, en))
        .collect()
}

/// Whether the author wrote a summary; the model puts the first paragraph in place of a missing one.
fn has_summary(document: &Document) -> bool {
    matches!(&document.draft, Draft::Case(case) if case.summary.is_some())
}

fn picture_lines(hall: &Hall, sources: &Sources, case: &Case, document: &Document) -> Vec<AidLine> {
    let mut shown: Vec<MediaId> = Vec::new();
    let photos = case.photos.iter().map(|photo| photo.media);
    let in_body = document.outline.images.iter().filter_map(|image| hall.picture(document, &image.target));
    for id in case.cover.into_iter().chain(photos).chain(in_body) {
        if !shown.contains(&id) {
            shown.push(id);
        }
    }
    let mut lines: Vec<AidLine> =
        shown.iter().flat_map(|id| lines_of_picture(hall.media(*id), sources)).collect();
    for photo in case.photos.iter().filter(|photo| photo.caption.is_none()) {
        let name = file_name(&hall.media(photo.media).path);
        lines.push(line(
            AidKind::Advice,
            format!("{name} 没有说明（caption）：写清何时何地、谁在做什么，看不见图的读者也靠它"),
            format!("{name} has no caption: say when, where and who; those who cannot see it need it"),
        ));
    }
    lines
}

fn lines_of_picture(media: &Media, sources: &Sources) -> Vec<AidLine> {
    let name = file_name(&media.path);
    let bytes = sources.files.get(&media.path).and_then(|file| file.stamp).map(|stamp| stamp.length());
    let size = media.size.filter(|_| media.kind != FileKind::Svg).map(|_| media.original);
    let mut lines = Vec::new();
    let pixels = size.map(|(width, height)| format!("{width}×{height}"));
    let figures: Vec<String> = pixels.into_iter().chain(bytes.map(shown_bytes)).collect();
    if !figures.is_empty() {
        let figures = figures.join(" · ");
        lines.push(line(AidKind::Fact, format!("{name} {figures}"), format!("{name} {figures}")));
    }
    if let Some((width, height)) = size.filter(|(width, height)| width.max(height) < &SHARP_PX_MIN) {
        let longer = width.max(height);
        lines.push(line(
            AidKind::Advice,
            format!("{name} 长边只有 {longer} 像素，放大会发虚，最好用 {SHARP_PX_MIN} 像素以上的原图"),
            format!(
                "{name} is only {longer} pixels long and will look soft; use one of {SHARP_PX_MIN} or more"
            ),
        ));
    }
    if bytes.is_some_and(|bytes| bytes > HEAVY_BYTES_MIN) {
        lines.push(line(
            AidKind::Advice,
            format!("{name} 文件太大，手机上要等，最好压到 4 MB 以内"),
            format!("{name} is heavy and phones will wait for it; keep it below 4 MB"),
        ));
    }
    lines
}

/// A length in bytes as people say it.
fn shown_bytes(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
