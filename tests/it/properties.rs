//! What holds for any input at all.

use crate::support::{
    Asked, Files, Hall, SVG, case_with_body, files, hall, hall_as, headings_both_ways, slug_of,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use scraper::{Html, Selector};
use zhanguan::diag::Lang;

const YAML: [&str; 46] = [
    "title",
    "标题",
    "unit",
    "单位",
    "year",
    "honors",
    "photos",
    "tags",
    "draft",
    "date",
    "slug",
    "pinyin",
    ": ",
    ":",
    "：",
    " ",
    "  ",
    "\t",
    "　",
    "\n",
    "\r\n",
    "\n- ",
    "\n  - ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\"",
    "'",
    "|",
    ">",
    "#",
    "&a",
    "*a",
    "!x",
    "~",
    "---",
    "\n---\n",
    "——",
    "2024",
    "二〇二四",
    "1.10",
    "true",
    "市审计局",
    "🚩",
];

const MARKDOWN: [&str; 58] = [
    "#",
    "## ",
    "\n",
    "\n\n",
    " ",
    "    ",
    "*",
    "**",
    "***",
    "_",
    "~~",
    "`",
    "```",
    "```rust\n",
    "- ",
    "1. ",
    "- [x] ",
    "> ",
    "> [!NOTE]\n",
    "|",
    "|---|\n",
    ":---:",
    "[^1]",
    "[^1]: ",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "<",
    ">",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "{#",
    "}",
    "\\",
    "&",
    "&amp;",
    "&#x202e;",
    ": ",
    "---\n",
    "===\n",
    "审计",
    "，",
    "“",
    "”",
    "：",
    "（",
    "a",
    "1",
    "\u{10a7f}",
    "\u{200b}",
    "🚩",
    "图.svg",
    "泉先锋.md",
];

const SQL: [&str; 24] = [
    "select ", "From", "凭证", "n'", "'", "''", "\"", "[", "]", "`", "--", "/*", "*/", "\n", " ", "1.5e",
    "0x", "e6", "(", ")", "<&>", "İ", "K", "“",
];

fn pieces(of: &'static [&'static str], many: usize) -> impl Strategy<Value = String> {
    vec(select(of), 0..many).prop_map(|pieces| pieces.concat())
}

/// A case file, from sense to nonsense.
fn case_file() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..200),
        ".{0,200}".prop_map(String::into_bytes),
        (pieces(&YAML, 30), pieces(&MARKDOWN, 30))
            .prop_map(|(front, body)| format!("---\n{front}\n---\n{body}").into_bytes()),
        pieces(&MARKDOWN, 60).prop_map(|body| case_with_body(&body).into_bytes()),
        (pieces(&MARKDOWN, 20), any::<u8>(), any::<prop::sample::Index>()).prop_map(|(body, byte, at)| {
            let mut bytes = case_with_body(&body).into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes
        }),
    ]
}

fn around(case: Vec<u8>) -> Files {
    files([
        ("content/cases/a.md", case),
        ("content/cases/图.svg", SVG.into()),
        ("content/cases/泉先锋.md", case_with_body("## 做法\n").into_bytes()),
    ])
}

/// Everything that is said of a hall, in every form.
fn said(hall: &Hall) -> [String; 3] {
    [hall.report(Lang::Zh), hall.report(Lang::En), hall.json()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_a_case_file_give_a_page_or_a_word_about_why_not(case in case_file()) {
        let hall = hall_as(Asked::default(), around(case));
        let [zh, _, json] = said(&hall);
        let is_shown = hall.pages.keys().filter(|path| path.starts_with("cases/")).count() > 2;
        prop_assert!(is_shown || !zh.is_empty() || !hall.left_out.is_empty());
        for record in json.lines() {
            let record: serde_json::Value = serde_json::from_str(record).unwrap();
            prop_assert!(record["line"].as_u64() >= Some(1) && record["column"].as_u64() >= Some(1));
        }
    }

    #[test]
    fn any_bytes_as_settings_or_as_the_file_of_a_name_give_a_hall_or_a_word(
        text in prop_oneof![vec(any::<u8>(), 0..100), pieces(&YAML, 30).prop_map(String::into_bytes)],
        path in select(vec!["content/site.yaml", "content/units/u.md", "content/brands/b.md", "content/exhibitions/e.md", "content/pages/p.md"]),
    ) {
        let hall = hall([(path, text), ("content/cases/a.md", case_with_body("正文。\n").into_bytes())]);
        said(&hall);
    }

    #[test]
    fn what_is_checked_is_what_is_shown(body in pieces(&MARKDOWN, 60)) {
        let [mut surveyed, mut written] = headings_both_ways(&body);
        // A note is shown behind the text, and one that nobody refers to is not shown at all.
        if body.contains("[^") {
            prop_assert!(written.iter().all(|heading| surveyed.contains(heading)), "{surveyed:?} {written:?}");
            surveyed.retain(|heading| written.contains(heading));
            surveyed.sort();
            written.sort();
        }
        prop_assert_eq!(surveyed, written);
    }

    #[test]
    fn colouring_changes_no_letter_of_a_query(query in pieces(&SQL, 40)) {
        let hall = hall([("content/cases/a.md", case_with_body(&format!("```sql\n甲{query}\n```\n")))]);
        let page = Html::parse_document(hall.page("cases/a.html"));
        let code = page.select(&Selector::parse(".prose code").unwrap()).next().unwrap();
        prop_assert_eq!(code.text().collect::<String>(), format!("甲{query}\n"));
    }

    #[test]
    fn the_names_of_a_pages_parts_are_unique(body in pieces(&MARKDOWN, 60)) {
        let hall = hall([("content/cases/a.md", case_with_body(&body))]);
        if let Some(page) = hall.pages.get("cases/a.html") {
            let page = Html::parse_document(std::str::from_utf8(page).unwrap());
            let named = Selector::parse("[id]").unwrap();
            let mut ids: Vec<&str> = page.select(&named).filter_map(|element| element.value().attr("id")).collect();
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), count);
        }
    }

    #[test]
    fn any_name_makes_a_page_name_that_every_server_takes(name in prop_oneof![".{0,120}", "[\u{4e00}-\u{9fff}]{1,100}", "[a-zA-Z0-9 ./\\\\#?%&:_-]{0,120}"]) {
        let slug = slug_of(&name);
        prop_assert!(!slug.is_empty() && slug.len() <= 80, "{}", slug);
        prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{}", slug);
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"), "{}", slug);
        prop_assert_eq!(slug_of(&name), slug);
    }

    #[test]
    fn two_builds_give_the_same_bytes(cases in vec(case_file(), 1..5)) {
        let list = || files(cases.iter().enumerate().map(|(number, case)| (format!("content/cases/{number}.md"), case.clone())));
        let (one, two) = (hall_as(Asked::default(), list()), hall_as(Asked::default(), list()));
        prop_assert_eq!(&one.pages, &two.pages);
        prop_assert_eq!(said(&one), said(&two));
    }
}
