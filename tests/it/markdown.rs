//! Bodies: what authors may write, and that nothing a contributor writes runs in a reader's browser.

use crate::support::{Asked, Hall, SVG, case, case_with_body, files, hall, hall_as};
use scraper::{Html, Selector};

/// The HTML of `body`, whose case has a picture `图.svg` beside it.
fn body_html(body: &str) -> String {
    let hall = hall([
        ("content/cases/a/index.md", case_with_body(body)),
        ("content/cases/a/图.svg", SVG.to_owned()),
        ("content/cases/泉先锋.md", case("泉先锋", "---\n## 主要做法\n")),
        ("content/units/市审计局.md", "---\nname: 市审计局\n---\n".to_owned()),
    ]);
    let page = hall.page("cases/a.html");
    let (_, rest) = page.split_once("<div class=\"prose\">").unwrap();
    let (body, _) = rest.split_once("<p class=\"cite\"").unwrap();
    body.trim().strip_suffix("</div>").unwrap().trim().to_owned()
}

#[track_caller]
fn check(body: &str, html: &str) {
    assert_eq!(body_html(body), html);
}

#[test]
fn a_table_scrolls_has_headed_columns_and_aligns_by_class() {
    check(
        "| 项目 | 数量 | 占比 |\n|:---|---:|:---:|\n| 支部 | 12 | 5% |\n",
        "<div class=\"table-scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">项目</th><th scope=\"col\" class=\"right\">数量</th><th scope=\"col\" class=\"center\">占比</th></tr></thead>\n<tbody>\n<tr><td>支部</td><td class=\"right\">12</td><td class=\"center\">5%</td></tr>\n</tbody>\n</table></div>",
    );
}

#[test]
fn a_footnote_leads_there_and_back() {
    let html = body_html("第一[^甲]，第二[^乙]，又第一[^甲]。\n\n[^甲]: 见年鉴。\n[^乙]: 见报告。\n");
    let page = Html::parse_fragment(&html);
    let links: Vec<&str> = page
        .select(&Selector::parse(".noteref a").unwrap())
        .map(|link| link.value().attr("href").unwrap())
        .collect();
    assert_eq!(links, ["#note-1", "#note-2", "#note-1"]);
    for id in ["note-1", "note-2", "noteref-1", "noteref-2", "noteref-1-2"] {
        assert_eq!(html.matches(&format!("id=\"{id}\"")).count(), 1, "{html}");
    }
    assert!(html.contains("见年鉴。 <a class=\"noteback\" href=\"#noteref-1\""), "{html}");
}

#[test]
fn a_task_list_says_in_words_what_is_done() {
    let html = body_html("- [x] 授旗\n- [ ] 总结\n");
    assert!(
        html.contains("<span class=\"task task--done\" role=\"img\" aria-label=\"已完成\"></span>授旗"),
        "{html}"
    );
    assert!(html.contains("aria-label=\"未完成\"></span>总结"), "{html}");
}

#[test]
fn struck_text_definitions_and_breaks_are_written_as_what_they_are() {
    check("~~旧办法~~新办法", "<p><del>旧办法</del>新办法</p>");
    check(
        "三会一课\n: 党的组织生活基本制度\n",
        "<dl>\n<dt>三会一课</dt>\n<dd>党的组织生活基本制度</dd>\n</dl>",
    );
    check("第一行\\\n第二行", "<p>第一行<br>\n第二行</p>");
    check("3. 三\n4. 四", "<ol start=\"3\">\n<li>三</li>\n<li>四</li>\n</ol>");
}

#[test]
fn the_highest_heading_of_a_body_stands_right_under_the_title() {
    check("# 背景\n\n## 问题\n", "<h2 id=\"背景\">背景</h2>\n<h3 id=\"问题\">问题</h3>");
    check("### 背景\n\n#### 问题\n", "<h2 id=\"背景\">背景</h2>\n<h3 id=\"问题\">问题</h3>");
}

#[test]
fn headings_have_names_of_their_own() {
    let html = body_html(
        "## 做法\n\n## 做法\n\n## 做法 1\n\n## 做法-1\n\n## ！\n\n## Main\n\n## 成效 {#result}\n\n正文[^1]\n\n[^1]: 注\n\n## note-1\n",
    );
    let page = Html::parse_fragment(&html);
    let mut ids: Vec<&str> = page
        .select(&Selector::parse("[id]").unwrap())
        .map(|element| element.value().attr("id").unwrap())
        .collect();
    assert!(ids.starts_with(&["做法", "做法-1"]) && ids.contains(&"result"), "{ids:?}");
    assert!(!ids.contains(&"main"), "the page itself has an element of that name: {ids:?}");
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{ids:?}");
}

#[test]
fn alerts_are_titled_in_the_language_of_the_hall() {
    check(
        "> [!IMPORTANT]\n> 审计纪律八不准。\n",
        "<aside class=\"alert alert--important\"><p class=\"alert__title\">要点</p>\n<p>审计纪律八不准。</p>\n</aside>",
    );
    let english = hall([
        ("content/site.yaml", "language: en\n".to_owned()),
        ("content/cases/a.md", case_with_body("> [!WARNING]\n> Mind the gap.\n")),
    ]);
    assert!(english.page("cases/a.html").contains(">Warning</p>"));
}

#[test]
fn code_is_coloured_by_class_and_never_by_style() {
    let html = body_html("```rust\nlet 支部 = \"<b>\"; // 注\n```\n");
    assert!(html.starts_with("<pre tabindex=\"0\"><code>"), "{html}");
    assert!(html.contains("<span class=\"k\">let</span>") && html.contains("class=\"c\""), "{html}");
    assert!(html.contains("&lt;b&gt;") && !html.contains("style="), "{html}");
    check("```\n<i>x</i>\n```\n", "<pre tabindex=\"0\"><code>&lt;i&gt;x&lt;/i&gt;\n</code></pre>");
    check("```没有这种语言\n甲\n```\n", "<pre tabindex=\"0\"><code>甲\n</code></pre>");
}

/// What of a block of SQL stands in which class, in order: `k:SELECT`.
fn coloured_sql(language: &str, code: &str) -> Vec<String> {
    let html = body_html(&format!("```{language}\n{code}\n```\n"));
    let page = Html::parse_fragment(&html);
    let shown: String = page.select(&Selector::parse("code").unwrap()).flat_map(|code| code.text()).collect();
    assert_eq!(shown, format!("{code}\n"), "colouring changes no letter");
    page.select(&Selector::parse("code span").unwrap())
        .map(|span| {
            let text: String = span.text().collect();
            format!("{}:{}", span.value().attr("class").unwrap(), text.trim())
        })
        .collect()
}

#[test]
fn queries_as_auditors_write_them_are_coloured() {
    let query = "-- 重复报销\nSelect 单位, COUNT(Distinct 票号), Row_Number() OVER (partition BY 单位) rn\nFROM \"select 表\" WHERE NVL(金额,0) >= 1.5e6 AND 摘要 <> 'it''s -- 不是注' AND 完 IS NULL /* 两\n行 from */";
    assert_eq!(
        coloured_sql("sql", query),
        [
            "c:-- 重复报销",
            "k:Select",
            "f:COUNT",
            "k:Distinct",
            "f:Row_Number",
            "k:OVER",
            "k:partition BY",
            "k:FROM",
            "k:WHERE",
            "f:NVL",
            "n:0",
            "k:>=",
            "n:1.5e6",
            "k:AND",
            "k:<>",
            "s:'it''s -- 不是注'",
            "k:AND",
            "k:IS",
            "o:NULL",
            "c:/* 两\n行 from */",
        ]
    );
    // Words inside longer names are names, in whatever script; the dialects have the same grammar.
    assert_eq!(coloured_sql("PLSQL", "from_date, 来自from, selection, t.行 MERGE"), ["k:MERGE"]);
    assert_eq!(coloured_sql("tsql", "EXEC @p N'甲', [order], 0x1F"), ["k:EXEC", "s:N'甲'", "n:0x1F"]);
    // What is left open goes on to the end.
    assert_eq!(coloured_sql("mysql", "drop '甲\nfrom"), ["k:drop", "s:'甲\nfrom"]);
    assert_eq!(coloured_sql("oracle", "drop /* 甲\nfrom"), ["k:drop", "c:/* 甲\nfrom"]);
}

#[test]
fn a_picture_alone_is_a_figure_with_its_title_as_caption() {
    let html = body_html("![授旗仪式](图.svg \"2024年3月，授旗仪式\")\n");
    assert!(html.starts_with("<figure><img src=\"../media/tu-"), "{html}");
    assert!(html.contains("alt=\"授旗仪式\" width=\"8\" height=\"6\" loading=\"lazy\""), "{html}");
    assert!(html.ends_with("<figcaption>2024年3月，授旗仪式</figcaption></figure>"), "{html}");
    assert!(body_html("如图：![授旗](图.svg)\n").starts_with("<p>如图：<img src="));
}

#[test]
fn links_between_content_files_lead_to_their_pages_and_headings() {
    check("[泉先锋](../泉先锋.md)", "<p><a href=\"../cases/quan-xian-feng.html\">泉先锋</a></p>");
    let html = body_html("[做法](../泉先锋.md#主要做法)");
    assert!(
        html.contains("href=\"../cases/quan-xian-feng.html#%E4%B8%BB%E8%A6%81%E5%81%9A%E6%B3%95\""),
        "{html}"
    );
    check("[局](../../units/市审计局.md)", "<p><a href=\"../units/shi-shen-ji-ju.html\">局</a></p>");
    check(
        "[局](../../units/%E5%B8%82%E5%AE%A1%E8%AE%A1%E5%B1%80.md)",
        "<p><a href=\"../units/shi-shen-ji-ju.html\">局</a></p>",
    );
    check(
        "[网](https://example.org/?a=1&b=2)",
        "<p><a href=\"https://example.org/?a=1&amp;b=2\" rel=\"external noopener noreferrer\">网</a></p>",
    );
}

#[test]
fn raw_html_is_shown_as_text_and_comments_are_dropped() {
    check("一<b>二</b>三", "<p>一&lt;b&gt;二&lt;/b&gt;三</p>");
    check("一<!-- 请核对 -->二", "<p>一二</p>");
    let html = body_html("<div onclick=\"x\">\n块\n</div>\n");
    assert!(html.contains("&lt;div onclick=") && !html.contains("<div"), "{html}");
}

#[test]
fn a_line_break_in_chinese_text_joins_without_a_space() {
    check("审计组走到哪里，\n支部就建到哪里。", "<p>审计组走到哪里，支部就建到哪里。</p>");
    check("审计\nGB/T 9704\n标准", "<p>审计\nGB/T 9704\n标准</p>");
    check("**审计**\n支部", "<p><strong>审计</strong>支部</p>");
}

#[test]
fn the_first_paragraph_stands_in_for_a_missing_summary() {
    let hall = hall([(
        "content/cases/a.md",
        case_with_body("## 背景\n\n审计组**走到**哪里，\n支部就建到[哪里](https://example.org)。\n"),
    )]);
    assert!(
        hall.page("cases/a.html").contains("<p class=\"case__lead\">审计组走到哪里，支部就建到哪里。</p>")
    );
}

const PAYLOADS: [&str; 72] = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "'\"><script>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script\\>alert(1)\\</script\\>",
    "\u{feff}<script>alert(1)</script>",
    "<\u{0}script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=\"x\"onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=alert(1) x=\"",
    "` onmouseover=`alert(1)",
    "&quot; onmouseover=&quot;alert(1)",
    "&#34; onmouseover=&#34;alert(1)",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=javascript:alert(1)//>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<style>@import '//evil.example/x.css'</style>",
    "<p style=\"background:url(javascript:alert(1))\">x</p>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<input autofocus onfocus=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><script>alert(1)</script>\">",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61;vascript&colon;alert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](\u{1}javascript:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example/x)",
    "[x](https://example.org/\"onmouseover=\"alert(1))",
    "[x](https://example.org \"t\\\" onmouseover=\\\"alert(1)\")",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![x\"onerror=\"alert(1)](图.svg)",
    "![x](图.svg \"\\\" onerror=\\\"alert(1)\")",
    "## x {#\"onclick=alert(1) .c onclick=alert(1)}",
];

/// A hall with `payload` in every place that an author can fill.
fn hostile(payload: &str) -> Hall {
    let line = payload.replace('\n', " ");
    let quoted = format!("'{}'", line.replace('\'', "''"));
    let case = format!(
        "---\ntitle: {quoted}\nunit: [{quoted}, 市审计局]\nbrand: {quoted}\nyear: 2024\nsummary: {quoted}\ntags: [{quoted}]\nvenue: {quoted}\n\
         honors:\n  - {{name: {quoted}, level: 省级, tier: {quoted}, session: {quoted}, issuer: {quoted}}}\n\
         photos:\n  - {{file: 图.svg, caption: {quoted}, credit: {quoted}, people: [{quoted}], date: {quoted}}}\n---\n\n\
         {payload}\n\n| {line} |\n|---|\n| {line} |\n\n```{line}\n{payload}\n```\n\n- [ ] {line}\n\n> [!NOTE]\n> {line}\n\n注[^1]\n\n[^1]: {line}\n\n## {line}\n\n![{line}](图.svg \"{}\")\n\n`{line}`\n",
        line.replace('"', "\\\""),
    );
    let named = format!("---\nname: {quoted}\naliases: ['甲{}']\n---\n{payload}\n", line.replace('\'', "''"));
    let site = format!(
        "title: {quoted}\nsubtitle: {quoted}\ndescription: {quoted}\norganiser: {quoted}\nfilings: [{quoted}]\nlevels: [省级, {quoted}]\nbase_url: https://hall.example.org/\n"
    );
    let brand = format!(
        "---\nname: {quoted}\nunit: {quoted}\nslogan: {quoted}\nidea: {quoted}\nmeaning: {quoted}\ncarrier: {quoted}\neffect: {quoted}\n---\n{payload}\n"
    );
    let unit = named.replace("aliases:", &format!("short: {quoted}\ngroup: {quoted}\naliases:"));
    let venue = named.replace("aliases:", &format!("address: {quoted}\naliases:"));
    let honor = named.replace("aliases:", &format!("issuer: {quoted}\naliases:"));
    let text = format!("---\ntitle: {quoted}\nsummary: {quoted}\n---\n{payload}\n");
    let show = text.replace("\n---\n", "\ncases: [a]\n---\n");
    hall_as(
        Asked::default(),
        files([
            ("content/site.yaml", site),
            ("content/cases/a/index.md", case),
            ("content/cases/a/图.svg", SVG.to_owned()),
            ("content/units/u.md", unit),
            ("content/brands/b.md", brand),
            ("content/honors/h.md", honor),
            ("content/venues/v.md", venue),
            ("content/exhibitions/e.md", show),
            ("content/pages/p.md", text),
        ]),
    )
}

#[test]
fn nothing_a_contributor_writes_runs_whatever_it_is_and_wherever_it_stands() {
    let mut wrong = Vec::new();
    for payload in PAYLOADS {
        let hall = hostile(payload);
        assert!(hall.pages.len() > 20, "{payload}: {:?}\n{}", hall.pages.keys(), hall.json());
        for (path, bytes) in &hall.pages {
            if path.ends_with(".html") {
                let page = std::str::from_utf8(bytes).unwrap();
                wrong.extend(
                    what_could_run(page).into_iter().map(|what| format!("{payload:?} on {path}: {what}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Everything on `page` that could run, load from elsewhere, or restyle it. Scripts of the theme are files of the site.
fn what_could_run(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let mut found = Vec::new();
    for node in page.select(&Selector::parse("*").unwrap()) {
        let element = node.value();
        let source = element.attr("src").unwrap_or_default().trim_start_matches("../");
        let is_themes =
            element.name() == "script" && source.starts_with("assets/") && node.inner_html().is_empty();
        // JSON for search engines is never run; it must be whole, so that no word in it has ended the element.
        let is_data = element.attr("type") == Some("application/ld+json")
            && serde_json::from_str::<serde_json::Value>(&node.inner_html()).is_ok();
        let runs = [
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "base",
            "math",
            "template",
            "foreignobject",
            "set",
            "animate",
        ];
        if runs.contains(&element.name()) && !is_themes && !is_data {
            found.push(format!("<{}>", element.name()));
        }
        for (name, value) in element.attrs() {
            let bare: String = value
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect::<String>()
                .to_lowercase();
            let leads = ["href", "src", "action", "formaction", "data", "srcset", "poster", "xlink:href"]
                .contains(&name);
            let hostile =
                ["javascript:", "data:", "vbscript:", "//"].iter().any(|scheme| bare.starts_with(scheme));
            if name.starts_with("on") || matches!(name, "style" | "srcdoc") || (leads && hostile) {
                found.push(format!("<{} {name}={value:?}>", element.name()));
            }
        }
    }
    found
}

#[test]
fn the_search_for_what_could_run_finds_it() {
    for page in [
        "<p onclick=x>",
        "<script>",
        "<a href=' java\nscript:x'>",
        "<p style=x>",
        "<img src=//x>",
        "<script src=x>",
    ] {
        assert!(!what_could_run(page).is_empty(), "{page}");
    }
}

#[test]
fn a_drawing_is_published_without_anything_that_could_run_or_load() {
    let hostile = r##"<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 8 6" width="8" height="6" onload="alert(1)"><script>alert(1)</script><style>@import "//evil.example"</style><foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject><a xlink:href="javascript:alert(1)"><rect width="8" height="6" onclick="alert(1)" style="fill:url(//evil.example)" fill="url(https://evil.example/x)"/></a><image href="https://evil.example/x.png"/><use href="https://evil.example/x.svg#a"/><set attributeName="onclick" to="alert(1)"/></svg>"##;
    for text in [hostile.to_owned(), hostile.replace("<!DOCTYPE svg [<!ENTITY x \"y\">]>", "")] {
        let hall = hall([
            ("content/cases/a/index.md", case_with_body("![图](图.svg)\n")),
            ("content/cases/a/图.svg", text),
        ]);
        for (path, bytes) in hall.pages.iter().filter(|(path, _)| path.starts_with("media/")) {
            let svg = std::str::from_utf8(bytes).unwrap();
            for word in
                ["script", "alert", "evil", "onload", "onclick", "style", "foreignObject", "ENTITY", "<a"]
            {
                assert!(!svg.contains(word), "{path} holds {word}: {svg}");
            }
        }
    }
}
