//! Faults of entries: where a case breaks a rule of a call it is entered for.
//!
//! All are warnings, so that a hall is published while its cases are still being fitted to a call; `submit` treats them as errors.

use crate::diag::{At, Fault};

/// A figure outside its limits, in words.
#[derive(Debug, Clone)]
pub struct Excess<'a> {
    /// Title of the call.
    pub call: &'a str,
    /// What is measured, in Chinese.
    pub zh: String,
    /// And in English.
    pub en: String,
    /// The figure with its unit, in Chinese and English.
    pub figure: (String, String),
    /// The limit with its unit.
    pub limit: (String, String),
    /// Above the upper limit, or else below the lower one.
    pub is_over: bool,
}

impl Excess<'_> {
    fn says(&self) -> (String, String) {
        let Self { call, zh, en, figure, limit, is_over } = self;
        let (over_zh, over_en) = if *is_over {
            ("超过上限", "more than the limit of")
        } else {
            ("不到下限", "less than the minimum of")
        };
        (
            format!("《{call}》：{zh} {}，{over_zh} {}", figure.0, limit.0),
            format!("“{call}”: {en} {}, {over_en} {}", figure.1, limit.1),
        )
    }
}

/// Text, summary or section too long or too short.
#[must_use]
pub fn entry_length(at: At, excess: &Excess<'_>) -> Fault {
    let (zh, en) = excess.says();
    let fault = Fault::warning("entry-length", at, zh, en);
    if excess.is_over {
        fault.mend("删减到上限以内；字数按 Word 的算法", "shorten it; the count is that of Word")
    } else {
        fault.mend("补写到下限以上；字数按 Word 的算法", "write more; the count is that of Word")
    }
}

/// Too many or too few pictures.
#[must_use]
pub fn entry_picture_count(at: At, excess: &Excess<'_>) -> Fault {
    let (zh, en) = excess.says();
    Fault::warning("entry-picture-count", at, zh, en)
        .mend("在案例的 photos（图片）中增减", "add or remove photographs under photos of the case")
}

/// Too many or too few pictures in a section of the text.
#[must_use]
pub fn entry_section_pictures(at: At, excess: &Excess<'_>) -> Fault {
    let (zh, en) = excess.says();
    Fault::warning("entry-section-pictures", at, zh, en).mend(
        "在这个栏目的正文里增减图片：![图上是什么](文件名 \"说明\")",
        "add or remove pictures in the text of this section: ![what it shows](FILE \"caption\")",
    )
}

/// A picture of too few or too many pixels.
#[must_use]
pub fn entry_picture_pixels(at: At, excess: &Excess<'_>) -> Fault {
    let (zh, en) = excess.says();
    let fault = Fault::warning("entry-picture-pixels", at, zh, en);
    if excess.is_over {
        fault.mend("缩小后再放进来", "scale it down")
    } else {
        fault
            .mend("换用相机原图；放大小图不增加清晰度", "use the camera's original; enlarging adds no detail")
    }
}

/// A file of too few or too many bytes.
#[must_use]
pub fn entry_picture_bytes(at: At, excess: &Excess<'_>) -> Fault {
    let (zh, en) = excess.says();
    let fault = Fault::warning("entry-picture-bytes", at, zh, en);
    if excess.is_over {
        fault.mend("另存为质量稍低的 JPG，或缩小尺寸", "save it as a JPG of lower quality, or scale it down")
    } else {
        fault.mend("换用相机原图，不要用聊天软件转存的", "use the camera's original, not a copy from a chat")
    }
}

/// A file of another format than the call takes.
#[must_use]
pub fn entry_format(at: At, call: &str, file: &str, allowed: &str) -> Fault {
    Fault::warning(
        "entry-format",
        at,
        format!("《{call}》：{file} 的格式不收"),
        format!("“{call}”: the format of {file} is not taken"),
    )
    .mend(format!("另存为 {allowed}"), format!("save it as {allowed}"))
}

/// A caption too long or too short.
#[must_use]
pub fn entry_caption_length(at: At, excess: &Excess<'_>) -> Fault {
    let (zh, en) = excess.says();
    Fault::warning("entry-caption-length", at, zh, en).mend("改写 caption（说明）", "rewrite the caption")
}

/// A caption that does not say when, where or who.
#[must_use]
pub fn entry_caption_silent(at: At, call: &str, lacks: (&str, &str), key: &str) -> Fault {
    let (zh, en) = lacks;
    Fault::warning(
        "entry-caption-silent",
        at,
        format!("《{call}》：图片说明没有写明{zh}"),
        format!("“{call}”: the caption does not tell {en}"),
    )
    .mend(format!("给这张图片补上 {key}"), format!("write {key} for this photograph"))
}

/// A section that is not there.
#[must_use]
pub fn entry_section_missing(at: At, call: &str, section: &str, nearest: Option<&str>) -> Fault {
    let fault = Fault::warning(
        "entry-section-missing",
        at,
        format!("《{call}》：缺少栏目“{section}”"),
        format!("“{call}”: the section “{section}” is missing"),
    );
    match nearest {
        Some(nearest) => fault.mend(
            format!("若“{nearest}”就是它，改标题，或在征集的 aliases（别名）中写上"),
            format!("if it is “{nearest}”, change that heading or add it to the call's aliases"),
        ),
        None => fault.mend(format!("加一个标题：## {section}"), format!("add a heading: ## {section}")),
    }
}

/// A section before one that should precede it.
#[must_use]
pub fn entry_section_order(at: At, call: &str, section: &str, before: &str) -> Fault {
    Fault::warning(
        "entry-section-order",
        at,
        format!("《{call}》：栏目“{section}”应在“{before}”之后"),
        format!("“{call}”: the section “{section}” should follow “{before}”"),
    )
    .mend("按征集的次序排列各栏目", "put the sections in the order of the call")
}

/// Where a missing field is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldRemedy {
    /// At the head of the case, as this.
    InCase(String),
    /// In the file of this brand, as this.
    InBrand(String, String),
}

impl Fault {
    fn mend_field(self, remedy: &FieldRemedy) -> Self {
        match remedy {
            FieldRemedy::InCase(line) => {
                self.mend(format!("在案例开头补上 {line}"), format!("write {line} at the head of the case"))
            }
            FieldRemedy::InBrand(brand, line) => self.mend(
                format!("在 content/brands/{brand}.md 开头补上 {line}"),
                format!("write {line} at the head of content/brands/{brand}.md"),
            ),
        }
    }
}

/// A field that the call wants and the case leaves empty.
#[must_use]
pub fn entry_field_missing(at: At, call: &str, field: (&str, &str), remedy: &FieldRemedy) -> Fault {
    let (zh, en) = field;
    Fault::warning(
        "entry-field-missing",
        at,
        format!("《{call}》：没有填写{zh}"),
        format!("“{call}”: {en} is not given"),
    )
    .mend_field(remedy)
}

/// Too few or too many supporting files.
#[must_use]
pub fn entry_evidence_count(at: At, excess: &Excess<'_>) -> Fault {
    let (zh, en) = excess.says();
    Fault::warning("entry-evidence-count", at, zh, en)
        .mend("在案例的 evidence（佐证）中增减", "add or remove files under evidence of the case")
}

/// Too many or too few films, or one too long or too small.
#[must_use]
pub fn entry_film(at: At, excess: &Excess<'_>) -> Fault {
    let (zh, en) = excess.says();
    Fault::warning("entry-film", at, zh, en).mend(
        "在案例的 films（视频）中增减，或重新剪辑、导出",
        "add or remove films under films of the case, or cut and export them again",
    )
}

/// A film whose header cannot be read.
#[must_use]
pub fn entry_film_unreadable(at: At, call: &str, file: &str) -> Fault {
    Fault::warning(
        "entry-film-unreadable",
        at,
        format!("《{call}》：读不出视频 {file} 的时长和尺寸"),
        format!("“{call}”: the length and size of the film {file} cannot be read"),
    )
    .mend("导出为 MP4（H.264）", "export it as MP4 (H.264)")
}

/// A unit that may not enter.
#[must_use]
pub fn entry_not_eligible(at: At, call: &str, unit: &str) -> Fault {
    Fault::warning(
        "entry-not-eligible",
        at,
        format!("《{call}》：“{unit}”不在征集范围"),
        format!("“{call}”: “{unit}” may not enter"),
    )
    .mend(
        "从申报中撤下这个案例，或核对征集的 eligible（范围）",
        "withdraw the case, or look at eligible in the call",
    )
}

/// A case honored before.
#[must_use]
pub fn entry_honored_before(at: At, call: &str, honor: &str) -> Fault {
    Fault::warning(
        "entry-honored-before",
        at,
        format!("《{call}》：已获“{honor}”，不重复申报"),
        format!("“{call}”: it won “{honor}” before and may not be entered again"),
    )
    .mend("从申报中撤下这个案例", "withdraw the case from the call")
}

/// A case entered for another call.
#[must_use]
pub fn entry_entered_elsewhere(at: At, call: &str, other: &str) -> Fault {
    Fault::warning(
        "entry-entered-elsewhere",
        at,
        format!("《{call}》：这个案例已申报《{other}》，不得一稿多投"),
        format!("“{call}”: the case is entered for “{other}” as well, which the call forbids"),
    )
    .mend("在两次征集中只保留一处", "keep it in one of the two calls")
}

/// More entries than the call takes.
#[must_use]
pub fn entry_over_quota(at: At, call: &str, whose: Option<&str>, numbers: (usize, usize)) -> Fault {
    let (count, quota) = numbers;
    let (zh, en) = match whose {
        Some(unit) => (format!("“{unit}”申报"), format!("“{unit}” enters")),
        None => ("共申报".to_owned(), "there are".to_owned()),
    };
    Fault::warning(
        "entry-over-quota",
        at,
        format!("《{call}》：{zh} {count} 件，名额 {quota} 件"),
        format!("“{call}”: {en} {count} entries, the quota is {quota}"),
    )
    .mend("撤下超出名额的案例", "withdraw the cases above the quota")
}

/// An address of the web or of mail in an entry that may hold none, and in which of its words, in Chinese and English.
#[must_use]
pub fn entry_web_link(at: At, call: &str, (zh, en): (&str, &str), address: &str) -> Fault {
    let shown: String = address.chars().take(60).collect();
    Fault::warning(
        "entry-web-link",
        at,
        format!("《{call}》：{zh}中不得有网址或邮箱：{shown}"),
        format!("“{call}”: {en} may hold no web or mail address: {shown}"),
    )
    .mend("改写成文字，不留地址", "say it in words, without the address")
}
