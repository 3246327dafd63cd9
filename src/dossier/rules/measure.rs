//! A figure against its limits.

use crate::diag::catalog::{self, Excess};
use crate::diag::{At, Fault, Words};
use crate::model::{Call, Range};

/// What is measured. Names are those of sections and files.
#[derive(Debug, Clone)]
pub(super) enum What {
    Text,
    Summary,
    Section(String),
    SectionPictures(String),
    Pictures,
    PictureWidth(String),
    PictureHeight(String),
    PictureLongEdge(String),
    PictureBytes(String),
    Caption(String),
    Films,
    FilmSeconds(String),
    FilmWidth(String),
    FilmHeight(String),
    Evidence,
}

/// One figure of an entry.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub(super) what: What,
    pub(super) figure: u64,
    pub(super) range: Range,
    pub(super) at: At,
}

/// A figure against its limits, for those who write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountLine {
    /// Title of the call.
    pub call: String,
    /// What is counted.
    pub what: Words,
    /// The figure with its unit.
    pub figure: Words,
    /// The limits: `3–6 张`, `≤ 3000 字`, `≥ 5 MB`.
    pub limit: Words,
    /// Whether the figure keeps the limits.
    pub ok: bool,
}

impl CountLine {
    /// The figure beside its limits: `正文 9 字（≤ 3000 字）`.
    #[must_use]
    pub fn says(&self) -> Words {
        let Self { what, figure, limit, .. } = self;
        Words {
            zh: format!("{} {}（{}）", what.zh, figure.zh, limit.zh),
            en: format!("{} {} ({})", what.en, figure.en, limit.en),
        }
    }
}

impl Measure {
    /// The fault that the figure is, if it breaks a limit.
    pub(super) fn fault(&self, call: &Call) -> Option<Fault> {
        if self.range.holds(self.figure) {
            return None;
        }
        let is_over = self.range.max.is_some_and(|max| self.figure > max);
        let limit = if is_over { self.range.max } else { self.range.min }?;
        let (zh, en) = self.what.words();
        let (mut figure, shown_limit) = (self.what.amount(self.figure), self.what.amount(limit));
        if figure == shown_limit {
            // A byte above 3 MB reads as 3 MB.
            figure = (format!("{} 字节", self.figure), format!("{} bytes", self.figure));
        }
        let excess = Excess { call: &call.title, zh, en, figure, limit: shown_limit, is_over };
        let at = self.at.clone();
        Some(match self.what {
            What::Text | What::Summary | What::Section(_) => catalog::entry_length(at, &excess),
            What::Pictures => catalog::entry_picture_count(at, &excess),
            What::SectionPictures(_) => catalog::entry_section_pictures(at, &excess),
            What::PictureWidth(_) | What::PictureHeight(_) | What::PictureLongEdge(_) => {
                catalog::entry_picture_pixels(at, &excess)
            }
            What::PictureBytes(_) => catalog::entry_picture_bytes(at, &excess),
            What::Caption(_) => catalog::entry_caption_length(at, &excess),
            What::Evidence => catalog::entry_evidence_count(at, &excess),
            What::Films | What::FilmSeconds(_) | What::FilmWidth(_) | What::FilmHeight(_) => {
                catalog::entry_film(at, &excess)
            }
        })
    }

    /// The figure and its limits in words.
    pub(super) fn line(&self, call: &Call) -> CountLine {
        let (zh, en) = self.what.words();
        let figure = self.what.amount(self.figure);
        let amount = |value| self.what.amount(value);
        let limit = match (self.range.min, self.range.max) {
            (Some(min), Some(max)) if min == max => amount(max),
            (Some(min), Some(max)) => {
                let (min, max) = (amount(min), amount(max));
                (format!("{} 至 {}", min.0, max.0), format!("{} to {}", min.1, max.1))
            }
            (Some(min), None) => prefixed("≥ ", amount(min)),
            (None, Some(max)) => prefixed("≤ ", amount(max)),
            (None, None) => (String::new(), String::new()),
        };
        let words = |(zh, en): (String, String)| Words { zh, en };
        CountLine {
            call: call.title.clone(),
            what: Words { zh, en },
            figure: words(figure),
            limit: words(limit),
            ok: self.range.holds(self.figure),
        }
    }
}

fn prefixed(sign: &str, (zh, en): (String, String)) -> (String, String) {
    (format!("{sign}{zh}"), format!("{sign}{en}"))
}

impl What {
    fn words(&self) -> (String, String) {
        let own = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        let of = |name: &str, zh: &str, en: &str| (format!("{name} {zh}"), format!("{name} {en}"));
        match self {
            Self::Text => own("正文", "the text has"),
            Self::Summary => own("摘要", "the summary has"),
            Self::Section(name) => (format!("栏目“{name}”"), format!("the section “{name}” has")),
            Self::SectionPictures(name) => {
                (format!("栏目“{name}”的图片"), format!("the section “{name}” has"))
            }
            Self::Pictures => own("图片", "there are"),
            Self::PictureWidth(name) | Self::FilmWidth(name) => of(name, "宽", "has a width of"),
            Self::PictureHeight(name) | Self::FilmHeight(name) => of(name, "高", "has a height of"),
            Self::PictureLongEdge(name) => of(name, "长边", "has a long edge of"),
            Self::PictureBytes(name) => of(name, "大小", "has"),
            Self::Caption(name) => of(name, "的说明", "has a caption of"),
            Self::Films => own("视频", "there are"),
            Self::FilmSeconds(name) => of(name, "时长", "lasts"),
            Self::Evidence => own("佐证材料", "there are"),
        }
    }

    /// `value` with its unit, in Chinese and English.
    fn amount(&self, value: u64) -> (String, String) {
        let with = |zh: &str, en: &str| (format!("{value} {zh}"), format!("{value} {en}"));
        match self {
            Self::Text | Self::Summary | Self::Section(_) | Self::Caption(_) => with("字", "characters"),
            Self::Pictures | Self::SectionPictures(_) => with("张", "pictures"),
            Self::PictureWidth(_)
            | Self::PictureHeight(_)
            | Self::PictureLongEdge(_)
            | Self::FilmWidth(_)
            | Self::FilmHeight(_) => with("像素", "pixels"),
            Self::PictureBytes(_) => {
                let size = size_text(value);
                (size.clone(), size)
            }
            Self::Films => with("部", "films"),
            Self::FilmSeconds(_) => (
                format!("{}分{:02}秒", value / 60, value % 60),
                format!("{} min {:02} s", value / 60, value % 60),
            ),
            Self::Evidence => with("份", "supporting files"),
        }
    }
}

/// A size as file managers show it. Two decimals, cut and not rounded: a file a little under 5 MB must not read as 5 MB.
fn size_text(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = 1024 * 1024;
    let (unit, name) = if bytes >= MB { (MB, "MB") } else { (KB, "KB") };
    let hundredths = bytes * 100 / unit;
    match hundredths % 100 {
        0 => format!("{} {name}", hundredths / 100),
        rest => format!("{}.{rest:02} {name}", hundredths / 100),
    }
}
