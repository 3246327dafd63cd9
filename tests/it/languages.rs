//! Two languages: cases told twice, halls in English, and texts in another language than their page.

use crate::support::{Hall, check_report, hall};
use scraper::{ElementRef, Html, Node};

const CASE: (&str, &str) = (
    "content/cases/tea.md",
    "---\ntitle: 一张清单：管整改\nunit: [市审计局, 市财政局]\nbrand: 诚审惟公\nyear: 2024\nvenue: 党员之家\ntags: [整改]\nhonors: [{name: 十佳案例, level: 市级, tier: 一等奖, session: 首批, issuer: 市委市直机关工委}]\n---\n\n整改有了清单。\n\n## 清单\n\n一项一销。\n\n## 销号\n\n见效再销。\n",
);
const OTHER: (&str, &str) = (
    "content/cases/wine.md",
    "---\ntitle: 下一项\nunit: 市审计局\nbrand: 诚审惟公\nyear: 2023\n---\n\n正文。\n",
);
const TWIN: (&str, &str) = (
    "content/cases/tea.en.md",
    "---\ntitle: One list\n---\n\nA “list” that closes the file — and no more.\n",
);
const WALK: (&str, &str) = (
    "content/exhibitions/walk.md",
    "---\ntitle: 从清单看起\ncases: [tea, {case: wine, narration: 请看这里。}]\n---\n\n展览前言。\n",
);

#[test]
fn a_case_and_its_english_twin_link_to_each_other_and_share_their_facts() {
    let hall = hall([
        CASE,
        (
            "content/cases/tea.en.md",
            "---\ntitle: One list\n---\n\nA list that closes the file. See [the case](tea.md).\n",
        ),
    ])
    .sound();
    let twin = hall.page("cases/tea.en.html");
    assert!(twin.contains("<html lang=\"en\"") && twin.contains(">One list</h1>"), "{twin}");
    assert!(
        twin.contains("<dt>Unit</dt>") && twin.contains("市审计局") && twin.contains("十佳案例"),
        "{twin}"
    );
    assert!(twin.contains("hreflang=\"zh-CN\" lang=\"zh-CN\">中文</a>"), "{twin}");
    let address = twin.split("src=\"../").skip(1).map(|rest| rest.split('"').next().unwrap());
    let script = hall.page(address.into_iter().find(|path| !path.contains("early")).unwrap());
    assert!(
        script.contains("收入精选") && script.contains("Add to my picks"),
        "scripts speak both languages"
    );
    let main = hall.page("cases/tea.html");
    assert!(
        main.contains("<link rel=\"alternate\" hreflang=\"en\" href=\"../cases/tea.en.html\">"),
        "{main}"
    );
    assert!(main.contains("href=\"../cases/tea.en.html\" hreflang=\"en\" lang=\"en\">English</a>"), "{main}");
    assert!(hall.page("cases/index.html").contains("共 1 件案例"));
}

#[test]
fn a_twin_that_is_a_draft_is_left_out_and_its_case_is_not() {
    let hall = hall([CASE, ("content/cases/tea.en.md", "---\ntitle: One list\ndraft: true\n---\n\nText.\n")])
        .sound();
    assert!(!hall.pages.contains_key("cases/tea.en.html"));
    assert!(!hall.page("cases/tea.html").contains("hreflang"));
    assert_eq!(hall.left_out, ["content/cases/tea.en.md draft"]);
}

#[test]
fn a_twin_repeats_no_fact_of_its_case() {
    check_report(
        [CASE, ("content/cases/tea.en.md", "---\ntitle: One list\nunit: Audit Office\n---\n\nText.\n")],
        "content/cases/tea.en.md:3:1 错误[unknown-key] 不认识的字段“unit”",
    );
}

#[test]
fn a_hall_in_english_has_no_word_of_the_interface_in_chinese() {
    let hall = hall([
        ("content/cases/tea.md", "---\ntitle: One list\nunit: Audit Office\nyear: 2024\nbrand: Clear\nhonors: [{name: Ten best, level: city}]\n---\n\nText.\n"),
        ("content/exhibitions/walk.md", "---\ntitle: Walk\ncases: [tea]\n---\n\nWords.\n"),
        ("content/site.yaml", "title: Hall\nlanguage: en\nlevels: [city]\n"),
    ])
    .sound();
    let chinese = |page: &str| page.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let wrong: Vec<&String> = hall
        .pages
        .iter()
        .filter(|(path, _)| path.ends_with(".html") || path.ends_with(".js"))
        // What visitors may type is data: the marks and characters that search folds, not words of the interface.
        .filter(|(path, _)| !path.starts_with("search/") && !path.starts_with("assets/hall-search"))
        .filter(|(_, bytes)| chinese(std::str::from_utf8(bytes).unwrap()))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(wrong, Vec::<&String>::new());
}

/// Chinese words on the English pages of `hall` that do not say that they are Chinese.
fn unsaid(hall: &Hall, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut unsaid = Vec::new();
    for (path, bytes) in hall.pages.iter().filter(|(path, _)| path.ends_with(".html") && is_wanted(path)) {
        let page = Html::parse_document(std::str::from_utf8(bytes).unwrap());
        for node in page.tree.nodes() {
            let Node::Text(text) = node.value() else { continue };
            let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let mut around = node.ancestors().filter_map(ElementRef::wrap).map(|element| element.value());
            let lang = around.clone().find_map(|element| element.attr("lang"));
            // Neither can hold an element that would tell.
            let is_plain = around.any(|element| matches!(element.name(), "title" | "script"));
            if chinese && !is_plain && lang == Some("en") {
                unsaid.push(format!("{path}: {}", text.trim()));
            }
        }
    }
    unsaid
}

#[test]
fn what_is_chinese_on_an_english_page_says_so() {
    let told_twice = hall([CASE, OTHER, TWIN, WALK]).sound();
    assert_eq!(unsaid(&told_twice, |path| path == "cases/tea.en.html"), Vec::<String>::new());
    let in_english = hall([
        CASE,
        OTHER,
        WALK,
        ("content/brands/诚审惟公.md", "---\nunit: 市审计局\nslogan: 诚审惟公\nidea: 守住底线\n---\n\n品牌简介。\n"),
        ("content/units/市审计局.md", "---\ngroup: 市直单位\n---\n\n单位简介。\n"),
        ("content/honors/十佳案例.md", "---\nlevel: 市级\nissuer: 市委\n---\n\n荣誉简介。\n"),
        ("content/venues/党员之家.md", "---\nunit: 市审计局\naddress: 府前街一号\n---\n\n阵地简介。\n"),
        ("content/pages/关于.md", "---\ntitle: 关于本馆\n---\n\n本馆简介。\n"),
        ("content/calls/征集.md", "---\ntitle: 典型案例征集\norganiser: 市委\nentries: [{case: tea, tier: 一等奖}]\n---\n\n通知。\n"),
        ("content/site.yaml", "title: 审计展馆\nsubtitle: 副题\ndescription: 馆的简介。\norganiser: 市审计局\nlanguage: en\n"),
    ])
    .sound();
    assert_eq!(unsaid(&in_english, |_| true), Vec::<String>::new());
}

#[test]
fn what_is_english_on_a_chinese_page_says_so() {
    let hall = hall([
        (
            "content/cases/tea.md",
            "---\ntitle: One list\nunit: 市审计局\nyear: 2024\n---\n\nA list that closes the file.\n",
        ),
        OTHER,
    ])
    .sound();
    let case = hall.page("cases/tea.html");
    for part in
        ["<span lang=\"en\">One list</span></h1>", "<div class=\"prose\" lang=\"en\">", "全文 6 个英文词"]
    {
        assert!(case.contains(part), "{part} is not in {case}");
    }
    assert!(hall.page("cases/index.html").contains("<span lang=\"en\">One list</span></a>"));
    assert!(
        !hall.page("cases/wine.html").split("class=\"prose\"").next().unwrap().contains("lang=\"en\">下")
    );
}

#[test]
fn no_line_begins_with_the_mark_inside_a_name() {
    let hall = hall([(
        "content/cases/a.md",
        "---\ntitle: 夜学\nunit: 某局\nbrand: 学·思·享\nyear: 2024\nsummary: 党建+项目，A·B，1·5。\n---\n\n正文。\n",
    )]);
    let page = hall.page("cases/a.html");
    let name = "<span class=\"tied\">学·</span><span class=\"tied\">思·</span>享";
    assert!(page.contains(&format!("\">{name}</a>")), "{page}");
    assert!(page.contains("党<span class=\"tied\">建+</span>项目，A·B，1·5。</p>"), "{page}");
    assert!(page.contains("<title>夜学") && !page.contains("<meta name=\"description\" content=\"党<span"));
}

#[test]
fn a_text_is_measured_as_its_language_is() {
    let hall = hall([CASE, TWIN]).sound();
    assert!(hall.page("cases/tea.html").contains("全文 21 字"), "{}", hall.page("cases/tea.html"));
    assert!(hall.page("cases/tea.en.html").contains("10 words"), "{}", hall.page("cases/tea.en.html"));
}
