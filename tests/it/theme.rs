//! Themes: options, words, the small theme, what a theme may count on; and what the default theme makes of exhibitions.

use crate::support::{Files, Hall, check_report, files, folder, hall, in_tests, read_folder};
use std::collections::{BTreeMap, BTreeSet};

const CASE: (&str, &str) = (
    "content/cases/tea.md",
    "---\ntitle: 一张清单管整改\nunit: 市审计局\nyear: 2024\nhonors: [{name: 十佳案例, level: 市级}]\n---\n\n整改有了清单。\n",
);

fn with_site(site: &str) -> Hall {
    hall([CASE, ("content/site.yaml", site)])
}

/// The style sheet of every page of `hall`.
fn style(hall: &Hall) -> &str {
    let front = hall.page("index.html");
    let is_loaded = |path: &&String| path.ends_with(".css") && front.contains(&format!("href=\"{path}\""));
    hall.page(hall.pages.keys().find(is_loaded).unwrap())
}

#[test]
fn a_colour_the_site_chooses_becomes_a_token_of_the_style_sheet() {
    let hall = with_site("theme_options: {lacquer: \"#7A1020\"}\n").sound();
    assert!(style(&hall).starts_with(":root{--option-lacquer:#7a1020}"), "{}", &style(&hall)[..80]);
    assert!(!hall.page("index.html").contains("#7a1020"));
}

#[test]
fn an_option_of_each_type_reaches_the_templates() {
    let hall =
        with_site("theme_options: {kicker: 二十年典型, scheme: dark, entrance_seals: 否, lobby_idle: 45}\n")
            .sound();
    let page = hall.page("index.html");
    assert!(page.contains("<p class=\"hero__kicker\">二十年典型"), "{page}");
    assert!(page.contains("data-scheme=\"dark\"") && page.contains("data-idle=\"45\""), "{page}");
}

#[test]
fn an_option_the_theme_has_not_is_reported_where_it_is_written() {
    check_report(
        [CASE, ("content/site.yaml", "theme_options:\n  laquer: \"#7a1020\"\n")],
        "content/site.yaml:2:3 错误[unknown-key] 不认识的字段“laquer”",
    );
    check_report(
        [CASE, ("content/site.yaml", "theme_options: {scheme: 深色}\n")],
        "content/site.yaml:1:25 错误[not-one-of] “深色”不在可选值之中",
    );
    check_report(
        [CASE, ("content/site.yaml", "theme_options: {lobby_idle: 很久}\n")],
        "content/site.yaml:1:29 错误[not-a-number] “lobby_idle”应是不小于 0 的整数",
    );
}

#[test]
fn a_site_changes_one_word_with_a_file_of_one_line() {
    let hall = hall([CASE, ("themes/hall/strings/zh-CN.yaml", "unit: 报送单位\n")]).sound();
    let page = hall.page("cases/tea.html");
    assert!(page.contains("<dt>报送单位</dt>") && page.contains("<dt>年份</dt>"), "{page}");
}

#[test]
fn a_site_changes_the_foot_of_every_page_with_one_file_and_the_masthead_says_where_one_is() {
    let foot = "<p>开放时间</p>{{ here.section }}|{{ here.url }}|{{ root }}";
    let hall = hall([CASE, ("themes/hall/templates/fragments/foot.html", foot)]).sound();
    let said = |page: &str| {
        let page = hall.page(page);
        let mark = page.split("aria-current=\"").nth(1).map_or("", |rest| rest.split('"').next().unwrap());
        let foot = page.split("<p>开放时间</p>").nth(1).unwrap();
        (mark.to_owned(), foot.lines().next().unwrap().to_owned())
    };
    assert_eq!(said("index.html"), (String::new(), "entrance||".to_owned()));
    assert_eq!(said("cases/index.html"), ("page".to_owned(), "cases|cases/index.html|../".to_owned()));
    assert_eq!(said("cases/tea.html"), ("true".to_owned(), "cases||../".to_owned()));
    assert_eq!(said("years/2024.html"), ("true".to_owned(), "years||../".to_owned()));
}

#[test]
fn both_languages_have_the_same_words_with_the_same_places() {
    let strings = |lang: &str| -> BTreeMap<String, BTreeSet<String>> {
        let root = in_tests("../themes/hall/strings").join(format!("{lang}.yaml"));
        let text = std::fs::read_to_string(root).unwrap();
        let places = |text: &str| {
            text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
        };
        text.lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(key, text)| (key.to_owned(), places(text)))
            .collect()
    };
    assert_eq!(strings("zh-CN"), strings("en"));
}

/// All files under the project's folder `path` as one text.
fn all_text_in(path: &str) -> String {
    let files = read_folder(&in_tests("..").join(path)).into_values();
    files.map(|bytes| String::from_utf8(bytes).unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_word_of_the_theme_is_asked_for_by_a_page_or_a_script() {
    let pages = ["themes/hall/templates", "themes/plain/templates", "src"].map(all_text_in).concat();
    let scripts = all_text_in("themes/hall/scripts");
    let is_named_in = |text: &str, name: &str| {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        text.match_indices(name).any(|(at, _)| {
            !is_part(text[..at].chars().next_back()) && !is_part(text[at + name.len()..].chars().next())
        })
    };
    let strings = all_text_in("themes/hall/strings");
    let unused: BTreeSet<&str> = strings
        .lines()
        .filter_map(|line| Some(line.split_once(": ")?.0))
        .filter(|key| match key.strip_prefix("script_") {
            Some(key) => {
                ![format!("words.{key}"), format!("'{key}'")].iter().any(|name| is_named_in(&scripts, name))
            }
            None => !is_named_in(&pages, key),
        })
        .collect();
    assert_eq!(unused, BTreeSet::new());
}

/// The small site in the theme `plain`.
fn plain_site() -> Files {
    let content = read_folder(&in_tests("sites/small/content"));
    let mut all: Files =
        content.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect();
    let mut site = String::from_utf8(all["content/site.yaml"].clone()).unwrap();
    site.push_str("theme: plain\ntheme_options: {accent: \"#1b4d3e\"}\n");
    all.insert("content/site.yaml".to_owned(), site.into_bytes());
    all
}

#[test]
fn the_plain_theme_shows_every_page_of_the_small_site_and_every_link_leads_somewhere() {
    let hall = crate::support::hall_as(crate::support::Asked::default(), plain_site()).sound();
    assert!(!hall.pages.keys().any(|path| path.ends_with(".js")));
    assert!(style(&hall).starts_with(":root{--option-accent:#1b4d3e}"));
    let mut wrong = Vec::new();
    for (path, bytes) in hall.pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        if page.matches("<h1").count() != 1 {
            wrong.push(format!("{path} has not one h1"));
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in page.split("href=\"").chain(page.split("src=\"")).skip(1) {
            let link = link.split('"').next().unwrap().split('#').next().unwrap();
            if link.is_empty() || link.contains(':') || link.starts_with('<') {
                continue;
            }
            let target = match link.strip_prefix("../") {
                Some(rest) => rest.to_owned(),
                None if folder.is_empty() => link.to_owned(),
                None => format!("{folder}/{link}"),
            };
            if link.len() < 200 && !hall.pages.contains_key(&target) {
                wrong.push(format!("{path}: {link}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_contract_names_every_field_of_every_view_and_no_other() {
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let docs = std::fs::read_to_string(in_tests("../docs/themes.md")).unwrap();
    let mut current = None;
    for line in docs.lines() {
        if let Some(heading) = line.strip_prefix('#') {
            current = Some(heading.trim_start_matches('#').trim().to_owned());
        } else if let (Some(name), Some(rest)) = (&current, line.strip_prefix("| `")) {
            let field = rest.split_once('`').unwrap().0;
            said.entry(name.clone()).or_default().insert(field.to_owned());
        }
    }
    let mut wrong = Vec::new();
    for (name, fields) in views() {
        let said = said.get(&name).cloned().unwrap_or_default();
        wrong.extend(fields.difference(&said).map(|field| format!("docs/themes.md lacks {name}.{field}")));
        wrong.extend(said.difference(&fields).map(|field| format!("{name} has no {field}")));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Every view type with its fields, read from the source.
fn views() -> BTreeMap<String, BTreeSet<String>> {
    let mut views: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, bytes) in read_folder(&in_tests("../src/render/view")) {
        let source = String::from_utf8(bytes).unwrap();
        let mut current = None;
        for line in source.lines() {
            if let Some(rest) = line.strip_prefix("pub struct ") {
                let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
                views.entry(name.clone()).or_default();
                current = Some(name);
            } else if line.starts_with('}') {
                current = None;
            } else if let (Some(name), Some(rest)) = (&current, line.strip_prefix("    pub ")) {
                let field = rest.split_once(':').unwrap().0.to_owned();
                views.get_mut(name).unwrap().insert(field);
            }
        }
    }
    views
}

#[test]
fn a_days_list_of_mourning_and_the_zone_stand_in_the_page_for_the_early_script() {
    let hall = with_site("grey_days: [2026-12-13, 12-13]\ntime_zone: Asia/Urumqi\n").sound();
    assert!(
        hall.page("index.html").contains("data-grey-days=\"2026-12-13 12-13\" data-zone=\"Asia/Urumqi\""),
        "{}",
        hall.page("index.html")
    );
    assert!(!with_site("title: 馆\n").page("index.html").contains("data-grey-days"));
}

fn exhibition(words: &str) -> Hall {
    let case = |title: &str| {
        format!("---\ntitle: {title}\nunit: 市审计局\nyear: 2024\n---\n\n{}\n", "字".repeat(900))
    };
    hall(files([
        ("content/cases/a.md", case("甲")),
        ("content/cases/b.md", case("乙")),
        ("content/cases/c.md", case("丙")),
        ("content/exhibitions/walk.md", words.to_owned()),
        ("content/exhibitions/words.mp3", "ID3".to_owned()),
    ]))
    .sound()
}

#[test]
fn a_paragraph_that_is_only_a_link_to_a_case_is_the_place_of_an_exhibit_and_the_others_follow() {
    let hall = exhibition(
        "---\ntitle: 展\ncases: [a, b, c]\n---\n\n开头。\n\n[丙](../cases/c.md)\n\n中间，见[乙](../cases/b.md)。\n\n- [乙](../cases/b.md)\n",
    );
    let page = hall.page("exhibitions/walk.html");
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not in {page}"));
    let order = [
        "开头。",
        "aria-label=\"第 1 站 丙\"",
        "中间，见",
        "aria-label=\"第 2 站 甲\"",
        "aria-label=\"第 3 站 乙\"",
    ];
    assert!(order.map(place).is_sorted(), "{page}");
    assert!(hall.page("cases/c.html").contains("余 7 分钟"), "{}", hall.page("cases/c.html"));
    assert!(hall.page("cases/b.html").contains("第 3/3 站"), "{}", hall.page("cases/b.html"));
}

#[test]
fn an_exhibition_leads_to_the_next_and_the_last_back_to_all() {
    let show = |title: &str| format!("---\ntitle: {title}\ncases: [tea]\n---\n");
    let hall = hall([
        ("content/exhibitions/a.md", show("甲展")),
        ("content/exhibitions/b.md", show("乙展")),
        (CASE.0, CASE.1.to_owned()),
    ])
    .sound();
    let leads_on = |page: &str| hall.page(page).contains("<span>下一个展览</span>");
    let leads_back = |page: &str| hall.page(page).contains("<span>返回</span>全部展览");
    assert_eq!(["exhibitions/a.html", "exhibitions/b.html"].map(leads_on), [true, false]);
    assert_eq!(["exhibitions/a.html", "exhibitions/b.html"].map(leads_back), [true, true]);
}

#[test]
fn what_the_guide_says_at_a_stop_is_heard_and_read_in_the_exhibition_and_on_the_walk() {
    let hall = exhibition(
        "---\ntitle: 展\ncases:\n  - a\n  - {case: b, audio: words.mp3, narration: 请看这一件。}\n---\n\n开头。\n",
    );
    for path in ["exhibitions/walk.html", "cases/b.html"] {
        let page = hall.page(path);
        assert!(
            page.contains("请看这一件。")
                && page.contains("<audio controls preload=\"none\" src=\"../media/words-"),
            "{page}"
        );
    }
    assert!(!hall.page("cases/a.html").contains("<audio"));
    assert!(hall.pages.keys().any(|path| path.starts_with("media/words-") && path.ends_with(".mp3")));
}

#[test]
fn the_honor_table_has_no_column_without_an_entry() {
    let hall = hall([CASE]).sound();
    let (path, _) =
        hall.pages.iter().find(|(path, _)| path.starts_with("honors/") && !path.contains("index")).unwrap();
    let page = hall.page(path);
    assert!(
        page.contains("<th scope=\"col\">案例</th>") && !page.contains("<th scope=\"col\">等次</th>"),
        "{page}"
    );
}

#[test]
fn the_style_sheet_page_is_made_when_asked_for_and_only_then() {
    let site = folder([CASE]);
    site.run(["build"]).ends_with(0);
    assert!(!site.files("public").contains_key("styleguide/index.html"));
    site.run(["build", "--styleguide"]).ends_with(0);
    let page = String::from_utf8(site.files("public")["styleguide/index.html"].clone()).unwrap();
    for component in
        ["class=\"card", "class=\"pager", "class=\"button", "class=\"alert", "class=\"honor-list"]
    {
        assert!(page.contains(component), "{component} is not shown");
    }
}

#[test]
fn the_style_sheet_and_the_scripts_keep_to_their_weight() {
    let hall = hall([CASE]).sound();
    // What the page of a case loads; sheets and scripts of other pages are not its burden.
    let page = hall.page("cases/tea.html");
    let bytes = |ending: &str| {
        let is_loaded = |path: &String| {
            page.contains(&format!("src=\"../{path}\"")) || page.contains(&format!("href=\"../{path}\""))
        };
        let fits = |path: &String| path.ends_with(ending) && is_loaded(path);
        hall.pages.iter().filter(|(path, _)| fits(path)).map(|(_, bytes)| bytes.len()).sum::<usize>()
    };
    assert!(bytes(".css") <= 40_000, "the style sheet weighs {}", bytes(".css"));
    assert!(bytes(".js") <= 18_000, "the scripts weigh {}", bytes(".js"));
    assert!(bytes(".early.js") <= 1_000, "the early script weighs {}", bytes(".early.js"));
}

#[test]
fn a_script_that_is_loaded_when_it_is_needed_is_made_ready_whole_and_no_other() {
    let hall = hall([CASE]).sound();
    let at_once = |path: &str| hall.page(path).starts_with("//# allFunctionsCalledOnLoad\n");
    let scripts = || hall.pages.keys().filter(|path| path.starts_with("assets/") && path.ends_with(".js"));
    let loaded = |path: &&String| hall.page("index.html").contains(&format!("src=\"{path}\""));
    assert_eq!((scripts().filter(loaded).count(), scripts().count()), (2, 6));
    for path in scripts() {
        assert_eq!(at_once(path), !loaded(&path), "{path}");
    }
}

#[test]
fn scripts_of_the_theme_are_published_short_and_those_a_site_changed_as_it_wrote_them() {
    let source =
        |name: &str| std::fs::read_to_string(in_tests(&format!("../themes/hall/scripts/{name}.js"))).unwrap();
    let wall = |own: Option<String>| {
        let own = own.map(|script| ("themes/hall/scripts/search/wall.js", script));
        let hall = hall(own.into_iter().chain([(CASE.0, CASE.1.to_owned())])).sound();
        let script = hall.pages.iter().find(|(path, _)| path.starts_with("assets/hall-wall-")).unwrap().1;
        String::from_utf8(script.clone()).unwrap()
    };
    let (built_in, source) = (wall(None), source("search/wall"));
    assert!(built_in.len() * 3 < source.len() * 2, "{} bytes", built_in.len());
    assert_eq!(wall(Some(source.clone())), built_in, "a copy that nobody changed is ours");
    let changed = wall(Some(source.replace("let asked = 0;", "let asked = 7;\n  const 错 = ;")));
    assert!(changed.contains("\nlet asked = 7;\nconst 错 = ;\n"), "{changed}");
}

#[test]
fn no_style_but_the_tokens_names_a_colour() {
    let styles = read_folder(&in_tests("../themes/hall/styles"));
    let is_colour = |word: &str| {
        word.strip_prefix('#').is_some_and(|digits| {
            matches!(digits.len(), 3 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        }) || word.starts_with("rgb(")
    };
    let mut wrong = Vec::new();
    for (path, bytes) in
        styles.iter().filter(|(path, _)| !matches!(path.as_str(), "tokens.css" | "print.css"))
    {
        let text = std::str::from_utf8(bytes).unwrap();
        let words = text.split([' ', ';', ',', ':', '{', '}', '\n']);
        wrong.extend(words.filter(|word| is_colour(word)).map(|word| format!("{path}: {word}")));
    }
    assert_eq!(wrong, Vec::<String>::new());
}
