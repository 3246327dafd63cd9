//! One fault, one message: a fault in one file does not make others look wrong, and never ends in a panic.

use crate::support::{SVG, case, folder, hall};

#[test]
fn two_cases_that_want_one_page_are_reported_and_end_the_build_with_1() {
    let hall = folder([
        ("content/cases/甲.md", case("甲", "slug: same\n---\n\n甲。\n")),
        ("content/cases/乙.md", case("乙", "slug: same\n---\n\n乙。\n")),
        ("content/cases/丙.md", case("丙", "slug: index\n---\n\n丙。\n")),
    ]);
    let run = hall.run(["build"]).ends_with(1);
    assert!(run.stderr.contains("same-slug") && run.stderr.contains("reserved-slug"), "{}", run.stderr);
}

#[test]
fn a_site_file_that_is_not_utf_8_is_reported_not_ignored() {
    let gbk = b"title: \xd5\xb9\xb9\xdd\n".to_vec();
    let hall =
        hall([("content/site.yaml", gbk), ("content/cases/a.md", case("甲", "---\n\n甲。\n").into_bytes())]);
    assert_eq!(hall.codes(), ["not-utf8"]);
}

#[test]
fn a_site_file_that_cannot_be_read_leaves_levels_and_groups_unjudged() {
    let hall = hall([
        ("content/site.yaml", "title: 馆\nlevels: [部级, 厅级\n".to_owned()),
        ("content/cases/a.md", case("甲", "honors:\n  - name: 先进\n    level: 厅级\n---\n\n甲。\n")),
    ]);
    assert_eq!(hall.codes(), ["yaml-syntax"]);
}

#[test]
fn a_broken_unit_file_keeps_a_closed_list_from_judging_others() {
    let hall = hall([
        ("content/site.yaml", "closed: [units]\n".to_owned()),
        ("content/units/shenji.md", "---\nname: [市审计局\n---\n".to_owned()),
        ("content/cases/a.md", case("甲", "---\n\n甲。\n")),
        ("content/cases/b.md", case("乙", "---\n\n乙。\n")),
    ]);
    assert_eq!(hall.codes(), ["yaml-syntax"]);
}

#[test]
fn a_draft_is_explained_by_its_title() {
    let hall = folder([("content/cases/wei.md", case("未完稿", "draft: true\n---\n\n稿。\n"))]);
    let run = hall.run(["explain", "未完稿"]).ends_with(0);
    assert!(run.stdout.contains("没有展出") && run.stdout.contains("草稿"), "{}", run.stdout);
}

#[test]
fn pictures_of_what_is_left_out_are_not_published() {
    let picture = "\n\n![图](图.svg)\n";
    let hall = hall([
        ("content/cases/a.md", case("甲", "---\n\n甲。\n")),
        ("content/cases/草稿/index.md", case("稿", &format!("draft: true\n---{picture}"))),
        ("content/cases/草稿/图.svg", SVG.to_owned()),
        ("content/pages/秘/index.md", format!("---\ntitle: 秘\ndraft: true\n---{picture}")),
        ("content/pages/秘/图.svg", SVG.replace("b3261e", "000000")),
        (
            "content/exhibitions/未开/index.md",
            format!("---\ntitle: 未开\ndraft: true\ncases: [a]\n---{picture}"),
        ),
        ("content/exhibitions/未开/图.svg", SVG.replace("b3261e", "111111")),
    ])
    .sound();
    let media: Vec<&String> = hall.pages.keys().filter(|path| path.starts_with("media/")).collect();
    assert!(media.is_empty(), "{media:?}");
}

#[test]
fn html_comments_of_any_shape_leave_no_trace() {
    let body = "前。\n\n<!-- 内部\n备注 -->\n\n<!-- 一 --> <!-- 二 -->\n\n中<!-- 三 -->文。\n\n<!-- 开 --> <b>不是注释</b>\n";
    let hall = hall([("content/cases/a.md", case("甲", &format!("---\n\n{body}")))]);
    let page = hall.only_case();
    for hidden in ["内部", "备注", "一 --", "三 --", "<p></p>"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    assert!(page.contains("&lt;b&gt;不是注释"), "{page}");
}

#[test]
fn a_new_file_outside_a_hall_is_refused_with_2() {
    let empty = folder([("readme.txt", "空")]);
    empty.run(["new", "case", "甲"]).ends_with(2);
    assert!(!empty.join("content").exists());
}
