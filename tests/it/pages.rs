//! A hall of every kind of page: links that lead somewhere, pages that keep their promises, data that reads back.

use crate::support::{Asked, Files, Hall, SVG, case, files, hall, hall_as};
use percent_encoding::percent_decode_str;
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};

const BASE: &str = "https://hall.example.org/a/b/";

/// Words that must never be published, each in a place of its own.
const CANARIES: [&str; 6] =
    ["CANARY-CONTACT", "CANARY-NOTES", "CANARY-DRAFT", "CANARY-FUTURE", "CANARY-COMMENT", "CANARY-PAGE"];

fn every_kind() -> Files {
    let mut list = vec![
        (
            "content/site.yaml".to_owned(),
            format!("title: 机关品牌馆\nsubtitle: 典型案例 & 工作品牌\norganiser: 市直机关工委\nbase_url: {BASE}\nper_page: 4\ngroups: [市直单位, 区县单位]\nfilings: [备案号〔2025〕1号]\n"),
        ),
        ("content/units/市审计局.md".to_owned(), "---\nname: 市审计局\naliases: [市审计局机关党委]\ngroup: 市直单位\ncontact: CANARY-CONTACT\n---\n依法审计。见[泉先锋](../brands/泉先锋.md)。\n".to_owned()),
        ("content/units/县财政局.md".to_owned(), "---\nname: 县财政局\ngroup: 区县单位\n---\n".to_owned()),
        ("content/brands/泉先锋.md".to_owned(), "---\nname: 泉先锋\nunit: 市审计局\nslogan: 泉涌先锋\nlogo: 标志.svg\nidea: 理念\nnotes: CANARY-NOTES\n---\n## 由来\n".to_owned()),
        ("content/brands/标志.svg".to_owned(), SVG.to_owned()),
        ("content/honors/五星级党支部.md".to_owned(), "---\nname: 五星级党支部\nlevel: 市级\nissuer: 市直机关工委\n---\n".to_owned()),
        ("content/venues/第一课堂.md".to_owned(), "---\nname: 第一课堂\nunit: 市审计局\naddress: 市民中心二楼\nphotos: [{file: ../brands/标志.svg, caption: 全景}]\n---\n".to_owned()),
        ("content/exhibitions/一线.md".to_owned(), "---\ntitle: 一线\ncases: [3, 1, 未完, 2]\n---\n先看[第一篇](../cases/1.md#做法)。\n".to_owned()),
        ("content/exhibitions/省级.md".to_owned(), "---\ntitle: 省级荣誉\nwhere: {level: 省级}\n---\n".to_owned()),
        ("content/pages/关于.md".to_owned(), "---\ntitle: 关于本馆\n---\n[序厅](关于.md)。\n".to_owned()),
        ("content/pages/内部.md".to_owned(), "---\ntitle: CANARY-PAGE\ndraft: true\n---\n".to_owned()),
        ("content/cases/未完.md".to_owned(), "---\ntitle: CANARY-DRAFT\nunit: CANARY-DRAFT\nbrand: CANARY-DRAFT\nyear: 1999\nhonors: [CANARY-DRAFT]\n---\nCANARY-DRAFT\n".replace("year: 1999", "year: 1999\ndraft: true")),
        ("content/cases/来年.md".to_owned(), "---\ntitle: CANARY-FUTURE\nunit: CANARY-FUTURE\ndate: 2026-01-01\n---\nCANARY-FUTURE\n".to_owned()),
    ];
    for number in 1..=9 {
        let unit = if number % 3 == 0 { "县财政局" } else { "市审计局机关党委" };
        let title = if number == 5 {
            "\"=HYPERLINK(\\\"http://evil.example\\\")\"".to_owned()
        } else {
            format!("第{number}篇“案例”")
        };
        list.push((
            format!("content/cases/{number}.md"),
            format!(
                "---\ntitle: {title}\nunit: {unit}\nbrand: 泉先锋\nvenue: 第一课堂\nyear: {}\ntags: [机关党建]\nsummary: ＋摘要，含“引号”\ncontact: CANARY-CONTACT\nnotes: CANARY-NOTES\nhonors:\n  - 五星级党支部\n  - {{name: 优秀案例, level: 省级, tier: 一等奖, year: 2024}}\n---\n\n# 背景\n\n正文[^1]。<!-- CANARY-COMMENT -->\n\n# 做法\n\n见[下一篇]({}.md#背景)、[单位](../units/市审计局.md)、[馆](../exhibitions/一线.md)、[网](https://example.org)。\n\n[^1]: 注。\n",
                2022 + number % 3,
                number % 9 + 1,
            ),
        ));
    }
    files(list)
}

fn built() -> Hall {
    let asked = Asked { base_url: Some(BASE), ..Asked::default() };
    hall_as(asked, every_kind())
}

fn pages(hall: &Hall) -> BTreeMap<&str, Html> {
    let html = hall.pages.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, bytes)| (path.as_str(), Html::parse_document(std::str::from_utf8(bytes).unwrap())))
        .collect()
}

fn attributes<'p>(page: &'p Html, selector: &str, name: &str) -> Vec<&'p str> {
    let selector = Selector::parse(selector).unwrap();
    let mut found = Vec::new();
    for element in page.select(&selector) {
        found.extend(element.value().attr(name));
    }
    found
}

/// `link` as a path from the site's root, seen from `page`; `None` if it leads out of the site's folder.
fn from_root(page: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn the_hall_of_every_kind_is_sound() {
    built().sound();
}

#[test]
fn every_link_leads_to_a_file_of_the_site_and_every_anchor_to_its_element() {
    let hall = built();
    let pages = pages(&hall);
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, page) in &pages {
        let links = attributes(page, "[href]:not([rel~=canonical])", "href")
            .into_iter()
            .chain(attributes(page, "[src]", "src"));
        for link in links.filter(|link| !link.starts_with("https://example.org")) {
            count += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { Some((*path).to_owned()) } else { from_root(path, file) };
            let Some(target) = target.filter(|target| hall.pages.contains_key(target)) else {
                wrong.push(format!("{path}: {link}"));
                continue;
            };
            let anchor = percent_decode_str(anchor).decode_utf8().unwrap().into_owned();
            let has_anchor = || attributes(&pages[target.as_str()], "[id]", "id").contains(&anchor.as_str());
            if !anchor.is_empty() && !has_anchor() {
                wrong.push(format!("{path}: {link}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 500, "{count}");
}

#[test]
fn every_page_but_the_entrance_is_reached_by_a_link() {
    let hall = built();
    let mut reached = BTreeSet::from(["index.html".to_owned(), "404.html".to_owned()]);
    for (path, page) in pages(&hall) {
        for link in attributes(&page, "a[href]", "href") {
            let target = from_root(path, link.split('#').next().unwrap_or_default());
            reached.extend(target.filter(|target| target != path));
        }
    }
    let lost: Vec<&str> = pages(&hall).into_keys().filter(|path| !reached.contains(*path)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn links_inside_the_site_are_relative_to_the_page_and_never_to_a_bare_folder() {
    for (path, page) in pages(&built()) {
        let links = attributes(&page, "[href]:not([rel~=canonical])", "href")
            .into_iter()
            .chain(attributes(&page, "[src]", "src"));
        for link in links.filter(|link| !link.starts_with("https://example.org")) {
            assert!(
                !link.contains(':') && !link.starts_with('/') && !link.ends_with('/') && !link.is_empty(),
                "{path}: {link}"
            );
        }
    }
}

#[test]
fn every_page_has_one_policy_and_nothing_inline() {
    for (path, page) in pages(&built()) {
        let policies = attributes(&page, "meta[http-equiv=Content-Security-Policy]", "content");
        assert_eq!(policies.len(), 1, "{path}");
        assert!(policies[0].starts_with("default-src 'none'; ") && !policies[0].contains("unsafe"), "{path}");
        for element in page.select(&Selector::parse("*").unwrap()) {
            let name = element.value().name();
            // JSON for search engines stands in a script element and is never run.
            let is_data = element.attr("type") == Some("application/ld+json");
            let is_outside = name != "script" || element.inner_html().is_empty();
            assert!(name != "style" && (is_outside || is_data), "{path}: <{name}>");
            for (attribute, value) in element.value().attrs() {
                assert!(
                    attribute != "style" && !attribute.starts_with("on"),
                    "{path}: <{name} {attribute}={value:?}>"
                );
            }
        }
    }
}

#[test]
fn every_page_has_one_title_one_main_part_and_headings_in_order() {
    for (path, page) in pages(&built()) {
        let selected = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!((selected("h1"), selected("main"), selected("title")), (1, 1, 1), "{path}");
        assert_eq!(attributes(&page, "html", "lang"), ["zh-CN"], "{path}");
        let mut level = 0;
        for heading in page.select(&Selector::parse("h1,h2,h3,h4,h5,h6").unwrap()) {
            let next: u32 = heading.value().name()[1..].parse().unwrap();
            assert!(next <= level + 1, "{path}: <h{next}> under <h{level}>");
            level = next;
        }
        assert_eq!(attributes(&page, "img", "alt").len(), selected("img"), "{path}");
    }
}

#[test]
fn the_feed_reads_as_a_feed() {
    let hall = built();
    let feed = feed_rs::parser::parse(hall.pages["feed.xml"].as_slice()).unwrap();
    assert_eq!(feed.title.unwrap().content, "机关品牌馆");
    assert_eq!(feed.entries.len(), 9);
    for entry in &feed.entries {
        let link = entry.links[0].href.strip_prefix(BASE).unwrap();
        assert!(hall.pages.contains_key(link), "{link}");
        assert!(entry.updated.is_some() && !entry.authors.is_empty() && entry.summary.is_some());
    }
    assert!(feed.entries.iter().any(|entry| entry.title.as_ref().unwrap().content == "第1篇“案例”"));
}

#[test]
fn the_sitemap_lists_every_page_and_robots_the_sitemap() {
    let hall = built();
    let sitemap = hall.page("sitemap.xml");
    let listed: BTreeSet<&str> = sitemap
        .split("<loc>")
        .skip(1)
        .map(|rest| rest.split_once("</loc>").unwrap().0.strip_prefix(BASE).unwrap())
        .collect();
    let there: BTreeSet<&str> = pages(&hall).into_keys().filter(|path| *path != "404.html").collect();
    assert_eq!(listed, there);
    assert!(hall.page("robots.txt").contains(&format!("Sitemap: {BASE}sitemap.xml")));
}

#[test]
fn without_a_base_url_there_is_no_feed_no_sitemap_and_no_address() {
    let mut list = every_kind();
    let site = String::from_utf8(list["content/site.yaml"].clone()).unwrap();
    list.insert(
        "content/site.yaml".to_owned(),
        site.replace(&format!("base_url: {BASE}\n"), "").into_bytes(),
    );
    let hall = hall_as(Asked::default(), list).sound();
    assert!(!hall.pages.contains_key("feed.xml") && !hall.pages.contains_key("sitemap.xml"));
    for (path, page) in pages(&hall) {
        assert!(
            attributes(&page, "[rel~=canonical],[rel~=alternate],[href*='feed.xml']", "href").is_empty(),
            "{path}"
        );
    }
}

#[test]
fn open_data_reads_back_as_json() {
    let hall = built();
    let records: Vec<serde_json::Value> = serde_json::from_slice(&hall.pages["data/cases.json"]).unwrap();
    assert_eq!(records.len(), 9);
    for record in &records {
        assert!(hall.pages.contains_key(record["url"].as_str().unwrap()));
        assert_eq!(record["brand"], "泉先锋");
        assert_eq!(record["honors"][1]["level"], "省级");
        assert_eq!(record["honors"][1]["year"], 2024);
    }
    assert!(records.iter().any(|record| record["title"] == "=HYPERLINK(\"http://evil.example\")"));
}

#[test]
fn open_data_reads_back_as_a_table_that_no_spreadsheet_takes_for_formulas() {
    let hall = built();
    let bytes = &hall.pages["data/cases.csv"];
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap();
    let mut table = csv::Reader::from_reader(text);
    assert_eq!(&table.headers().unwrap()[0], "标题");
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 9);
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']), "{cell}");
    }
    assert!(rows.iter().any(|row| &row[0] == "'=HYPERLINK(\"http://evil.example\")"));
    assert!(rows.iter().all(|row| &row[6] == "'＋摘要，含“引号”"));
}

#[test]
fn every_value_of_every_facet_has_a_page_with_its_cases() {
    let hall = built();
    let count = |path: &str| {
        let page = Html::parse_document(hall.page(path));
        page.select(&Selector::parse(".cards > li").unwrap()).count()
    };
    for path in [
        "units/shi-shen-ji-ju.html",
        "units/xian-cai-zheng-ju.html",
        "brands/quan-xian-feng.html",
        "levels/sheng-ji.html",
        "levels/shi-ji.html",
        "years/2022.html",
        "years/2023.html",
        "years/2024.html",
        "groups/shi-zhi-dan-wei.html",
        "groups/qu-xian-dan-wei.html",
        "venues/di-yi-ke-tang.html",
    ] {
        assert!((3..=4).contains(&count(path)), "{path}: {}", count(path));
    }
    assert!(hall.page("honors/you-xiu-an-li.html").contains("一等奖"));
    assert!(hall.page("honors/wu-xing-ji-dang-zhi-bu.html").contains("市直机关工委"));
}

#[test]
fn long_lists_are_paged_and_the_pages_linked() {
    let hall = built();
    for path in [
        "cases/index.html",
        "cases/index.p2.html",
        "cases/index.p3.html",
        "units/shi-shen-ji-ju.p2.html",
        "brands/quan-xian-feng.p3.html",
    ] {
        assert!(hall.pages.contains_key(path), "{path}");
    }
    assert!(!hall.pages.contains_key("cases/index.p4.html"));
    let on_page = |path: &str| {
        let page = Html::parse_document(hall.page(path));
        attributes(&page, ".cards h3 a", "href").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut all: Vec<String> = ["cases/index.html", "cases/index.p2.html", "cases/index.p3.html"]
        .into_iter()
        .flat_map(on_page)
        .collect();
    assert_eq!(all.len(), 9);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 9);
    let second = Html::parse_document(hall.page("cases/index.p2.html"));
    assert_eq!(attributes(&second, ".pager [rel=prev]", "href"), ["../cases/index.html"]);
    assert_eq!(attributes(&second, ".pager [rel=next]", "href"), ["../cases/index.p3.html"]);
    assert_eq!(attributes(&second, ".pager [aria-current=page]", "aria-current"), ["page"]);
}

#[test]
fn a_walk_leads_from_stop_to_stop_in_the_order_of_the_list() {
    let hall = built();
    // The list names 3, 1, a draft and 2.
    let stop = |case: &str| {
        let page = Html::parse_document(hall.page(&format!("cases/{case}.html")));
        let nav = page
            .select(&Selector::parse("nav.walk").unwrap())
            .find(|nav| nav.inner_html().contains("yi-xian.html"))
            .unwrap();
        let link = |way: &str| {
            let selector = Selector::parse(&format!("a[rel={way}]")).unwrap();
            nav.select(&selector).next().map(|link| link.value().attr("href").unwrap().to_owned())
        };
        let place =
            nav.select(&Selector::parse(".walk__where").unwrap()).next().unwrap().text().collect::<String>();
        let place = place.split("余").next().unwrap();
        let numbers: String = place.chars().filter(char::is_ascii_digit).collect();
        (link("prev"), numbers, link("next"))
    };
    let to = |case: &str| Some(format!("../cases/{case}.html"));
    assert_eq!(stop("3"), (None, "13".to_owned(), to("1")));
    assert_eq!(stop("1"), (to("3"), "23".to_owned(), to("2")));
    assert_eq!(stop("2"), (to("1"), "33".to_owned(), None));
    assert!(!hall.page("cases/4.html").contains("yi-xian.html\">一线"));
}

#[test]
fn drafts_contacts_notes_and_comments_are_in_no_file_of_the_site() {
    let hall = built();
    for (path, bytes) in &hall.pages {
        for canary in CANARIES {
            let found =
                bytes.windows(canary.len()).any(|window| window.eq_ignore_ascii_case(canary.as_bytes()));
            assert!(!found, "{canary} in {path}");
        }
        assert!(!path.contains("canary") && !path.contains("1999"), "{path}");
    }
    let with = hall_as(Asked { drafts: true, ..Asked::default() }, every_kind());
    let shown: Vec<&str> = CANARIES
        .into_iter()
        .filter(|canary| {
            with.pages
                .values()
                .any(|bytes| bytes.windows(canary.len()).any(|window| window == canary.as_bytes()))
        })
        .collect();
    assert_eq!(shown, ["CANARY-DRAFT", "CANARY-FUTURE", "CANARY-PAGE"], "the search finds what is there");
}

#[test]
fn every_path_of_the_site_is_plain_ascii() {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-./".contains(c);
    assert!(built().pages.keys().all(|path| path.chars().all(plain)), "{:?}", built().pages.keys());
}

/// A hall of one case with an honor of two levels and a brand of its unit.
fn decorated() -> Hall {
    let honors = "honors: [{name: 十佳标兵, level: 市级}, {name: 优秀案例, level: 国家级}]";
    hall([("content/cases/a.md", case("茶", &format!("brand: 诚审惟公\n{honors}\n---\n")))]).sound()
}

#[test]
fn the_wall_of_a_level_says_which_of_its_honors_a_case_of_a_higher_one_won() {
    let hall = decorated();
    let wall = hall.page("levels/shi-ji.html");
    let (_, beneath) = wall.split_once("<p class=\"cards__won\">").unwrap();
    assert!(beneath.split("</p>").next().unwrap().ends_with("市级</span> 十佳标兵"), "{beneath}");
    assert!(!hall.page("levels/guo-jia-ji.html").contains("cards__won"), "the card says it already");
}

#[test]
fn the_highest_honors_hang_as_plaques_with_who_won_them() {
    let hall = decorated();
    let wall = hall.page("honors/index.html");
    let (_, plaque) = wall.split_once("class=\"plaque\"").unwrap();
    let plaque = plaque.split("</a>").next().unwrap();
    for shown in ["优秀案例", "市审计局", "seals/cheng-shen-wei-gong.svg"] {
        assert!(plaque.contains(shown), "{plaque}");
    }
}

#[test]
fn the_tiles_on_the_page_of_a_unit_do_not_repeat_its_name() {
    let hall = decorated();
    assert!(hall.page("brands/index.html").contains("<span class=\"tile__unit\">市审计局</span>"));
    assert!(!hall.page("units/shi-shen-ji-ju.html").contains("tile__unit"));
}

#[test]
fn the_index_of_cases_names_their_unit_and_year() {
    let hall = decorated();
    let index = hall.page("az/c.html");
    assert!(index.contains("<span class=\"meta\">市审计局&nbsp;/ 2024</span>"), "{index}");
}

#[test]
fn the_newest_cases_hang_first_whatever_their_files_are_called() {
    // By name one stays where it is, two change places, and three go round.
    let years = [("a", 2024), ("b", 2022), ("c", 2023), ("d", 2020), ("e", 2019), ("f", 2021)];
    let file = |(name, year): (&str, u16)| {
        (format!("content/cases/{name}.md"), case(name, "---\n").replace("2024", &year.to_string()))
    };
    let hall = hall(years.map(file)).sound();
    let records: Vec<serde_json::Value> = serde_json::from_slice(&hall.pages["data/cases.json"]).unwrap();
    let titles: Vec<&str> = records.iter().filter_map(|record| record["title"].as_str()).collect();
    assert_eq!(titles, ["a", "c", "b", "f", "d", "e"]);
    let years: Vec<u64> = records.iter().filter_map(|record| record["year"].as_u64()).collect();
    assert_eq!(years, [2024, 2023, 2022, 2021, 2020, 2019]);
}
