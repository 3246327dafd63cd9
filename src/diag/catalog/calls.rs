//! Faults of calls themselves: limits, fields, forms, lists of entries.

use crate::diag::{At, Fault};

/// A limit that is no number, or a size without a unit.
#[must_use]
pub fn not_a_limit(at: At, written: &str) -> Fault {
    Fault::error("not-a-limit", at, format!("“{written}”不是限额"), format!("“{written}” is not a limit"))
        .mend(
            "个数和字数写整数，例如 3000；文件大小带单位，例如 5 MB、800 KB",
            "write whole numbers such as 3000; sizes of files with their unit, such as 5 MB or 800 KB",
        )
}

/// A lower limit above the upper one: no entry could keep both.
#[must_use]
pub fn impossible_limit(at: At, min: &str, max: &str) -> Fault {
    Fault::error(
        "impossible-limit",
        at,
        format!("最少 {min} 大于最多 {max}，没有材料能同时满足"),
        format!("the minimum {min} is above the maximum {max}, so no entry can keep both"),
    )
    .mend("核对征集通知，改正其中一个", "look at the organiser's notice and mend one of them")
}

/// A field, column or `{…}` that means nothing.
#[must_use]
pub fn unknown_field(at: At, written: &str, nearest: Option<&str>) -> Fault {
    let fault = Fault::error(
        "unknown-field",
        at,
        format!("没有名为“{written}”的填报项"),
        format!("there is no field “{written}”"),
    );
    match nearest {
        Some(nearest) => fault.mend(format!("是不是“{nearest}”？"), format!("did you mean “{nearest}”?")),
        None => fault.mend(
            "征集自有的填报项先写进 fields（填报项）",
            "name fields of the call's own under fields first",
        ),
    }
}

/// A font, size or line height that cannot be read.
#[must_use]
pub fn bad_style(at: At, written: &str) -> Fault {
    Fault::error("bad-style", at, format!("看不懂的版式“{written}”"), format!("“{written}” is no layout"))
        .mend(
            "字体写成 小三 仿宋 或 16磅 黑体，行距写成 28磅",
            "write a size and a font such as 小三 仿宋 or 16磅 黑体, and a line height such as 28磅",
        )
}

/// A form that is not a Word file.
#[must_use]
pub fn form_not_docx(at: At, written: &str) -> Fault {
    Fault::error(
        "form-not-docx",
        at,
        format!("申报表 {written} 不是 DOCX"),
        format!("the form {written} is not a DOCX file"),
    )
    .mend("用 Word 或 WPS 打开，另存为 .docx", "open it in Word or WPS and save it as .docx")
}

/// A form that cannot be taken apart, or whose marks do not pair.
#[must_use]
pub fn form_unreadable(at: At, zh: &str, en: &str) -> Fault {
    Fault::error(
        "form-unreadable",
        at,
        format!("申报表无法填写：{zh}"),
        format!("the form cannot be filled: {en}"),
    )
    .mend(
        "用 Word 或 WPS 打开申报表，改好后另存为 .docx",
        "open the form in Word or WPS, mend it and save it as .docx",
    )
}

/// One case entered twice for one call.
#[must_use]
pub fn entry_twice(at: At, written: &str) -> Fault {
    Fault::error(
        "entry-twice",
        at,
        format!("案例“{written}”在这次征集中列了两次"),
        format!("the case “{written}” is entered twice for this call"),
    )
    .mend("删去其中一行", "remove one of the lines")
}

/// An entry whose case is left out of the hall.
#[must_use]
pub fn entry_left_out(at: At, written: &str) -> Fault {
    Fault::warning(
        "entry-left-out",
        at,
        format!("申报的案例“{written}”本次没有展出（草稿或日期未到），不算在内"),
        format!("the case “{written}” is left out this time (draft or future date) and does not count"),
    )
    .mend("写好后删去案例中的 draft，或等日期到了再申报", "take draft out of the case, or wait for its date")
}
