//! Faults of front matter and YAML files.

use crate::diag::{At, Fault};

/// A YAML text longer than any front matter.
#[must_use]
pub fn yaml_too_long(at: At, bytes: usize, bytes_max: usize) -> Fault {
    let (kib, kib_max) = (bytes.div_ceil(1024), bytes_max / 1024);
    Fault::error(
        "yaml-too-long",
        at,
        format!("开头的字段部分有 {kib} KB，上限是 {kib_max} KB"),
        format!("the front matter has {kib} KB, the limit is {kib_max} KB"),
    )
    .mend("正文应写在第二个 --- 之后", "put the text behind the second ---")
}

/// Brackets nested beyond reason.
#[must_use]
pub fn yaml_too_deep(at: At) -> Fault {
    Fault::error("yaml-too-deep", at, "括号嵌套超过 64 层", "brackets nest deeper than 64 levels")
        .mend("检查是否多打了 [ 或 {", "look for a stray [ or {")
}

/// `\t` or an ideographic space before a key.
#[must_use]
pub fn tab_in_yaml(at: At) -> Fault {
    Fault::error(
        "tab-in-yaml",
        at,
        "字段前用了制表符或全角空格",
        "a tab or full-width space stands before the key",
    )
    .mend("改用半角空格缩进，每层两个", "indent with ordinary spaces, two a level")
}

/// `标题：…`.
#[must_use]
pub fn full_width_colon(at: At, key: &str) -> Fault {
    Fault::error(
        "full-width-colon",
        at,
        format!("字段“{key}”后面是全角冒号“：”"),
        format!("a full-width colon follows the key “{key}”"),
    )
    .mend(format!("改为半角冒号加空格：{key}: …"), format!("write an ASCII colon and a space: {key}: …"))
}

/// A value that YAML would misread.
#[must_use]
pub fn value_needs_quotes(at: At, key: &str, value: &str) -> Fault {
    let value = value.trim_matches('"').replace('\'', "''");
    let cut = if value.chars().count() > 24 { "…" } else { "" };
    let shown: String = value.chars().take(24).collect();
    Fault::error(
        "value-needs-quotes",
        at,
        format!("“{key}”的值含有冒号加空格、行首特殊符号或未成对的引号，无法读取"),
        format!("the value of “{key}” holds a colon and a space, a leading mark or an unpaired quote"),
    )
    .mend(
        format!("把整个值放进单引号：{key}: '{shown}{cut}'"),
        format!("put the whole value in single quotes: {key}: '{shown}{cut}'"),
    )
}

/// Anything else the parser cannot read.
#[must_use]
pub fn yaml_syntax(at: At, zh: &str, en: &str) -> Fault {
    Fault::error(
        "yaml-syntax",
        at,
        format!("这里读不下去了：{zh}"),
        format!("cannot be read from here on: {en}"),
    )
    .mend(
        "检查这一行和上一行：缩进是否对齐、冒号后是否有空格、引号和括号是否成对",
        "look at this line and the one before: indentation, a space behind colons, pairs of quotes and brackets",
    )
}

/// A list or a text where keys and values were expected.
#[must_use]
pub fn not_a_mapping(at: At) -> Fault {
    Fault::error("not-a-mapping", at, "这里应是若干“字段: 值”", "keys with values are expected here")
        .mend("每行写一个字段，例如 name: 五星级党支部", "write one key a line, for example name: …")
}

/// One key twice.
#[must_use]
pub fn repeated_key(at: At, key: &str, first: &str) -> Fault {
    let (zh, en) = if key == first {
        (format!("字段“{key}”写了两次"), format!("the key “{key}” is written twice"))
    } else {
        (
            format!("“{key}”和“{first}”是同一个字段，写了两次"),
            format!("“{key}” and “{first}” are one key, written twice"),
        )
    };
    Fault::error("repeated-key", at, zh, en).mend("只保留一个", "keep one of them")
}

/// A list or mapping where a line of text was expected.
#[must_use]
pub fn not_a_text(at: At, name: &str, zh_name: &str) -> Fault {
    Fault::error(
        "not-a-text",
        at,
        format!("“{name}”（{zh_name}）应是一行文字"),
        format!("“{name}” should be one line of text"),
    )
    .mend(format!("写成 {name}: 文字"), format!("write {name}: text"))
}

/// Neither yes nor no.
#[must_use]
pub fn not_a_flag(at: At, name: &str, zh_name: &str) -> Fault {
    Fault::error(
        "not-a-flag",
        at,
        format!("“{name}”（{zh_name}）只能是 true 或 false"),
        format!("“{name}” must be true or false"),
    )
    .mend(format!("写成 {name}: true，或删去这一行"), format!("write {name}: true, or leave the line out"))
}

/// No year.
#[must_use]
pub fn not_a_year(at: At, written: &str) -> Fault {
    Fault::error("not-a-year", at, format!("“{written}”不是年份"), format!("“{written}” is not a year"))
        .mend("写四位年份，例如 2024", "write four digits, for example 2024")
}

/// No number, or too small a one.
#[must_use]
pub fn not_a_number(at: At, name: &str, least: usize) -> Fault {
    Fault::error(
        "not-a-number",
        at,
        format!("“{name}”应是不小于 {least} 的整数"),
        format!("“{name}” should be a whole number of at least {least}"),
    )
    .mend(format!("写成 {name}: {least} 或更大的数"), format!("write {name}: {least} or more"))
}

/// A key nobody knows.
#[must_use]
pub fn unknown_key(at: At, key: &str, nearest: Option<&str>, known: &[&str]) -> Fault {
    let fault =
        Fault::error("unknown-key", at, format!("不认识的字段“{key}”"), format!("unknown key “{key}”"));
    match nearest {
        Some(nearest) => fault.mend(format!("是不是“{nearest}”？"), format!("did you mean “{nearest}”?")),
        None => {
            let known = known.join(" ");
            fault.mend(format!("可用的字段：{known}"), format!("known keys: {known}"))
        }
    }
}

/// A calendar date that is none.
#[must_use]
pub fn bad_date(at: At, written: &str) -> Fault {
    Fault::error("bad-date", at, format!("“{written}”不是日期"), format!("“{written}” is not a date"))
        .mend("写成 2024-03-28 或 2024年3月28日", "write 2024-03-28")
}

/// A field without which the thing cannot be shown.
#[must_use]
pub fn missing_field(at: At, name: &str, zh_name: &str, example: &str) -> Fault {
    Fault::error("missing-field", at, format!("缺少“{name}”（{zh_name}）"), format!("“{name}” is missing"))
        .mend(format!("补上 {name}: {example}"), format!("write {name}: {example}"))
}
