//! Faults of names: slugs, units, brands, levels, exhibitions.

use crate::diag::{At, Fault};

/// A `slug:` that cannot be a page's name.
#[must_use]
pub fn bad_slug(at: At, written: &str, suggestion: &str) -> Fault {
    Fault::error(
        "bad-slug",
        at,
        format!("“{written}”不能作网页名：只能用小写字母、数字和减号，最多 80 个"),
        format!("“{written}” cannot name a page: lower-case letters, digits and hyphens only, at most 80"),
    )
    .mend(
        format!("改为 {suggestion}，或删去 slug 由拼音生成"),
        format!("write {suggestion}, or leave slug out"),
    )
}

/// Two files that want one page.
#[must_use]
pub fn same_slug(at: At, slug: &str, other_file: &str) -> Fault {
    Fault::error(
        "same-slug",
        at,
        format!("与 {other_file} 的网页名相同：{slug}"),
        format!("has the same page name as {other_file}: {slug}"),
    )
    .mend("给其中一个加上不同的 slug", "give one of them a slug of its own")
}

/// A slug that the hall itself uses.
#[must_use]
pub fn reserved_slug(at: At, slug: &str) -> Fault {
    Fault::error(
        "reserved-slug",
        at,
        format!("网页名“{slug}”留给展墙首页使用"),
        format!("the page name “{slug}” is kept for the wall itself"),
    )
    .mend("换一个文件名，或另写一个 slug", "rename the file, or give it another slug")
}

/// Two names that some file systems take for one.
#[must_use]
pub fn twin_names(at: At, other_file: &str) -> Fault {
    Fault::error(
        "twin-names",
        at,
        format!("与 {other_file} 只差大小写或字符写法，在 Windows、macOS 上会互相覆盖"),
        format!("differs from {other_file} only in case or in how its characters are composed; some systems take them for one file"),
    )
    .mend("给其中一个改名", "rename one of them")
}

/// A level the site does not list.
#[must_use]
pub fn unknown_level(at: At, written: &str, levels: &[String]) -> Fault {
    let all = levels.join(" ");
    Fault::error(
        "unknown-level",
        at,
        format!("没有荣誉级别“{written}”"),
        format!("there is no honor level “{written}”"),
    )
    .mend(
        format!("可用的级别：{all}（在 content/site.yaml 的 levels 中设定）"),
        format!("the levels are {all} (set in content/site.yaml under levels)"),
    )
}

/// A group the site does not list.
#[must_use]
pub fn unknown_group(at: At, written: &str, groups: &[String]) -> Fault {
    let all = groups.join(" ");
    Fault::error(
        "unknown-group",
        at,
        format!("没有片组“{written}”"),
        format!("there is no group “{written}”"),
    )
    .mend(
        format!("可用的片组：{all}（在 content/site.yaml 的 groups 中设定）"),
        format!("the groups are {all} (set in content/site.yaml under groups)"),
    )
}

/// Characters for a seal that cannot be cut.
#[must_use]
pub fn bad_seal(at: At, written: &str, chars_max: usize) -> Fault {
    Fault::error(
        "bad-seal",
        at,
        format!("“{written}”刻不成印：要 1 到 {chars_max} 个汉字、字母或数字，不带标点"),
        format!("“{written}” cannot be cut as a seal: one to {chars_max} characters, letters or digits, without marks"),
    )
    .mend(
        "写下最能代表品牌的几个字；删去 seal（印文）则取名称的前几个字",
        "write the few characters that stand for the brand, or leave seal out to have the first of the name",
    )
}

/// A name one slip away from a known one.
#[must_use]
pub fn similar_name(at: At, written: &str, known: &str, folder: &str) -> Fault {
    Fault::warning(
        "similar-name",
        at,
        format!("“{written}”与已有的“{known}”只差一点"),
        format!("“{written}” is one slip away from the known “{known}”"),
    )
    .mend(
        format!("若是笔误，改为“{known}”；若确是另一个，建文件 content/{folder}/{written}.md 说明"),
        format!("if it is a slip, write “{known}”; if not, make a file content/{folder}/{written}.md"),
    )
}

/// A name outside a closed list.
#[must_use]
pub fn unlisted_name(at: At, written: &str, nearest: Option<&str>, folder: &str) -> Fault {
    let fault = Fault::error(
        "unlisted-name",
        at,
        format!("content/{folder}/ 中没有“{written}”，而本站的名单是封闭的"),
        format!("“{written}” is not in content/{folder}/, and the site's list is closed"),
    );
    match nearest {
        Some(nearest) => fault.mend(format!("改为“{nearest}”"), format!("write “{nearest}”")),
        None => fault.mend(
            format!("建文件 content/{folder}/{written}.md，或在 content/site.yaml 的 closed 中去掉 {folder}"),
            format!("make a file content/{folder}/{written}.md, or take {folder} out of closed in content/site.yaml"),
        ),
    }
}

/// One name or alias claimed by two files.
#[must_use]
pub fn name_taken(at: At, name: &str, other_file: &str) -> Fault {
    Fault::error(
        "name-taken",
        at,
        format!("名称“{name}”已经属于 {other_file}"),
        format!("the name “{name}” already belongs to {other_file}"),
    )
    .mend("名称和别名只能属于一个文件", "a name or alias can belong to one file only")
}

/// A reading that does not fit the name.
#[must_use]
pub fn pinyin_mismatch(at: At, name: &str) -> Fault {
    Fault::error(
        "pinyin-mismatch",
        at,
        format!("拼音的音节数与“{name}”的汉字数不符"),
        format!("the syllables do not match the Han characters of “{name}”"),
    )
    .mend(
        "每个汉字一个音节，用空格隔开，例如 shan xian",
        "one syllable for each character, with spaces between",
    )
}

/// An exhibition naming a case that is not there.
#[must_use]
pub fn unknown_case(at: At, written: &str, nearest: Option<&str>) -> Fault {
    let fault = Fault::error(
        "unknown-case",
        at,
        format!("没有案例“{written}”"),
        format!("there is no case “{written}”"),
    );
    match nearest {
        Some(nearest) => fault.mend(format!("是不是“{nearest}”？"), format!("did you mean “{nearest}”?")),
        None => fault.mend(
            "写 content/cases/ 下的文件名，不带 .md",
            "write the name of a file under content/cases/, without .md",
        ),
    }
}

/// An exhibition without exhibits.
#[must_use]
pub fn empty_exhibition(at: At) -> Fault {
    Fault::warning("empty-exhibition", at, "这个展览一件展品也没有", "this exhibition shows nothing")
        .mend("在 cases 中列出案例，或放宽 where 的条件", "list cases under cases, or loosen where")
}

/// Both ways of choosing exhibits at once.
#[must_use]
pub fn cases_and_where(at: At) -> Fault {
    Fault::error(
        "cases-and-where",
        at,
        "cases（名单）和 where（条件）只能用一个",
        "use either cases (a list) or where (conditions), not both",
    )
    .mend("删去其中一个", "remove one of them")
}

/// A condition naming something no case has.
#[must_use]
pub fn unknown_name(at: At, written: &str, nearest: Option<&str>) -> Fault {
    let fault = Fault::error(
        "unknown-name",
        at,
        format!("没有案例提到“{written}”"),
        format!("no case names “{written}”"),
    );
    match nearest {
        Some(nearest) => fault.mend(format!("是不是“{nearest}”？"), format!("did you mean “{nearest}”?")),
        None => fault.mend("改为案例中用到的名称", "use a name that cases use"),
    }
}

/// A case in the other language whose main file is not there.
#[must_use]
pub fn twin_without_main(at: At, main: &str) -> Fault {
    Fault::error(
        "twin-without-main",
        at,
        format!("译文没有对应的案例：缺少 {main}.md"),
        format!("a translation without its case: {main}.md is missing"),
    )
    .mend(
        format!("补上 {main}.md，或给这个文件改名，去掉末尾的语言标记"),
        format!("add {main}.md, or rename this file without the mark of a language"),
    )
}
