//! What is drawn at build time: seals, covers, charts, codes.

use crate::support::{case, folder, hall};
use scraper::{ElementRef, Html, Selector};

#[test]
fn a_case_without_picture_wears_its_brands_seal_its_year_and_its_highest_level() {
    let honors = "honors: [{name: 市级标兵, level: 市级}, {name: 优秀案例, level: 省级}]\n---\n";
    let hall = hall([
        ("content/cases/a.md", case("有品牌", &format!("brand: 诚审惟公\n{honors}"))),
        ("content/cases/b.md", case("无品牌", "---\n")),
    ])
    .sound();
    let wall = hall.page("cases/index.html");
    let covers: Vec<&str> =
        wall.split("<div class=\"cover ").skip(1).map(|rest| rest.split("</div>").next().unwrap()).collect();
    let [without, with_brand] = covers[..] else { panic!("{covers:?}") };
    assert!(with_brand.contains("src=\"../seals/cheng-shen-wei-gong.svg\""), "{with_brand}");
    assert!(with_brand.contains(">2024<") && with_brand.contains(">省级<"), "{with_brand}");
    assert!(without.contains(">无品牌</span>") && without.contains(">2024<"), "{without}");
    assert!(!without.contains("<img"), "{without}");
    let seal = hall.page("seals/cheng-shen-wei-gong.svg");
    assert!(["诚", "审", "惟", "公"].iter().all(|character| seal.contains(character)), "{seal}");
}

#[test]
fn a_title_that_fits_no_slip_leaves_it_to_the_year() {
    let hall = hall([
        ("content/cases/a.md", case("把党支部建到每一个审计项目现场", "---\n")),
        ("content/cases/b.md", case("Tea and cups", "---\n")),
        ("content/cases/c.md", case("机关青年企业行", "---\n")),
    ])
    .sound();
    let wall = hall.page("cases/index.html");
    assert_eq!(wall.matches(">二〇二四</span>").count(), 2, "{wall}");
    assert!(wall.contains(">机关青年<br>企业行</span>"), "{wall}");
}

#[test]
fn a_brand_may_say_what_its_seal_says() {
    let brand = |seal: &str| ("content/brands/诚审惟公.md", format!("---\nseal: {seal}\n---\n"));
    let of_case = ("content/cases/a.md", case("茶", "brand: 诚审惟公\n---\n"));
    let site = folder([brand("惟公"), of_case]);
    let seal = || {
        site.run(["build"]).ends_with(0);
        String::from_utf8(site.files("public")["seals/cheng-shen-wei-gong.svg"].clone()).unwrap()
    };
    let before = seal();
    assert!(before.contains('惟') && before.contains('公') && !before.contains('诚'), "{before}");
    let (path, changed) = brand("诚审");
    site.write(path, changed.as_bytes());
    assert!(seal().contains('诚'), "an edit of the key cuts the seal anew");
}

/// Label, counts and total of every row of the `number`th table, as text.
fn table(page: &Html, number: usize) -> Vec<Vec<String>> {
    let (tables, rows, cells) = (selector("section.chart"), selector("tbody tr"), selector("th, td"));
    let chart = page.select(&tables).nth(number).unwrap();
    let cells = |row: ElementRef<'_>| row.select(&cells).map(|cell| cell.text().collect()).collect();
    chart.select(&rows).map(cells).collect()
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

#[test]
fn the_figures_of_every_chart_are_those_of_its_table_and_of_the_hall() {
    let honor = |level: &str, year: &str| format!("{{name: 优秀案例, level: {level}{year}}}");
    let hall = hall([
        (
            "content/cases/甲.md",
            case(
                "甲",
                &format!(
                    "brand: 泉先锋\nhonors: [{}, {}]\n---\n",
                    honor("省级", ", year: 2024"),
                    honor("市级", ", year: 2024")
                ),
            ),
        ),
        (
            "content/cases/乙.md",
            case("乙", &format!("brand: 诚审惟公\nhonors: [{}]\n---\n", honor("市级", ", year: 2021"))),
        ),
        (
            "content/cases/丙.md",
            case("丙", &format!("honors: [{}]\n---\n", honor("省级", ""))).replace("2024", "2023"),
        ),
    ])
    .sound();
    let page = Html::parse_document(hall.page("statistics/index.html"));
    let rows = |number| table(&page, number).into_iter().map(|row| row.join(" ")).collect::<Vec<_>>();
    assert_eq!(rows(0), ["2023 1", "2024 2"]);
    assert_eq!(rows(1), ["2021 0 1 1", "2024 1 1 2", "年份未注明 1 0 1"]);
    assert_eq!(rows(2), ["市审计局 2"]);
    let keys: Vec<String> =
        page.select(&selector(".chart__key li")).map(|key| key.text().collect()).collect();
    assert_eq!(keys, ["省级", "市级"]);
    let apart: Vec<String> =
        page.select(&selector(".chart__apart")).map(|words| words.text().collect()).collect();
    assert_eq!(apart, ["另有 1 项次没有注明年份，不在图中。"]);
    let bars: Vec<ElementRef<'_>> = page.select(&selector("section.chart svg a")).collect();
    let drawn: Vec<String> = bars.iter().map(|link| link.text().collect()).collect();
    assert_eq!(
        drawn,
        ["2023 1", "2024 2", "2024 2", "市审计局 2"],
        "2021 has no page, for no case is of that year"
    );
    let links: Vec<&str> = bars.iter().filter_map(|link| link.attr("href")).collect();
    assert_eq!(links[0], "../years/2023.html");
    assert!(links.iter().all(|link| hall.pages.contains_key(link.trim_start_matches("../"))), "{links:?}");
}

/// The dark modules of a QR code drawn as runs, read by a reader of another hand.
fn read_code(page: &Html) -> String {
    let svg = page.select(&selector("svg.code")).next().unwrap();
    let side: usize = svg.attr("viewBox").unwrap().split(' ').nth(2).unwrap().parse().unwrap();
    let runs = svg.select(&selector("path")).nth(1).unwrap().attr("d").unwrap();
    let mut is_dark = vec![vec![false; side]; side];
    for row in runs.split('M').skip(1) {
        let (start, steps) = row.split_once(".5").unwrap();
        let (x, y) = start.split_once(' ').unwrap();
        let (mut x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        for step in steps.split_inclusive(['h', 'm']).collect::<Vec<_>>().windows(2) {
            let length: usize = step[1].split([' ', 'h', 'm']).next().unwrap().parse().unwrap();
            is_dark[y][x..x + length].fill(step[0].ends_with('h'));
            x += length;
        }
    }
    let pixel = |x: usize, y: usize| if is_dark[y / 4][x / 4] { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side * 4, side * 4, pixel);
    picture.detect_grids()[0].decode().unwrap().1
}

#[test]
fn the_codes_of_a_panel_and_of_its_case_lead_to_the_page_it_is_about() {
    let files = [
        ("content/site.yaml", "title: 馆\nbase_url: https://hall.example.org/a/\npanels: true\n".to_owned()),
        ("content/cases/夜学.md", case("夜学", "---\n")),
        ("content/exhibitions/夜学.md", "---\ntitle: 夜学展\ncases: [夜学]\n---\n".to_owned()),
    ];
    let hall = hall(files).sound();
    for (panel, about) in
        [("panels/ye-xue.html", "cases/ye-xue.html"), ("panels/ye-xue.e.html", "exhibitions/ye-xue.html")]
    {
        let page = Html::parse_document(hall.page(panel));
        assert_eq!(read_code(&page), format!("https://hall.example.org/a/{about}"));
        assert!(hall.page(about).contains(panel), "{about} leads to its panel");
    }
    let case = Html::parse_document(hall.page("cases/ye-xue.html"));
    assert_eq!(read_code(&case), "https://hall.example.org/a/cases/ye-xue.html");
}

#[test]
fn without_an_address_nothing_has_a_code_and_without_asking_there_is_no_panel() {
    let panels = |settings: &str| {
        hall([("content/site.yaml", settings.to_owned()), ("content/cases/夜学.md", case("夜学", "---\n"))])
            .sound()
            .pages
    };
    for path in ["panels/ye-xue.html", "cases/ye-xue.html"] {
        let page = panels("title: 馆\npanels: true\n").remove(path).unwrap();
        assert!(!String::from_utf8(page).unwrap().contains("class=\"code\""));
    }
    assert!(!panels("title: 馆\n").keys().any(|path| path.starts_with("panels/")));
}

#[test]
fn a_case_tells_search_engines_what_it_is_and_its_words_cannot_end_the_script() {
    let site = "title: 馆\nbase_url: https://hall.example.org/\norganiser: 市直机关工委\n";
    let hall = hall([
        ("content/site.yaml", site.to_owned()),
        ("content/cases/a.md", case("\"</script><b>&茶\"", "honors: [优秀案例]\n---\n")),
    ])
    .sound();
    let page = Html::parse_document(hall.page("cases/a.html"));
    let json: String =
        page.select(&selector("script[type='application/ld+json']")).next().unwrap().text().collect();
    let data: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(data["headline"], "</script><b>&茶");
    assert_eq!(data["author"][0]["name"], "市审计局");
    assert_eq!(data["award"][0], "优秀案例");
    let citation: String = page.select(&selector("cite")).next().unwrap().text().collect();
    assert_eq!(
        citation,
        "市审计局. </script><b>&茶[EB/OL]. 市直机关工委, 2024. https://hall.example.org/cases/a.html."
    );
}

#[test]
fn a_joint_case_of_a_day_is_cited_with_both_units_and_the_day_in_the_language_and_at_the_address_of_its_page()
{
    let files = |settings: &str| {
        let told = case("茶", "---\n")
            .replace("unit: 市审计局", "unit: [市审计局, 市统计局]")
            .replace("year: 2024", "date: 2024-05-01");
        hall([
            ("content/site.yaml", settings.to_owned()),
            ("content/cases/a.md", told),
            ("content/cases/a.en.md", "---\ntitle: Tea\n---\n\nTea is served.\n".to_owned()),
        ])
        .sound()
    };
    let text = |page: &str, place: &str| -> String {
        Html::parse_document(page).select(&selector(place)).next().unwrap().text().collect()
    };
    let site = files("title: 馆\nbase_url: https://hall.example.org/\norganiser: 市直机关工委\n");
    let cited = |path: &str| text(site.page(path), "cite");
    let expected = |title: &str, path: &str| {
        format!(
            "市审计局, 市统计局. {title}[EB/OL]. 市直机关工委, 2024 (2024-05-01). https://hall.example.org/{path}."
        )
    };
    assert_eq!(cited("cases/a.html"), expected("茶", "cases/a.html"));
    assert_eq!(cited("cases/a.en.html"), expected("Tea", "cases/a.en.html"));
    let json = text(site.page("cases/a.html"), "script[type='application/ld+json']");
    let data: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(data["datePublished"], "2024-05-01");
    assert!(site.page("cases/a.html").contains("2024年5月1日"));
    assert!(site.page("cases/a.en.html").contains("1 May 2024"));
    let without = files("title: 馆\n");
    assert_eq!(
        text(without.page("cases/a.html"), "cite"),
        "市审计局, 市统计局. 茶[EB/OL]. 馆, 2024 (2024-05-01)."
    );
}

#[test]
fn years_without_cases_leave_a_gap_in_the_year_line_and_in_the_chart() {
    let told_in = |year: u16| {
        let name = format!("content/cases/{year}.md");
        (name, case("茶", "---\n").replace("2024", &year.to_string()))
    };
    let hall = hall([told_in(2019), told_in(2022), told_in(2023)]).sound();
    let page = Html::parse_document(hall.page("index.html"));
    let line: Vec<String> = page
        .select(&Selector::parse(".year-line > li").unwrap())
        .map(|point| point.text().map(str::trim).collect())
        .collect();
    assert_eq!(line, ["12019", "其间 2 年没有案例", "12022", "12023"]);
    assert_eq!(hall.page("statistics/index.html").matches("chart__gap").count(), 1);
}
