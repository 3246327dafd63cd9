//! Faults of files and bodies: encoding, front matter fences, links, raw HTML.

use crate::diag::{At, Fault};

/// Bytes that are not UTF-8.
#[must_use]
pub fn not_utf8(at: At, looks_like: &str) -> Fault {
    Fault::error(
        "not-utf8",
        at,
        format!("文件不是 UTF-8 编码（看起来是 {looks_like}）"),
        format!("the file is not UTF-8 (it looks like {looks_like})"),
    )
    .mend("在记事本或 WPS 中“另存为”，编码选 UTF-8", "save it again with the encoding UTF-8")
}

/// Characters copied from Word that no one can see.
#[must_use]
pub fn control_characters(at: At) -> Fault {
    Fault::warning(
        "control-characters",
        at,
        "有看不见的控制字符，已略去（多半是从 Word 粘贴来的）",
        "invisible control characters, left out (probably pasted from Word)",
    )
    .mend("删去这里的不可见字符", "delete the invisible characters here")
}

/// A case without front matter.
#[must_use]
pub fn no_front_matter(at: At) -> Fault {
    Fault::error("no-front-matter", at, "文件开头没有字段部分", "the file does not begin with front matter")
        .mend(
            "第一行写 ---，随后每行一个字段（title: …），再用一行 --- 结束",
            "write --- on the first line, one key a line (title: …), and a line --- to end it",
        )
}

/// Front matter without an end.
#[must_use]
pub fn front_matter_not_closed(at: At) -> Fault {
    Fault::error(
        "front-matter-not-closed",
        at,
        "开头的字段部分没有用 --- 结束",
        "the front matter is not closed with ---",
    )
    .mend(
        "在最后一个字段之后单独写一行三个半角减号 ---",
        "put a line of three hyphens --- behind the last key",
    )
}

/// A link to a content file that is not there.
#[must_use]
pub fn broken_link(at: At, target: &str, nearest: Option<&str>) -> Fault {
    let fault = Fault::error(
        "broken-link",
        at,
        format!("链接指向的文件不存在：{target}"),
        format!("the link leads to a file that does not exist: {target}"),
    );
    match nearest {
        Some(nearest) => fault.mend(format!("是不是 {nearest}？"), format!("did you mean {nearest}?")),
        None => fault.mend("改正路径，或删去链接", "mend the path, or remove the link"),
    }
}

/// A link to a page that is left out of the hall this time.
#[must_use]
pub fn link_to_left_out(at: At, target: &str) -> Fault {
    Fault::warning(
        "link-to-left-out",
        at,
        format!("链接指向的案例本次没有展出（草稿或日期未到）：{target}"),
        format!("the link leads to a case that is left out this time (draft or future date): {target}"),
    )
    .mend("展出后链接会自动生效", "the link works once the case is shown")
}

/// A link to a heading that is not there.
#[must_use]
pub fn broken_anchor(at: At, anchor: &str, nearest: Option<&str>) -> Fault {
    let fault = Fault::error(
        "broken-anchor",
        at,
        format!("目标页面没有标题“{anchor}”"),
        format!("the page has no heading “{anchor}”"),
    );
    match nearest {
        Some(nearest) => fault.mend(format!("是不是 #{nearest}？"), format!("did you mean #{nearest}?")),
        None => fault.mend(
            "改为页面中已有的标题，或删去 # 之后的部分",
            "name a heading of that page, or drop the part behind #",
        ),
    }
}

/// `javascript:` and its kin.
#[must_use]
pub fn refused_link(at: At, target: &str) -> Fault {
    let shown: String = target.chars().take(60).collect();
    Fault::error(
        "refused-link",
        at,
        format!("不允许的链接：{shown}"),
        format!("this kind of link is not allowed: {shown}"),
    )
    .mend(
        "只能用 http、https、mailto、tel，或相对于本文件的路径",
        "use http, https, mailto, tel, or a path relative to this file",
    )
}

/// HTML tags in a body.
#[must_use]
pub fn raw_html(at: At) -> Fault {
    Fault::warning("raw-html", at, "正文中的 HTML 会按文字原样显示", "HTML in the text is shown as text")
        .mend("改用 Markdown 写法", "write it in Markdown")
}

/// A Markdown file outside the folders we know.
#[must_use]
pub fn stray_file(at: At, folders: &str) -> Fault {
    Fault::warning(
        "stray-file",
        at,
        "这个文件不在任何一类的文件夹里，没有读取",
        "this file is in none of the known folders and was not read",
    )
    .mend(format!("移到 {folders} 之一"), format!("move it to one of {folders}"))
}

/// A title nobody can read at a glance.
#[must_use]
pub fn title_too_long(at: At, chars: usize, chars_max: usize) -> Fault {
    Fault::warning(
        "title-too-long",
        at,
        format!("标题有 {chars} 字，超过 {chars_max} 字在墙上显示不全"),
        format!("the title has {chars} characters; walls show at most {chars_max}"),
    )
    .mend("缩短标题，其余放进 summary（摘要）", "shorten it and put the rest into summary")
}
