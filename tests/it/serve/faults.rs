//! What is wrong is told in the page and in the terminal; what was right stays on show.

use super::preview::{preview, preview_with, wait_for};
use crate::support::{Folder, case, folder, png};

const A: &str = "content/cases/a.md";

fn hall() -> Folder {
    folder([
        (A, case("把支部建在审计组上", "---\n最初的文字。\n")),
        ("content/cases/b.md", case("茶", "---\n另一件。\n")),
    ])
}

#[test]
fn a_fault_is_told_with_place_line_and_remedy_while_the_last_good_page_stays() {
    let folder = hall();
    let preview = preview(&folder);
    preview.shows("/cases/a.html", "最初的文字。");
    folder.write(A, "---\ntitle: 把支部建在审计组上\nunit: 市审计局\nyear: 204\n---\n改坏了。\n".as_bytes());
    let state = preview.counts("/cases/a.html", 1, 0);
    let fault = &state["faults"][0];
    assert_eq!(
        (fault["file"].as_str(), fault["line"].as_u64(), fault["column"].as_u64()),
        (Some(A), Some(4), Some(7))
    );
    assert_eq!((fault["code"].as_str(), fault["text"].as_str()), (Some("not-a-year"), Some("year: 204")));
    assert!(fault["says"].as_str().unwrap().contains("204") && !fault["remedy"].as_str().unwrap().is_empty());
    assert_eq!(state["kept"], true);
    // Both pages stay: the one that was looked at, though its file can no longer be made into one, and the one that was not.
    preview.shows("/cases/a.html", "最初的文字。");
    preview.shows("/cases/b.html", "另一件。");
    wait_for("the terminal", || {
        preview.stderr().contains("content/cases/a.md:4:7 错误[not-a-year]").then_some(())
    });
    folder.write(A, case("把支部建在审计组上", "---\n改好了。\n").as_bytes());
    preview.shows("/cases/a.html", "改好了。");
    let state = preview.counts("/cases/a.html", 0, 0);
    assert_eq!((state["kept"].as_bool(), state["faults"].as_array().unwrap().len()), (Some(false), 0));
}

#[test]
fn a_page_not_looked_at_before_its_file_was_spoiled_says_what_to_mend() {
    let folder = hall();
    // From its second run on, the preview remembers what it read and has no texts at hand.
    drop(preview(&folder));
    let preview = preview(&folder);
    folder.write("content/cases/b.md", "---\ntitle: 茶<b>\n---\n改坏了。\n".as_bytes());
    let before = preview.counts("/", 2, 0);
    for _ in 0..3 {
        let reply = preview.get("/cases/b.html");
        let page = reply.text();
        assert_eq!(reply.status, 503, "{page}");
        assert!(
            page.contains("content/cases/b.md:") && page.contains("live.js") && !page.contains("<b>"),
            "{page}"
        );
    }
    // Asking for it again and again does not make the hall be read again: an open page would never come to rest.
    assert_eq!(preview.state("/")["generation"], before["generation"]);
    preview.shows("/cases/a.html", "最初的文字。");
    folder.write("content/cases/b.md", case("茶", "---\n改好了。\n").as_bytes());
    preview.shows("/cases/b.html", "改好了。");
}

#[test]
fn a_warning_is_told_and_the_page_follows_all_the_same() {
    let folder = hall();
    let preview = preview(&folder);
    folder.write(A, case("把支部建在审计组上", "---\n<b>重点</b>\n").as_bytes());
    let state = preview.counts("/cases/a.html", 0, 1);
    assert_eq!(
        (state["faults"][0]["severity"].as_str(), state["kept"].as_bool()),
        (Some("warning"), Some(false))
    );
    preview.shows("/cases/a.html", "重点");
}

#[test]
fn warnings_of_the_page_s_own_file_come_first() {
    let folder = hall();
    for number in 0..60 {
        folder.write(
            &format!("content/cases/a{number:02}.md"),
            case(&format!("案例{number}"), "---\n<b>x</b>\n").as_bytes(),
        );
    }
    folder.write("content/cases/z.md", case("压轴", "---\n<b>x</b>\n").as_bytes());
    let preview = preview(&folder);
    let state = preview.counts("/cases/z.html", 0, 61);
    let files: Vec<&str> =
        state["faults"].as_array().unwrap().iter().filter_map(|fault| fault["file"].as_str()).collect();
    assert!(files.contains(&"content/cases/z.md"), "{files:?}");
    assert_eq!((files.len() as u64) + state["more"].as_u64().unwrap(), 61);
}

#[test]
fn a_hall_with_faults_from_the_start_shows_what_is_sound_until_they_are_mended() {
    let folder = hall();
    folder.write(A, "---\ntitle: [把支部\n---\n".as_bytes());
    let preview = preview(&folder);
    let state = preview.counts("/", 1, 0);
    assert_eq!(state["kept"], false);
    preview.shows("/cases/b.html", "另一件。");
    assert_eq!(preview.get("/cases/a.html").status, 404);
    // Work on the sound part goes on although the other file is still broken.
    folder.write("content/cases/b.md", case("茶", "---\n另一件，改过。\n").as_bytes());
    preview.shows("/cases/b.html", "另一件，改过。");
    folder.write(A, case("把支部建在审计组上", "---\n改好了。\n").as_bytes());
    preview.shows("/cases/a.html", "改好了。");
    preview.counts("/", 0, 0);
}

#[test]
fn a_hall_that_cannot_be_planned_shows_its_faults_as_a_page_and_follows_when_they_are_mended() {
    let folder = hall();
    folder.write("content/cases/b.md", case("茶<script>", "slug: a\n---\n").as_bytes());
    let preview = preview(&folder);
    let reply = preview.get("/");
    let page = reply.text();
    assert_eq!(reply.status, 503, "{page}");
    assert!(
        page.contains("content/cases/b.md:")
            && page.contains("/__zhanguan/live.js")
            && !page.contains("<script>"),
        "{page}"
    );
    folder.write("content/cases/b.md", case("茶", "---\n").as_bytes());
    preview.shows("/cases/b.html", "茶");
}

#[test]
fn a_fault_of_a_template_is_told_where_it_shows_and_in_the_terminal_once() {
    let folder = hall();
    let preview = preview(&folder);
    preview.shows("/cases/a.html", "最初的文字。");
    let template = "themes/hall/templates/pages/case.html";
    folder
        .write(template, b"{% extends \"base.html\" %}{% block main %}{{ page.titel.x }}{% endblock main %}");
    let state = preview.counts("/cases/a.html", 1, 0);
    assert_eq!(state["faults"][0]["file"], template);
    for _ in 0..3 {
        let reply = preview.get("/cases/a.html");
        assert_eq!(reply.status, 500);
        assert!(reply.text().contains(&format!("{template}:1:")), "{}", reply.text());
    }
    wait_for("the terminal", || preview.stderr().contains(&format!("{template}:1:")).then_some(()));
    assert_eq!(preview.stderr().matches("template-error").count(), 1, "{}", preview.stderr());
    assert_eq!(preview.get("/").status, 200);
    std::fs::remove_file(folder.join(template)).unwrap();
    preview.shows("/cases/a.html", "最初的文字。");
}

#[test]
fn a_fault_is_told_in_the_terminal_once_and_again_if_it_comes_back() {
    let folder = hall();
    let preview = preview(&folder);
    let warn = |more: &str| folder.write(A, case("茶馆", &format!("---\n<b>重点</b>\n{more}\n")).as_bytes());
    let times = || preview.stderr().matches("提醒[raw-html]").count();
    warn("一");
    preview.counts("/", 0, 1);
    warn("二");
    preview.shows("/cases/a.html", "二");
    wait_for("the warning", || (times() == 1).then_some(()));
    folder.write(A, case("茶馆", "---\n好了。\n").as_bytes());
    preview.counts("/", 0, 0);
    warn("三");
    preview.counts("/", 0, 1);
    wait_for("the warning again", || (times() == 2).then_some(()));
}

#[test]
fn beside_a_case_stand_its_length_what_is_missing_and_its_pictures() {
    let folder = hall();
    folder.write("content/cases/红船/合影.png", &png(800, 600));
    let fields = "draft: true\nphotos: [合影.png]\nsummary: 一句话。\n---\n正文十个字不多不少。\n";
    folder.write("content/cases/红船/index.md", case("红船", fields).as_bytes());
    let preview = preview(&folder);
    let state = preview.state("/cases/hong-chuan.html");
    assert_eq!(state["source"], "content/cases/红船/index.md");
    let says = |kind: &str| -> Vec<String> {
        let lines = state["aid"].as_array().unwrap().iter().filter(|line| line["kind"] == kind);
        lines.map(|line| line["says"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(says("length"), ["正文 10 字"]);
    assert!(says("hidden")[0].contains("草稿"), "{:?}", says("hidden"));
    assert!(says("fact")[0].contains("合影.png 800×600"), "{:?}", says("fact"));
    let advice = says("advice").join("\n");
    for part in ["brand", "honors", "tags", "date", "合影.png 没有说明", "800 像素"] {
        assert!(advice.contains(part), "{part}: {advice}");
    }
    assert!(!advice.contains("summary") && !advice.contains("cover"), "{advice}");
    assert_eq!(preview.state("/")["aid"].as_array().unwrap().len(), 0);
}

#[test]
fn beside_a_case_stand_its_figures_against_the_limits_of_its_calls() {
    let folder = hall();
    let call = "---\ntitle: 典型案例征集\nwords: 3000\nsummary_words: {min: 10}\nentries: [a]\n---\n";
    folder.write("content/calls/征集.md", call.as_bytes());
    folder.write(A, case("把支部建在审计组上", "summary: 一句话。\n---\n最初的文字。\n").as_bytes());
    let preview = preview(&folder);
    let state = preview.state("/cases/a.html");
    let counts: Vec<[&str; 3]> = state["aid"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["call"].is_string())
        .map(|line| ["kind", "call", "says"].map(|key| line[key].as_str().unwrap()))
        .collect();
    assert_eq!(
        counts,
        [
            ["kept", "典型案例征集", "正文 6 字（≤ 3000 字）"],
            ["broken", "典型案例征集", "摘要 4 字（≥ 10 字）"]
        ]
    );
    let other = preview.state("/cases/b.html");
    assert!(other["aid"].as_array().unwrap().iter().all(|line| line["call"].is_null()), "{other}");
}

#[test]
fn drafts_are_shown_unless_they_are_not_wanted() {
    let folder = hall();
    folder.write("content/cases/c.md", case("未完", "draft: true\n---\n").as_bytes());
    assert_eq!(preview(&folder).get("/cases/c.html").status, 200);
    let without = preview_with(&folder, &["--port", "0", "--no-drafts"]);
    assert_eq!((without.get("/cases/c.html").status, without.get("/cases/b.html").status), (404, 200));
}
