//! Faults of site.yaml and the theme.

use crate::diag::{At, Fault};

/// No `content` folder, or nothing in it.
#[must_use]
pub fn no_cases(at: At) -> Fault {
    Fault::warning("no-cases", at, "content/cases/ 里还没有案例", "there is no case in content/cases/ yet")
        .mend("运行 zhanguan new case 标题", "run zhanguan new case TITLE")
}

/// `base_url` that is no web address.
#[must_use]
pub fn bad_base_url(at: At, written: &str) -> Fault {
    Fault::error(
        "bad-base-url",
        at,
        format!("“{written}”不是网址"),
        format!("“{written}” is not a web address"),
    )
    .mend(
        "写成 https://example.org/hall/，或留空（只影响订阅源、网站地图和规范链接）",
        "write https://example.org/hall/, or leave it out (only feeds, the sitemap and canonical links need it)",
    )
}

/// A value outside a short list.
#[must_use]
pub fn not_one_of(at: At, written: &str, allowed: &[&str]) -> Fault {
    let all = allowed.join(" ");
    Fault::error(
        "not-one-of",
        at,
        format!("“{written}”不在可选值之中"),
        format!("“{written}” is none of the allowed values"),
    )
    .mend(format!("可选：{all}"), format!("use one of {all}"))
}

/// A template that does not compile or render.
#[must_use]
pub fn template_error(at: At, said: &str, page: Option<&str>) -> Fault {
    let (zh_page, en_page) = match page {
        Some(page) => (format!("（生成 {page} 时）"), format!(" (while making {page})")),
        None => (String::new(), String::new()),
    };
    Fault::error(
        "template-error",
        at,
        format!("模板有误{zh_page}：{said}"),
        format!("the template has a fault{en_page}: {said}"),
    )
    .mend("模板能用的数据见 docs/themes.md", "docs/themes.md lists what a template receives")
}

/// A theme file that is needed and not there.
#[must_use]
pub fn theme_incomplete(at: At, missing: &str) -> Fault {
    Fault::error(
        "theme-incomplete",
        at,
        format!("主题缺少文件 {missing}"),
        format!("the theme lacks the file {missing}"),
    )
    .mend("从内置主题 hall 复制一份再改", "copy it from the built-in theme hall and change it")
}

/// A colour that is none.
#[must_use]
pub fn not_a_colour(at: At, written: &str) -> Fault {
    Fault::error("not-a-colour", at, format!("“{written}”不是颜色"), format!("“{written}” is not a colour"))
        .mend(
            "写井号和六位数字或字母，加引号，例如 \"#9e1b1f\"",
            "write a hash sign and six digits, in quotes, as in \"#9e1b1f\"",
        )
}

/// A colour on which the theme's text could hardly be read; `ratio` is their contrast.
#[must_use]
pub fn weak_colour(at: At, written: &str, ratio: f64, against: &str) -> Fault {
    Fault::error(
        "weak-colour",
        at,
        format!("颜色 {written} 与文字颜色 {against} 的对比度只有 {ratio:.1}，看不清"),
        format!("the contrast of {written} with the text colour {against} is only {ratio:.1}: hard to read"),
    )
    .mend("选一个更深的颜色，对比度要到 4.5", "choose a darker colour; the contrast must reach 4.5")
}

/// A day of mourning that is no day.
#[must_use]
pub fn bad_grey_day(at: At, written: &str) -> Fault {
    Fault::error("bad-grey-day", at, format!("“{written}”不是日期"), format!("“{written}” is not a day"))
        .mend("写成 2026-12-13；每年都用的写成 12-13", "write 2026-12-13, or 12-13 for every year")
}

/// An exhibition for the lobby that is not there.
#[must_use]
pub fn unknown_exhibition(at: At, written: &str, nearest: Option<&str>) -> Fault {
    let fault = Fault::error(
        "unknown-exhibition",
        at,
        format!("没有展览“{written}”"),
        format!("there is no exhibition “{written}”"),
    );
    match nearest {
        Some(nearest) => fault.mend(format!("是不是“{nearest}”？"), format!("did you mean “{nearest}”?")),
        None => fault.mend(
            "写 content/exhibitions/ 下的文件名，不带 .md",
            "write the name of a file under content/exhibitions/, without .md",
        ),
    }
}
