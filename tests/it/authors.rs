//! The mistakes that our authors make: each has its own message at its own place, or is read as it was meant.

use crate::support::{Asked, SVG, case, case_with_body, check_report, files, folder, hall, hall_as, png};
use zhanguan::diag::Lang;

const A: &str = "content/cases/a.md";

#[test]
fn a_full_width_colon_is_reported_at_the_colon_and_what_follows_is_read() {
    check_report(
        [(A, "---\n标题：把支部建在审计组上\nunit: 市审计局\nyear: 2024\n---\n")],
        "content/cases/a.md:2:3 错误[full-width-colon] 字段“标题”后面是全角冒号“：”",
    );
}

#[test]
fn faults_behind_a_full_width_colon_are_reported_at_their_places() {
    let hall = hall([(A, "---\ntitle：  茶\nunit： 市审计局\nyear：204\nsumary: 一句话\n---\n")]);
    assert_eq!(
        hall.headlines(),
        [
            "content/cases/a.md:2:6 错误[full-width-colon] 字段“title”后面是全角冒号“：”",
            "content/cases/a.md:3:5 错误[full-width-colon] 字段“unit”后面是全角冒号“：”",
            "content/cases/a.md:4:5 错误[full-width-colon] 字段“year”后面是全角冒号“：”",
            "content/cases/a.md:4:6 错误[not-a-year] “204”不是年份",
            "content/cases/a.md:5:1 错误[unknown-key] 不认识的字段“sumary”",
        ]
    );
}

#[test]
fn front_matter_without_any_ascii_colon_is_understood() {
    let hall = hall([(A, "---\n标题：茶\n单位：市审计局\n年份：二〇二四\n---\n正文。\n")]);
    assert_eq!(hall.codes(), ["full-width-colon"; 3]);
    assert!(hall.page("cases/a.html").contains(">茶</h1>"));
}

#[test]
fn front_matter_that_is_never_closed_is_reported_at_its_beginning() {
    check_report(
        [(A, "---\ntitle: 茶\nunit: 市审计局\nyear: 2024\n\n审计组走到哪里，支部就建到哪里。\n")],
        "content/cases/a.md:1:1 错误[front-matter-not-closed] 开头的字段部分没有用 --- 结束",
    );
}

#[test]
fn front_matter_closed_with_dashes_of_another_kind_is_reported_at_the_dashes() {
    for dashes in ["——", "－－－", "----", "— —".trim_end_matches(" —"), "–––"] {
        check_report(
            [(A, format!("---\ntitle: 茶\nunit: 市审计局\nyear: 2024\n{dashes}\n\n正文。\n"))],
            "content/cases/a.md:5:1 错误[front-matter-not-closed] 开头的字段部分没有用 --- 结束",
        );
    }
}

#[test]
fn faults_in_front_matter_that_is_fenced_oddly_are_reported_at_their_places() {
    let hall = hall([(A, "\n——\ntitle: 茶\nunit: 市审计局\nyear: 204\n---\n")]);
    assert_eq!(hall.headlines(), ["content/cases/a.md:5:7 错误[not-a-year] “204”不是年份"]);
}

#[test]
fn a_tab_before_a_key_is_reported_at_the_tab() {
    check_report(
        [(
            A,
            "---\ntitle: 茶\nunit: 市审计局\nyear: 2024\nhonors:\n  - name: 五星级党支部\n\t  level: 市级\n---\n",
        )],
        "content/cases/a.md:7:1 错误[tab-in-yaml] 字段前用了制表符或全角空格",
    );
}

#[test]
fn a_full_width_space_before_a_key_is_reported_at_the_space() {
    check_report(
        [(A, "---\ntitle: 茶\nunit: 市审计局\nyear: 2024\nhonors:\n　- 五星级党支部\n---\n")],
        "content/cases/a.md:6:1 错误[tab-in-yaml] 字段前用了制表符或全角空格",
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_not_matter() {
    let text = case("茶", "---\n第一行\n第二行\n");
    let hall = hall([(A, format!("\u{feff}{}", text.replace('\n', "\r\n")))]).sound();
    assert!(hall.page("cases/a.html").contains("第一行第二行"));
}

#[test]
fn places_in_a_file_with_windows_line_ends_are_those_an_editor_shows() {
    check_report(
        [(A, format!("\u{feff}{}", case("茶", "sumary: 一句\n---\n").replace('\n', "\r\n")))],
        "content/cases/a.md:5:1 错误[unknown-key] 不认识的字段“sumary”",
    );
}

/// `标题: 审计` and so on, as GBK writes them.
const GBK: &[u8] = b"---\n\xb1\xea\xcc\xe2: \xc9\xf3\xbc\xc6\n\xb5\xa5\xce\xbb: \xca\xd0\xc9\xf3\xbc\xc6\xbe\xd6\n---\n\xc9\xf3\xbc\xc6\n";

#[test]
fn a_gbk_file_is_reported_once_with_the_way_to_save_it() {
    let hall = hall([(A, GBK)]);
    assert_eq!(
        hall.headlines(),
        ["content/cases/a.md:1:1 错误[not-utf8] 文件不是 UTF-8 编码（看起来是 GBK）"]
    );
    assert!(hall.report(Lang::Zh).contains("“另存为”，编码选 UTF-8"));
}

#[test]
fn a_utf_16_file_is_reported_once() {
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(case("茶", "---\n").encode_utf16().flat_map(u16::to_le_bytes));
    check_report(
        [(A, bytes)],
        "content/cases/a.md:1:1 错误[not-utf8] 文件不是 UTF-8 编码（看起来是 UTF-16）",
    );
}

#[test]
fn years_are_read_as_editors_write_them() {
    for year in ["2024", "\"2024\"", "'2024'", "2024年", "二〇二四", "二零二四年", "２０２４", "2024年度"]
    {
        let text = format!("---\ntitle: 茶\nunit: 市审计局\nyear: {year}\n---\n");
        let hall = hall([(A, text)]).sound();
        assert!(hall.pages.contains_key("years/2024.html"), "{year}");
    }
}

#[test]
fn what_is_no_year_is_reported_at_its_value() {
    for year in ["204", "20244", "去年", "24年"] {
        check_report(
            [(A, format!("---\ntitle: 茶\nunit: 市审计局\nyear: {year}\n---\n"))],
            &format!("content/cases/a.md:4:7 错误[not-a-year] “{year}”不是年份"),
        );
    }
}

#[test]
fn a_case_without_a_year_has_that_of_its_date() {
    let hall = hall([(A, "---\ntitle: 茶\nunit: 市审计局\ndate: 2023年5月4日\n---\n")]).sound();
    assert!(hall.pages.contains_key("years/2023.html"));
}

#[test]
fn an_unknown_key_names_the_nearest_known_one_in_either_language() {
    for (written, meant) in [("sumary", "summary"), ("titel", "title"), ("摘耍", "摘要"), ("Unit", "unit")]
    {
        let hall = hall([(A, case("茶", &format!("{written}: 一句话\n---\n")))]);
        assert_eq!(
            hall.headlines(),
            [format!("content/cases/a.md:5:1 错误[unknown-key] 不认识的字段“{written}”")]
        );
        assert!(hall.report(Lang::Zh).contains(&format!("是不是“{meant}”？")), "{}", hall.report(Lang::Zh));
    }
}

#[test]
fn an_unknown_key_of_an_honor_is_reported_at_the_key() {
    check_report(
        [(A, case("茶", "honors:\n  - 示范党支部\n  - {name: 五星级党支部, isuer: 市直机关工委}\n---\n"))],
        "content/cases/a.md:7:20 错误[unknown-key] 不认识的字段“isuer”",
    );
}

#[test]
fn a_repeated_key_is_reported_at_each_repeat() {
    let hall = hall([(A, case("茶", "title: 水\n标题: 酒\ntitle: 酱\n---\n"))]);
    assert_eq!(
        hall.headlines(),
        [
            "content/cases/a.md:5:1 错误[repeated-key] 字段“title”写了两次",
            "content/cases/a.md:6:1 错误[repeated-key] “标题”和“title”是同一个字段，写了两次",
            "content/cases/a.md:7:1 错误[repeated-key] 字段“title”写了两次",
        ]
    );
}

#[test]
fn a_unit_one_slip_away_from_a_known_one_is_a_warning_naming_it() {
    for slip in ["市审记局机关党委", "市审计机关党委", "市审计局局机关党委", "市审局计机关党委"]
    {
        let known = |title: &str| format!("---\ntitle: {title}\nunit: 市审计局机关党委\nyear: 2024\n---\n");
        let slipped = format!("---\ntitle: 第三篇\nunit: {slip}\nyear: 2024\n---\n");
        check_report(
            [
                ("content/cases/1.md", known("第一篇")),
                ("content/cases/2.md", known("第二篇")),
                ("content/cases/3.md", slipped),
            ],
            &format!("content/cases/3.md:3:7 提醒[similar-name] “{slip}”与已有的“市审计局机关党委”只差一点"),
        );
    }
}

#[test]
fn a_brand_one_slip_away_from_a_known_one_is_a_warning_naming_it() {
    check_report(
        [
            ("content/cases/1.md", case("第一篇", "brand: 诚审惟公\n---\n")),
            ("content/cases/2.md", case("第二篇", "brand: 诚审唯公\n---\n")),
            ("content/brands/诚审惟公.md", "---\nname: 诚审惟公\n---\n".to_owned()),
        ],
        "content/cases/2.md:5:8 提醒[similar-name] “诚审唯公”与已有的“诚审惟公”只差一点",
    );
}

#[test]
fn units_that_differ_in_a_character_of_another_sound_are_two_units() {
    hall([
        ("content/cases/1.md", "---\ntitle: 甲\nunit: 市审计局\nyear: 2024\n---\n"),
        ("content/cases/2.md", "---\ntitle: 乙\nunit: 市统计局\nyear: 2024\n---\n"),
        ("content/cases/3.md", "---\ntitle: 丙\nunit: 机关第一党支部\nyear: 2024\n---\n"),
        ("content/cases/4.md", "---\ntitle: 丁\nunit: 机关第二党支部\nyear: 2024\n---\n"),
    ])
    .sound();
}

#[test]
fn a_unit_outside_a_closed_list_is_an_error_naming_the_nearest() {
    let list = |closed: &str| {
        hall([
            ("content/site.yaml", format!("title: 机关品牌馆\nclosed: {closed}\n")),
            ("content/units/市审计局.md", "---\nname: 市审计局\n---\n".to_owned()),
            ("content/brands/诚审惟公.md", "---\nname: 诚审惟公\n---\n".to_owned()),
            (A, "---\ntitle: 茶\nunit: 市审记局\nbrand: 泉先锋\nyear: 2024\n---\n".to_owned()),
        ])
    };
    let units = list("[units]");
    assert_eq!(
        units.headlines(),
        ["content/cases/a.md:3:7 错误[unlisted-name] content/units/ 中没有“市审记局”，而本站的名单是封闭的"]
    );
    assert!(units.report(Lang::Zh).contains("改为“市审计局”"));
    let both = list("[单位, 品牌]");
    assert_eq!(both.codes(), ["unlisted-name", "unlisted-name"]);
}

#[test]
fn an_alias_makes_two_spellings_one_unit() {
    let hall = hall([
        (
            "content/units/市审计局.md",
            "---\nname: 市审计局\naliases: [市审计局机关党委, 审计局]\nshort: 市局\n---\n",
        ),
        ("content/cases/1.md", "---\ntitle: 甲\nunit: 市审计局\nyear: 2024\n---\n"),
        ("content/cases/2.md", "---\ntitle: 乙\nunit: 市审计局机关党委\nyear: 2024\n---\n"),
        ("content/cases/3.md", "---\ntitle: 丙\nunit: [ 审计局 , 市 局, 市审计局]\nyear: 2024\n---\n"),
    ])
    .sound();
    let units: Vec<&String> = hall.pages.keys().filter(|path| path.starts_with("units/")).collect();
    assert_eq!(units, ["units/index.html", "units/shi-shen-ji-ju.html"]);
    let page = hall.page("units/shi-shen-ji-ju.html");
    assert!(["甲", "乙", "丙"].iter().all(|title| page.contains(&format!(">{title}</a>"))), "{page}");
}

#[test]
fn full_width_letters_spaces_and_cases_do_not_part_a_name() {
    let hall = hall([
        ("content/cases/1.md", "---\ntitle: 甲\nunit: E家服务队\nyear: 2024\n---\n"),
        ("content/cases/2.md", "---\ntitle: 乙\nunit: ｅ家　服务队\nyear: 2024\n---\n"),
    ])
    .sound();
    assert_eq!(hall.pages.keys().filter(|path| path.starts_with("units/")).count(), 2);
}

#[test]
fn a_level_outside_the_sites_list_is_reported_at_its_value_with_the_list() {
    let hall = hall([
        ("content/site.yaml", "title: 机关品牌馆\nlevels: [全国, 全省, 全市]\n".to_owned()),
        (A, case("茶", "honors:\n  - name: 优秀品牌\n    level: 省级\n---\n")),
    ]);
    assert_eq!(hall.headlines(), ["content/cases/a.md:7:12 错误[unknown-level] 没有荣誉级别“省级”"]);
    assert!(hall.report(Lang::Zh).contains("可用的级别：全国 全省 全市"));
}

#[test]
fn two_cases_with_one_page_name_are_reported_with_both_files() {
    check_report(
        [
            ("content/cases/诚审惟公.md", case("甲", "---\n")),
            ("content/cases/b.md", case("乙", "slug: cheng-shen-wei-gong\n---\n")),
        ],
        "content/cases/诚审惟公.md:1:1 错误[same-slug] 与 content/cases/b.md 的网页名相同：cheng-shen-wei-gong",
    );
}

#[test]
fn files_that_differ_in_case_only_are_reported() {
    let hall = hall([
        ("content/cases/Foo.md", case("甲", "slug: jia\n---\n")),
        ("content/cases/foo.md", case("乙", "slug: yi\n---\n")),
    ]);
    assert_eq!(
        hall.headlines(),
        [
            "content/cases/foo.md:1:1 错误[twin-names] 与 content/cases/Foo.md 只差大小写或字符写法，在 Windows、macOS 上会互相覆盖",
        ]
    );
}

#[test]
fn files_whose_names_are_composed_differently_are_reported() {
    let hall = hall([
        ("content/cases/cafe\u{301}.md", case("甲", "slug: jia\n---\n")),
        ("content/cases/caf\u{e9}.md", case("乙", "slug: yi\n---\n")),
    ]);
    assert_eq!(hall.codes(), ["twin-names"]);
}

#[test]
fn a_missing_picture_is_reported_at_the_picture_and_the_nearest_file_named() {
    let hall = hall([
        ("content/cases/茶/index.md", case("茶", "---\n会场：![会场](会厂.svg)\n").into_bytes()),
        ("content/cases/茶/会场.svg", SVG.into()),
    ]);
    assert_eq!(hall.headlines(), ["content/cases/茶/index.md:6:4 错误[file-missing] 找不到文件 会厂.svg"]);
    assert!(hall.report(Lang::Zh).contains("是不是 会场.svg？"));
}

#[test]
fn a_picture_whose_name_differs_in_case_is_reported_with_its_real_name() {
    check_report(
        [
            ("content/cases/茶/index.md", case("茶", "---\n![会场](Photos/HALL.svg)\n")),
            ("content/cases/茶/photos/hall.svg", SVG.to_owned()),
        ],
        "content/cases/茶/index.md:6:1 错误[file-wrong-case] 文件名大小写不符：写的是 Photos/HALL.svg，实际是 photos/hall.svg",
    );
}

#[test]
fn an_apple_photograph_named_jpg_is_reported_as_what_it_is() {
    check_report(
        [
            ("content/cases/茶/index.md", case("茶", "cover: 合影.jpg\n---\n").into_bytes()),
            ("content/cases/茶/合影.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec()),
        ],
        "content/cases/茶/index.md:5:8 错误[picture-wrong-format] 合影.jpg 的内容其实是 HEIC，与扩展名不符",
    );
}

#[test]
fn a_picture_of_ten_thousand_million_pixels_is_refused_by_its_header() {
    check_report(
        [
            ("content/cases/茶/index.md", case("茶", "cover: 全景.png\n---\n").into_bytes()),
            ("content/cases/茶/全景.png", png(100_000, 100_000)),
        ],
        "content/cases/茶/index.md:5:8 错误[picture-too-large] 图片 全景.png 有 100000×100000 像素，超过上限一亿像素",
    );
}

#[test]
fn a_link_to_a_case_that_is_gone_is_reported_at_the_link() {
    check_report(
        [(A, case_with_body("\n另见[泉先锋](泉先锋.md)，[网站](https://example.org)。\n"))],
        "content/cases/a.md:7:3 错误[broken-link] 链接指向的文件不存在：泉先锋.md",
    );
}

#[test]
fn a_link_to_a_case_in_another_folder_is_told_the_way() {
    let hall = hall([
        (A, case_with_body("\n另见[泉先锋](泉先锋.md)。\n")),
        ("content/cases/济南/泉先锋.md", case("泉先锋", "---\n")),
    ]);
    assert_eq!(hall.codes(), ["broken-link"]);
    assert!(hall.report(Lang::Zh).contains("是不是 济南/泉先锋.md？"), "{}", hall.report(Lang::Zh));
}

#[test]
fn a_link_to_a_heading_that_is_not_there_is_reported_with_the_nearest() {
    let hall = hall([
        (A, case_with_body("\n见[做法](泉先锋.md#主要做发)和[成效](#成效)。\n\n## 成效\n")),
        ("content/cases/泉先锋.md", case("泉先锋", "---\n## 主要做法\n")),
    ]);
    assert_eq!(hall.headlines(), ["content/cases/a.md:7:2 错误[broken-anchor] 目标页面没有标题“主要做发”"]);
    assert!(hall.report(Lang::Zh).contains("是不是 #主要做法？"));
}

#[test]
fn a_link_to_a_draft_is_a_warning_and_shown_as_text() {
    let hall = hall([
        (A, case_with_body("另见[泉先锋](泉先锋.md)。\n")),
        ("content/cases/泉先锋.md", case("泉先锋", "draft: true\n---\n")),
    ]);
    assert_eq!(hall.codes(), ["link-to-left-out"]);
    assert!(hall.page("cases/a.html").contains("<p>另见泉先锋。</p>"));
}

#[test]
fn an_empty_title_and_one_of_spaces_are_missing() {
    for (title, column) in [("", 6), ("\"\"", 8), ("\"  　 \"", 8), ("~", 8)] {
        check_report(
            [(A, format!("---\nunit: 市审计局\nyear: 2024\ntitle: {title}\n---\n").replace(": \n", ":\n"))],
            &format!("content/cases/a.md:4:{column} 错误[missing-field] 缺少“title”（标题）"),
        );
    }
}

#[test]
fn a_title_of_three_hundred_characters_is_a_warning_and_all_of_it_is_shown() {
    let title = "把支部建在审计组上".repeat(34).chars().take(300).collect::<String>();
    let hall = hall([(A, case(&title, "---\n"))]);
    assert_eq!(
        hall.headlines(),
        ["content/cases/a.md:2:8 提醒[title-too-long] 标题有 300 字，超过 80 字在墙上显示不全"]
    );
    assert!(hall.page("cases/a.html").contains(&format!("<h1 class=\"title--small\">{title}</h1>")));
}

#[test]
fn a_date_without_time_zone_is_shanghais() {
    // In Shanghai the second of June begins at 16:00 UTC on the first.
    let shown_at = |now: &'static str, more: &str| {
        let files = files([(A, case("茶", more))]);
        hall_as(Asked { now, ..Asked::default() }, files).sound().left_out
    };
    let date = "date: 2025-06-02\n---\n";
    assert_eq!(shown_at("2025-06-01T15:59:59Z", date), ["content/cases/a.md 2025-06-02"]);
    assert_eq!(shown_at("2025-06-01T16:00:00Z", date), [""; 0]);
    let moment = "date: 2025-06-01T20:00:00Z\n---\n";
    assert_eq!(shown_at("2025-06-01T15:59:59Z", moment), ["content/cases/a.md 2025-06-02"]);
    assert_eq!(shown_at("2025-06-01T16:00:00Z", moment), [""; 0]);
}

#[test]
fn the_sites_time_zone_decides_which_day_it_is() {
    let shown_in = |zone: &str| {
        let site = format!("time_zone: {zone}\n");
        let asked = Asked { now: "2025-06-01T16:30:00Z", ..Asked::default() };
        let files = files([("content/site.yaml", site), (A, case("茶", "date: 2025-06-02\n---\n"))]);
        hall_as(asked, files).sound().left_out.is_empty()
    };
    assert!(shown_in("Asia/Shanghai"));
    assert!(!shown_in("UTC"));
}

#[test]
fn drafts_are_left_out_with_their_reason_and_shown_when_asked_for() {
    let list = || files([(A, case("茶", "draft: 是\n---\n")), ("content/cases/b.md", case("水", "---\n"))]);
    let without = hall_as(Asked::default(), list()).sound();
    assert_eq!(without.left_out, ["content/cases/a.md draft"]);
    assert!(!without.pages.contains_key("cases/a.html"));
    let with = hall_as(Asked { drafts: true, ..Asked::default() }, list()).sound();
    assert!(with.left_out.is_empty());
    assert!(with.pages.contains_key("cases/a.html"));
}

#[test]
fn bold_next_to_chinese_punctuation_is_bold() {
    for (written, shown) in [
        ("**重点：**内容", "<strong>重点：</strong>内容"),
        ("开展**“三会一课”**活动", "开展<strong>“三会一课”</strong>活动"),
        ("**《实施办法》**印发后", "<strong>《实施办法》</strong>印发后"),
        ("获评*“五星级党支部”*称号", "获评<em>“五星级党支部”</em>称号"),
        ("坚持**一、**二、**三。**四", "坚持<strong>一、</strong>二、<strong>三。</strong>四"),
        ("**（一）**做法，**（二）**成效", "<strong>（一）</strong>做法，<strong>（二）</strong>成效"),
        ("达到**90%**以上", "达到<strong>90%</strong>以上"),
        ("`**重点：**内容`和**重点：**内容", "<code>**重点：**内容</code>和<strong>重点：</strong>内容"),
    ] {
        let hall = hall([(A, case_with_body(&format!("{written}\n")))]).sound();
        assert!(
            hall.page("cases/a.html").contains(&format!("<p>{shown}</p>")),
            "{written}\n{}",
            hall.page("cases/a.html")
        );
    }
}

#[test]
fn control_characters_are_taken_out_everywhere_and_reported_once_a_file() {
    let hall = hall([(A, case("把支部\u{b}建在\u{200b}审计组上", "---\n审计组\u{1}走到\u{202e}哪里。\n"))]);
    assert_eq!(
        hall.headlines(),
        [
            "content/cases/a.md:2:11 提醒[control-characters] 有看不见的控制字符，已略去（多半是从 Word 粘贴来的）",
        ]
    );
    let page = hall.page("cases/a.html");
    assert!(
        page.contains("><span>把支部建</span><span>在审计组上</span></span></h1>")
            && page.contains("<p>审计组走到哪里。</p>")
    );
    let stray =
        |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{200b}' | '\u{202e}');
    assert!(
        hall.pages
            .values()
            .filter_map(|page| std::str::from_utf8(page).ok())
            .all(|page| !page.contains(stray))
    );
}

#[test]
fn file_names_may_hold_marks_that_mean_something_in_addresses() {
    for name in [
        "第1#车间",
        "为什么？?",
        "百分之100%",
        "100%25",
        "A&B",
        "“四个一”'纪律'\"教育\"",
        "党旗🚩飘扬",
        "a;b=c+d,e",
        "空 格　里",
    ] {
        let file = format!("content/cases/{name}.md");
        let hall = hall([(file, case("茶", "---\n正文。\n"))]).sound();
        hall.only_case();
        assert!(
            hall.pages.keys().all(|path| path.is_ascii() && !path.contains(['#', '?', '%', '&', '"', ' ']))
        );
    }
}

#[test]
fn pictures_may_have_names_that_mean_something_in_addresses() {
    for (name, written) in [
        ("会场 全景.svg", "<会场 全景.svg>"),
        ("会场 全景.svg", "会场%20全景.svg"),
        ("第1#会场.svg", "第1#会场.svg"),
        ("完成100%.svg", "完成100%.svg"),
        ("甲&乙.svg", "甲&乙.svg"),
        ("“合影”🚩.svg", "“合影”🚩.svg"),
        ("(1).svg", "(1).svg"),
    ] {
        let hall = hall([
            ("content/cases/茶/index.md".to_owned(), case("茶", &format!("---\n![会场]({written})\n"))),
            (format!("content/cases/茶/{name}"), SVG.to_owned()),
        ])
        .sound();
        assert!(hall.only_case().contains("<img src=\"../media/"), "{name}");
    }
}

#[test]
fn a_file_name_of_255_bytes_is_published_under_a_short_one() {
    let name = format!("{}.md", "审".repeat(84));
    assert_eq!(name.len(), 255);
    let folder = folder([(format!("content/cases/{name}"), case("茶", "---\n"))]);
    folder.run(["build"]).ends_with(0);
    let pages = folder.files("public");
    assert!(pages.keys().all(|path| path.len() <= 100), "{:?}", pages.keys());
}

#[test]
fn cases_that_name_a_unit_whose_file_is_broken_stay_silent() {
    let hall = hall([
        ("content/site.yaml", "closed: [units]\n".to_owned()),
        ("content/units/市审计局.md", "---\nname: [市审计局\n---\n".to_owned()),
        ("content/cases/1.md", case("甲", "---\n")),
        ("content/cases/2.md", case("乙", "---\n")),
    ]);
    assert_eq!(hall.codes(), ["yaml-syntax"], "{}", hall.report(Lang::Zh));
}

#[test]
fn one_run_shows_the_faults_of_every_file_in_order() {
    let hall = hall([
        ("content/cases/2.md", "---\ntitle: 乙\nyear: 204\n---\n[无](无.md)\n"),
        ("content/cases/1.md", "没有字段。\n"),
        ("content/units/甲.md", "---\nname: 甲\nalias: 乙\n---\n"),
        ("content/site.yaml", "titel: 馆\n"),
    ]);
    assert_eq!(
        hall.codes(),
        ["no-front-matter", "missing-field", "not-a-year", "broken-link", "unknown-key", "unknown-key"]
    );
}

#[test]
fn a_report_reads_place_fault_source_line_and_remedy() {
    let hall = hall([(
        A,
        "---\ntitle: 茶\nunit: 市审计局\nyear: 2024\nhonors:\n  - name: 优秀品牌\n    level: 地市级\n---\n",
    )]);
    assert_eq!(
        hall.report(Lang::Zh),
        "content/cases/a.md:7:12 错误[unknown-level] 没有荣誉级别“地市级”\n  7 |     level: 地市级\n    |            ^^^^^^\n  建议：可用的级别：国家级 省级 市级 区县级 单位级（在 content/site.yaml 的 levels 中设定）\n"
    );
}

#[test]
fn what_yaml_stumbles_over_is_told_in_the_authors_words_at_its_place() {
    for (front, place_and_words) in [
        ("title:茶\nunit: 局\n", "2:6 错误[yaml-syntax] 这里读不下去了：冒号后面缺一个空格"),
        ("title: 茶\nunit 市审计局\nyear: 2024\n", "3:1 错误[yaml-syntax] 这里读不下去了：这一行缺少冒号"),
        (
            "title: 茶\ntags: [审计, 党建\nyear: 2024\n",
            "3:7 错误[yaml-syntax] 这里读不下去了：方括号 [ 没有配上 ]",
        ),
        ("title: 茶\nhonors: {name: 甲\n", "3:9 错误[yaml-syntax] 这里读不下去了：花括号 { 没有配上 }"),
        ("title: '茶\nyear: 2024\n", "2:8 错误[yaml-syntax] 这里读不下去了：引号没有成对"),
        (
            "title: @茶\nyear: 2024\n",
            "2:8 错误[value-needs-quotes] “title”的值含有冒号加空格、行首特殊符号或未成对的引号，无法读取",
        ),
    ] {
        check_report(
            [(A, format!("---\n{front}---\n正文。\n"))],
            &format!("content/cases/a.md:{place_and_words}"),
        );
    }
}

#[test]
fn front_matter_that_holds_nothing_lacks_every_needed_field() {
    for front in ["", "# 待填\n", "~\n"] {
        let hall = hall([(A, format!("---\n{front}---\n正文。\n"))]);
        assert_eq!(hall.codes(), ["missing-field"; 3], "{front}");
    }
}

#[test]
fn front_matter_that_is_a_list_or_a_sentence_is_one_fault() {
    for front in ["- 茶\n- 水\n", "审计组走到哪里，支部就建到哪里。\n"] {
        check_report(
            [(A, format!("---\n{front}---\n正文。\n"))],
            "content/cases/a.md:2:1 错误[not-a-mapping] 这里应是若干“字段: 值”",
        );
    }
}

#[test]
fn a_file_of_three_hyphens_is_front_matter_that_never_ends() {
    for text in ["---", "---\n", "\n\n---"] {
        let hall = hall([(A, text)]);
        let line = text.len() - text.trim_start().len() + 1;
        assert!(hall.headlines().contains(&format!(
            "content/cases/a.md:{line}:1 错误[front-matter-not-closed] 开头的字段部分没有用 --- 结束"
        )));
    }
}

#[test]
fn decimal_numbers_stay_as_they_are_written() {
    let hall = hall([(A, case("1.10", "tags: [2.0, 007, 1e3]\n---\n"))]).sound();
    let page = hall.page("cases/a.html");
    for text in [">1.10</h1>", ">2.0<", ">1e3<"] {
        assert!(page.contains(text), "{text}: {page}");
    }
}
