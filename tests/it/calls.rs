//! Calls: the rules of real ones (`tests/calls/NAME`), each satisfied once and broken once, and their pages.

use crate::support::{
    Files, case, checked, files, folder, hall, in_tests, is_update, jpeg, mp4, painted, png, read_folder,
};
use std::fmt::Write;
use zhanguan::diag::Lang;

/// The files of an example: the call, the case 甲 entered for it, and what `files.txt` lists.
fn site(parts: &Files) -> Files {
    let text = |name: &str| expand(std::str::from_utf8(&parts[name]).unwrap());
    let mut site =
        files([("content/calls/征集.md", text("call.md")), ("content/cases/甲/index.md", text("case.md"))]);
    for line in text("files.txt").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let (names, bytes) = words.split_first().map(|(names, spec)| (*names, made(spec))).unwrap();
        for name in names.split(',') {
            let folder = match words[1] {
                "brand" | "brand-without-idea" => "brands",
                "case" => "cases",
                "call" | "call-with-entry" => "calls",
                "svg" => "brands",
                _ => "cases/甲",
            };
            site.insert(format!("content/{folder}/{name}"), bytes.clone());
        }
    }
    site
}

fn made(spec: &[&str]) -> Vec<u8> {
    let size = |text: &str| {
        let (width, height) = text.split_once('x').unwrap();
        (width.parse().unwrap(), height.parse().unwrap())
    };
    let brand = |more: &str| {
        format!("---\nunit: 示例市审计局\nlogo: 标志.svg\nmeaning: 内涵\ncarrier: 载体\n{more}---\n")
    };
    let call = |entries: &str| format!("---\ntitle: 另一次评选\nentries: {entries}\n---\n");
    match spec {
        ["jpg", pixels, bytes] => jpeg(size(pixels), bytes.parse().unwrap()),
        ["png", pixels, _] => png(size(pixels).0, size(pixels).1),
        ["mp4", pixels, seconds] => mp4(size(pixels), seconds.parse().unwrap()),
        ["svg"] => crate::support::SVG.as_bytes().to_vec(),
        ["case"] => case("乙", "---\n").replace("市审计局", "示例市审计局").into_bytes(),
        ["brand"] => brand("idea: 理念\n").into_bytes(),
        ["brand-without-idea"] => brand("").into_bytes(),
        ["call"] => call("[]").into_bytes(),
        ["call-with-entry"] => call("[甲]").into_bytes(),
        _ => b"text".to_vec(),
    }
}

/// `{{字 N}}` is N characters of text, `{{word N}}` N words, `{{photos N}}` the names of N photographs.
fn expand(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (mark, behind) = after.split_once("}}").unwrap();
        let (kind, count) = mark.split_once(' ').unwrap();
        let count: usize = count.parse().unwrap();
        out.push_str(before);
        match kind {
            "字" => out.push_str(&"展".repeat(count)),
            "word" => out.push_str(vec!["word"; count].join(" ").as_str()),
            "photos" => {
                let names: Vec<String> = (1..=count).map(|n| format!("p{n:02}.jpg")).collect();
                out.push_str(&names.join(","));
            }
            other => panic!("{other}"),
        }
        rest = behind;
    }
    out + rest
}

/// One way to break an example: edits of its files, and what is then said.
struct Break {
    title: String,
    edits: String,
    says: String,
}

fn breaks(text: &str) -> Vec<Break> {
    let sections = text.split("--- ").skip(1);
    sections
        .map(|section| {
            let (title, rest) = section.split_once('\n').unwrap();
            let (edits, says) = rest.split_once("=== says\n").unwrap_or((rest, ""));
            Break { title: title.to_owned(), edits: edits.to_owned(), says: says.to_owned() }
        })
        .collect()
}

/// The example with `edits`: `FILE: FIND -> REPLACEMENT`, where the next edit begins with a file's name again.
fn edited(parts: &Files, edits: &str) -> Files {
    let mut parts = parts.clone();
    let mut starts: Vec<usize> = ["call.md: ", "case.md: ", "files.txt: "]
        .iter()
        .flat_map(|file| edits.match_indices(file).map(|(at, _)| at))
        .filter(|at| *at == 0 || edits[..*at].ends_with('\n'))
        .collect();
    starts.sort_unstable();
    starts.push(edits.len());
    for pair in starts.windows(2) {
        let edit = edits[pair[0]..pair[1]].strip_suffix('\n').unwrap_or(&edits[pair[0]..pair[1]]);
        let (file, change) = edit.split_once(": ").unwrap();
        let (find, replacement) = change.split_once(" -> ").unwrap();
        let text = std::str::from_utf8(&parts[file]).unwrap();
        assert!(text.contains(find), "{find} is not in {file}");
        let text = text.replacen(find, replacement, 1);
        parts.insert(file.to_owned(), text.into_bytes());
    }
    parts
}

fn examples() -> Vec<(String, Files)> {
    let mut names: Vec<String> = std::fs::read_dir(in_tests("calls"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), read_folder(&in_tests("calls").join(&name)))).collect()
}

#[test]
fn the_entry_of_every_example_keeps_all_rules_of_its_call() {
    let examples = examples();
    assert_eq!(examples.len(), 9);
    for (name, parts) in examples {
        let hall = checked(site(&parts));
        assert_eq!(hall.report(Lang::Zh), "", "{name}");
    }
}

#[test]
fn every_rule_of_every_example_is_reported_at_its_place_when_broken() {
    let mut wrong = String::new();
    for (name, parts) in examples() {
        let mut golden = String::new();
        for Break { title, edits, says } in breaks(std::str::from_utf8(&parts["breaks.txt"]).unwrap()) {
            let hall = checked(site(&edited(&parts, &edits)));
            let said = hall.headlines().join("\n") + "\n";
            let _ = write!(golden, "--- {title}\n{edits}=== says\n{said}");
            if said != says {
                let _ = write!(wrong, "{name}, {title}: expected\n{says}but it is\n{said}\n");
            }
        }
        if is_update() {
            std::fs::write(in_tests("calls").join(&name).join("breaks.txt"), golden).unwrap();
        }
    }
    assert!(wrong.is_empty() || is_update(), "{wrong}UPDATE=1 rewrites what is said; read the diff.");
}

const CALL: &str = "content/calls/典型案例征集.md";

fn call(more: &str) -> String {
    format!("---\ntitle: 典型案例征集\norganiser: 示例市机关工委\n{more}---\n")
}

#[test]
fn a_day_without_time_ends_with_its_last_second_and_a_call_that_is_over_is_not_judged() {
    let report = |deadline: &str| {
        let rules = format!("words: 1\ndeadline: {deadline}\nentries: [a]\n");
        hall([("content/cases/a.md", case("甲", "---\n\n两字。\n")), (CALL, call(&rules))]).codes()
    };
    // The run is on 30 June 2025 in Shanghai.
    assert_eq!(report("2025-06-30"), ["entry-length"]);
    assert_eq!(report("2025年6月30日17时"), ["entry-length"]);
    assert!(report("2025-06-29").is_empty());
    assert_eq!(report("明天"), ["bad-date", "entry-length"]);
}

#[test]
fn a_page_of_a_call_shows_what_was_asked_and_entries_by_status_and_tier() {
    let rules = "level: 市级\nsession: 第三届\ndeadline: 2025-09-30 17:00\nquota: {total: 20, per_unit: 2}\nwords: {max: 3000}\n\
                 sections: [背景, 成效]\ncontact: 秘密电话\nnotes: 内部备注\nentries:\n\
                 \x20 - {case: a, status: 获奖, tier: 一等奖}\n  - {case: b, status: 获奖, tier: 二等奖}\n  - c\n";
    let body = "---\n\n## 背景\n\n## 成效\n";
    let hall = hall([
        ("content/cases/a.md", case("甲案", body)),
        ("content/cases/b.md", case("乙案", body)),
        ("content/cases/c.md", case("丙案", &format!("contact: 张三\nsubmission: {{撰写人: 李四}}\n{body}"))),
        (CALL, call(rules)),
    ]);
    let page = hall.page("calls/dian-xing-an-li-zheng-ji.html");
    let places: Vec<usize> = [
        "2025年9月30日 17:00",
        "不超过 20 件",
        "背景、成效",
        "不超过 3000 字",
        "获奖 2",
        "一等奖",
        "甲案",
        "二等奖",
        "乙案",
        "申报 1",
        "丙案",
    ]
    .iter()
    .map(|words| page.find(words).unwrap_or_else(|| panic!("{words} is not in {page}")))
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(hall.page("index.html").contains("href=\"calls/index.html\""));
    assert!(hall.page("calls/index.html").contains("dian-xing-an-li-zheng-ji.html"));
    for (path, bytes) in &hall.pages {
        let text = String::from_utf8_lossy(bytes);
        for secret in ["秘密电话", "内部备注", "张三", "李四", "撰写人"] {
            assert!(!text.contains(secret), "{secret} in {path}");
        }
    }
}

#[test]
fn a_hall_without_calls_has_no_page_of_calls() {
    let hall = hall([("content/cases/a.md", case("甲", "---\n"))]).sound();
    assert!(!hall.pages.keys().any(|path| path.starts_with("calls/")));
    assert!(!hall.page("index.html").contains("calls/"));
}

#[test]
fn broken_rules_do_not_stop_the_hall_but_strict_does_and_the_next_build_judges_again() {
    let site = folder([
        ("content/cases/a.md", case("甲", "---\n\n两字。\n")),
        (CALL, call("words: 1\nentries: [a]\n")),
    ]);
    for _ in 0..2 {
        let run = site.run(["build"]).ends_with(0);
        assert!(run.stderr.contains("entry-length"), "{}", run.stderr);
    }
    site.run(["check", "--strict"]).ends_with(1);
}

#[test]
fn explain_shows_the_figures_of_a_case_against_the_limits_of_its_calls() {
    let site = folder([
        ("content/cases/a.md", case("甲", "summary: 一句话。\n---\n\n## 做法\n\n支部跟着人走。\n")),
        (
            CALL,
            call(
                "words: 3000\nsummary_words: {min: 10}\nsections: [{name: 做法, words: {min: 3, max: 20}}]\nentries: [a]\n",
            ),
        ),
    ]);
    let run = site.run(["explain", "a"]);
    for line in [
        "征集  《典型案例征集》",
        "合格 正文 9 字（≤ 3000 字）",
        "不合 摘要 4 字（≥ 10 字）",
        "合格 栏目“做法” 7 字（3 字 至 20 字）",
    ] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
}

#[test]
fn addresses_are_reported_wherever_they_stand_when_a_call_forbids_them() {
    let fields = "summary: 见 www.example.cn。\nsubmission: {做法: 写信到 a@example.org, 联系邮箱: b@example.org}\nphotos:\n  - {file: 现场.png, caption: 'https://example.org/1'}\n";
    let body = "---\n\n<!-- 内部：https://example.org/0 -->\n\n见[通报](https://example.org/2)，也见 https://example.org/3。\n\n<https://example.org/4>\n\n| 网站 |\n| --- |\n| example.com |\n\n![扫 www.example.net](现场.png)\n";
    let call = call("fields: [做法, 联系邮箱]\nno_links: true\nentries: [甲]\n");
    let hall = hall([
        ("content/cases/甲/index.md", case("甲", &format!("{fields}{body}")).into_bytes()),
        ("content/cases/甲/现场.png", painted(60, 40)),
        (CALL, call.into_bytes()),
    ]);
    let file = "content/cases/甲/index.md";
    let said = |place: &str, words: &str, address: &str| {
        format!("{file}:{place} 提醒[entry-web-link] 《典型案例征集》：{words}中不得有网址或邮箱：{address}")
    };
    assert_eq!(
        hall.headlines(),
        [
            said("5:10", "“摘要”", "www.example.cn"),
            said("6:13", "“做法”", "a@example.org"),
            said("8:12", "图片说明", "https://example.org/1"),
            said("13:2", "正文", "https://example.org/2"),
            said("13:33", "正文", "https://example.org/3"),
            said("15:1", "正文", "https://example.org/4"),
            said("19:3", "正文", "example.com"),
            said("21:5", "正文", "www.example.net"),
        ]
    );
}

#[test]
fn explain_counts_the_pictures_of_a_section_against_its_limits() {
    let text = "---\n\n## 背景\n\n![](现场.png)\n\n## 做法\n\n### 缘起\n\n![](现场.png)\n\n### 经过\n\n两张：![](现场.png)![](现场.png)\n";
    let rules =
        "sections: [{name: 背景, pictures: 1}, {name: 做法, pictures: {min: 1, max: 2}}]\nentries: [甲]\n";
    let site = folder([
        ("content/cases/甲/index.md", case("甲", text).into_bytes()),
        ("content/cases/甲/现场.png", painted(60, 40)),
        (CALL, call(rules).into_bytes()),
    ]);
    let run = site.run(["explain", "甲"]);
    for line in ["合格 栏目“背景”的图片 1 张（≤ 1 张）", "不合 栏目“做法”的图片 3 张（1 张 至 2 张）"]
    {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
}
