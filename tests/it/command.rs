//! The command as it is typed: what it does, what it says, and the code it ends with.

use crate::support::{Folder, Run, case, folder};
use serde_json::Value;
use std::path::Path;
use std::time::SystemTime;

const A: &str = "content/cases/a.md";

/// A folder with a sound hall of one case.
fn one_case() -> Folder {
    folder([(A, case("把支部建在审计组上", "---\n审计组走到哪里，支部就建到哪里。\n"))])
}

fn said_nothing_wrong(run: &Run) -> bool {
    run.stderr.is_empty() && !run.stdout.contains('\u{1b}')
}

fn changed(path: &Path) -> SystemTime {
    std::fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn init_makes_a_hall_that_builds_without_any_fault() {
    let folder = folder([("readme", "")]);
    let init = folder.run(["init", "我的展馆"]).ends_with(0);
    assert!(said_nothing_wrong(&init) && init.stdout.contains("zhanguan build"), "{}", init.stdout);
    let check = folder.run(["check", "--strict", "--drafts", "--root", "我的展馆"]).ends_with(0);
    assert!(said_nothing_wrong(&check), "{}", check.stderr);
    let build = folder.run_in("我的展馆", ["build", "--strict"]).ends_with(0);
    assert!(said_nothing_wrong(&build), "{}", build.stderr);
    let pages = folder.files("我的展馆/public");
    for kind in ["index.html", "cases/", "units/", "brands/", "exhibitions/", "pages/", "media/"] {
        assert!(pages.keys().any(|path| path.starts_with(kind)), "{kind}: {:?}", pages.keys());
    }
}

#[test]
fn init_keeps_what_is_built_out_of_version_control() {
    let folder = folder([("readme", "")]);
    folder.run(["init", "馆"]).ends_with(0);
    assert!(std::fs::read_to_string(folder.join("馆/.gitignore")).unwrap().contains("public"));
}

#[test]
fn init_leaves_a_folder_alone_that_holds_anything() {
    let folder = folder([("馆/年终总结.docx", "x")]);
    let run = folder.run(["init", "馆"]).ends_with(4);
    assert!(run.stderr.contains("年终总结.docx"), "{}", run.stderr);
    folder.run_in("馆", ["init"]).ends_with(4);
    assert_eq!(folder.files("馆").len(), 1);
}

#[test]
fn new_makes_a_file_of_every_kind_that_the_check_has_no_fault_with() {
    let folder = one_case();
    folder
        .run(["new", "case", "一线: '问需' 与 \"红色帮办\"#1", "--unit", "市审计局: 机关党委"])
        .ends_with(0);
    folder.run(["new", "unit", "市财政局"]).ends_with(0);
    folder.run(["new", "brand", "泉先锋", "--unit", "市财政局"]).ends_with(0);
    assert!(
        folder.join("content/units/市财政局.md").is_file()
            && folder.join("content/brands/泉先锋.md").is_file()
    );
    let check = folder.run(["check", "--drafts", "--strict"]).ends_with(0);
    assert!(said_nothing_wrong(&check), "{}", check.stderr);
    folder.run(["build", "--drafts"]).ends_with(0);
    let pages = folder.files("public");
    let title = "<title>一线: &#39;问需&#39; 与 &quot;红色帮办&quot;#1 · ";
    assert!(pages.values().any(|page| String::from_utf8_lossy(page).contains(title)));
}

#[test]
fn new_exhibition_waits_for_its_cases() {
    let folder = one_case();
    folder.run(["new", "exhibition", "从一线开始"]).ends_with(0);
    let check = folder.run(["check"]).ends_with(0);
    assert!(
        check.stderr.contains("content/exhibitions/从一线开始.md:1:1 提醒[empty-exhibition]"),
        "{}",
        check.stderr
    );
}

#[test]
fn new_leaves_a_file_alone_that_is_there() {
    let folder = one_case();
    for kind in ["case", "unit", "brand", "exhibition"] {
        folder.run(["new", kind, "诚审惟公"]).ends_with(0);
        let before = folder.files("content");
        let run = folder.run(["new", kind, "诚审惟公"]).ends_with(4);
        assert!(run.stderr.contains("诚审惟公.md"), "{}", run.stderr);
        assert_eq!(folder.files("content"), before);
    }
}

#[test]
fn new_never_leaves_its_folder_whatever_the_title() {
    let folder = one_case();
    for title in ["../../etc/passwd", "/etc/shadow", "..", "a/b\\c", "..\\..\\x"] {
        folder.run(["new", "case", title]).ends_with(0);
    }
    assert!(
        folder
            .files("")
            .keys()
            .all(|path| path.starts_with("content/cases/") && path.matches('/').count() == 2)
    );
    folder.run(["new", "case", " 　 "]).ends_with(2);
}

#[test]
fn check_says_how_many_cases_can_be_published_and_makes_nothing() {
    let folder = one_case();
    let check = folder.run(["check"]).ends_with(0);
    assert!(said_nothing_wrong(&check) && check.stdout.contains("1 个案例"), "{}", check.stdout);
    assert!(folder.files("").keys().all(|path| path == A));
}

#[test]
fn check_shows_every_fault_and_ends_with_1() {
    let folder = folder([(A, "---\ntitle: 茶\nyear: 204\nsumary: 一句\n---\n")]);
    let check = folder.run(["check"]).ends_with(1);
    for code in ["missing-field", "not-a-year", "unknown-key"] {
        assert!(check.stderr.contains(&format!("错误[{code}]")), "{}", check.stderr);
    }
    assert!(check.stderr.contains("共 3 处错误，0 处提醒") && check.stdout.is_empty(), "{}", check.stderr);
}

#[test]
fn build_makes_the_site_and_says_where_to_open_it() {
    let folder = one_case();
    let build = folder.run(["build"]).ends_with(0);
    let front = folder.join("public/index.html");
    assert!(build.stdout.contains(&front.display().to_string()), "{}", build.stdout);
    assert!(front.is_file() && folder.join("public/cases/a.html").is_file());
}

#[test]
fn build_with_faults_ends_with_1_and_leaves_the_published_site_as_it_was() {
    let folder = one_case();
    folder.run(["build"]).ends_with(0);
    let before = folder.files("public");
    folder.write("content/cases/b.md", b"---\ntitle: \n---\n");
    let build = folder.run(["build"]).ends_with(1);
    assert!(build.stderr.contains("没有发布；原来的网站没有变"), "{}", build.stderr);
    assert_eq!(folder.files("public"), before);
}

#[test]
fn a_fault_in_a_template_of_ones_own_ends_with_1_and_publishes_nothing() {
    for template in
        ["{% extends \"base.html\" %}{% block main %}{{ page.titel.x }}{% endblock main %}", "{% if %}"]
    {
        let folder = one_case();
        folder.write("themes/hall/templates/pages/case.html", template.as_bytes());
        let build = folder.run(["build"]).ends_with(1);
        assert!(build.stderr.contains("themes/hall/templates/pages/case.html:1:"), "{}", build.stderr);
        assert!(folder.files("public").is_empty());
    }
}

#[test]
fn a_folder_without_content_and_unknown_words_end_with_2() {
    let folder = folder([("readme", "")]);
    for args in [
        &["build"][..],
        &["check"],
        &["build", "--root", "无此文件夹"],
        &["bild"],
        &["build", "--drafs"],
        &["new", "cake", "x"],
    ] {
        folder.run(args).ends_with(2);
    }
    assert!(folder.run(["build"]).stderr.contains("zhanguan init"));
}

#[test]
fn a_place_that_cannot_be_written_to_ends_with_3() {
    let folder = one_case();
    folder.write("便笺.txt", b"x");
    let build = folder.run(["build", "--output", "便笺.txt/public"]).ends_with(3);
    assert!(build.stderr.contains("没有发布"), "{}", build.stderr);
}

#[test]
fn the_output_is_refused_where_something_could_be_lost() {
    let folder = folder([
        ("馆/content/cases/a.md", case("茶", "---\n")),
        ("馆/themes/hall/styles/own.css", "p{}".to_owned()),
        ("馆/便笺.txt", "x".to_owned()),
        ("馆/相册/合影.jpg", "x".to_owned()),
        ("别处/总结.docx", "x".to_owned()),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.join("别处"), folder.join("馆/链接")).unwrap();
    let before = folder.files("");
    for output in [
        ".",
        "..",
        "../..",
        "/",
        "content",
        "content/cases",
        "content/新",
        "themes",
        "便笺.txt",
        "相册",
        "../别处",
        "链接",
    ] {
        let build = folder.run_in("馆", ["build", "--output", output]).ends_with(4);
        assert!(build.stderr.contains("拒绝"), "{output}: {}", build.stderr);
    }
    assert_eq!(folder.files(""), before);
}

#[test]
fn files_of_others_that_appear_in_the_output_are_never_touched() {
    let folder = one_case();
    folder.write("content/cases/b.md", case("茶", "---\n").as_bytes());
    folder.run(["build"]).ends_with(0);
    folder.write("public/CNAME", b"hall.example.org");
    folder.write("public/cases/by-hand.html", b"<p>");
    folder.write("public/downloads/year.pdf", b"%PDF");
    std::fs::remove_file(folder.join("content/cases/b.md")).unwrap();
    folder.run(["build"]).ends_with(0);
    let files = folder.files("public");
    assert_eq!(files["CNAME"], b"hall.example.org");
    assert_eq!(files["cases/by-hand.html"], b"<p>");
    assert_eq!(files["downloads/year.pdf"], b"%PDF");
    assert!(!files.contains_key("cases/b.html"));
}

#[test]
fn a_page_that_would_replace_a_file_of_others_is_refused() {
    let folder = one_case();
    folder.run(["build"]).ends_with(0);
    folder.write("public/cases/b.html", b"<p>");
    folder.write("content/cases/b.md", case("茶", "---\n").as_bytes());
    let before = folder.files("public");
    let build = folder.run(["build"]).ends_with(4);
    assert!(build.stderr.contains("cases/b.html"), "{}", build.stderr);
    assert_eq!(folder.files("public"), before);
}

#[test]
fn what_is_renamed_or_deleted_disappears_with_its_folder() {
    let folder = folder([
        (A, case("茶", "brand: 诚审惟公\n---\n")),
        ("content/cases/b.md", case("水", "---\n")),
        ("content/exhibitions/e.md", "---\ntitle: 展\ncases: [b]\n---\n".to_owned()),
    ]);
    folder.run(["build"]).ends_with(0);
    assert!(folder.join("public/exhibitions/e.html").is_file());
    std::fs::remove_file(folder.join("content/exhibitions/e.md")).unwrap();
    std::fs::rename(folder.join(A), folder.join("content/cases/c.md")).unwrap();
    folder.run(["build"]).ends_with(0);
    assert!(!folder.join("public/exhibitions").exists() && !folder.join("public/cases/a.html").exists());
    let incremental = folder.files("public");
    std::fs::remove_dir_all(folder.join("public")).unwrap();
    folder.run(["build"]).ends_with(0);
    assert_eq!(folder.files("public"), incremental);
}

#[test]
fn files_that_stay_the_same_are_not_written_again() {
    let folder = one_case();
    folder.write("content/cases/b.md", case("茶", "summary: 摘要\n---\n旧文。\n").as_bytes());
    folder.run(["build"]).ends_with(0);
    let pages = || {
        ["public/cases/a.html", "public/cases/b.html", "public/units/index.html"]
            .map(|page| changed(&folder.join(page)))
    };
    let first = pages();
    let again = folder.run(["build"]).ends_with(0);
    assert!(again.stdout.contains("写入 0"), "{}", again.stdout);
    assert_eq!(pages(), first);
    folder.write("content/cases/b.md", case("茶", "summary: 摘要\n---\n新文。\n").as_bytes());
    folder.run(["build"]).ends_with(0);
    let last = pages();
    assert_eq!((last[0], last[2]), (first[0], first[2]));
    assert_ne!(last[1], first[1]);
}

#[test]
fn a_file_of_ours_that_was_deleted_by_hand_is_made_again() {
    let folder = one_case();
    folder.run(["build"]).ends_with(0);
    let before = folder.files("public");
    std::fs::remove_file(folder.join("public/cases/a.html")).unwrap();
    folder.run(["build"]).ends_with(0);
    assert_eq!(folder.files("public"), before);
}

#[test]
fn drafts_and_cases_of_a_future_date_are_counted_and_named_at_the_end() {
    let folder = one_case();
    folder.write("content/cases/b.md", case("未完", "draft: true\n---\n").as_bytes());
    folder.write("content/cases/c.md", case("来年", "date: 2199-01-01\n---\n").as_bytes());
    for command in ["build", "check"] {
        let run = folder.run([command]).ends_with(0);
        assert!(run.stdout.contains("本次未展出 2 件"), "{}", run.stdout);
        assert!(run.stdout.contains("content/cases/b.md 《未完》是草稿（draft: true）"), "{}", run.stdout);
        assert!(run.stdout.contains("content/cases/c.md 《来年》日期未到（2199-01-01）"), "{}", run.stdout);
    }
    let with = folder.run(["build", "--drafts"]).ends_with(0);
    assert!(!with.stdout.contains("未展出") && folder.join("public/cases/c.html").is_file());
    folder.run(["build"]).ends_with(0);
    assert!(!folder.join("public/cases/b.html").exists(), "a draft that was shown once must go again");
}

#[test]
fn strict_takes_warnings_for_errors() {
    let folder = folder([(A, case("茶", "---\n<b>重点</b>\n"))]);
    folder.run(["build", "--strict"]).ends_with(1);
    assert!(folder.files("public").is_empty());
    let build = folder.run(["build"]).ends_with(0);
    assert!(
        build.stderr.contains("提醒[raw-html]") && build.stderr.contains("共 0 处错误，1 处提醒"),
        "{}",
        build.stderr
    );
    folder.run(["check", "--strict"]).ends_with(1);
}

#[test]
fn base_url_on_the_command_line_is_used_instead_of_that_in_the_settings() {
    let folder = one_case();
    folder.write("content/site.yaml", b"base_url: https://old.example.org\n");
    folder.run(["build", "--base-url", "https://new.example.org/a/b"]).ends_with(0);
    let sitemap = std::fs::read_to_string(folder.join("public/sitemap.xml")).unwrap();
    assert!(
        sitemap.contains("<loc>https://new.example.org/a/b/cases/a.html</loc>") && !sitemap.contains("old")
    );
    folder.run(["build", "--base-url", "new.example.org"]).ends_with(2);
}

#[test]
fn output_may_be_any_new_folder() {
    let folder = one_case();
    folder.run(["build", "--output", "发布/2025 年"]).ends_with(0);
    assert!(folder.join("发布/2025 年/index.html").is_file() && !folder.join("public").exists());
}

#[test]
fn two_builds_into_two_folders_give_the_same_bytes() {
    let folder = one_case();
    folder.run(["build", "--output", "甲"]).ends_with(0);
    folder.run(["build", "--output", "乙"]).ends_with(0);
    assert_eq!(folder.files("甲"), folder.files("乙"));
}

#[test]
fn explain_tells_where_a_case_is_shown_by_its_file_title_or_page() {
    let folder = folder([
        (
            "content/cases/审计.md",
            case("把支部建在审计组上", "brand: 诚审惟公\nhonors: [五星级党支部]\n---\n正文。\n"),
        ),
        ("content/exhibitions/一线.md", "---\ntitle: 一线\ncases: [审计]\n---\n".to_owned()),
    ]);
    for name in ["审计", "审计.md", "content/cases/审计.md", "把支部建在审计组上", "shen-ji"] {
        let run = folder.run(["explain", name]).ends_with(0);
        for part in [
            "cases/shen-ji.html",
            "units/shi-shen-ji-ju.html",
            "诚审惟公",
            "五星级党支部",
            "《一线》第 1 件，共 1 件",
        ] {
            assert!(run.stdout.contains(part), "{name}: {}", run.stdout);
        }
    }
}

#[test]
fn explain_tells_what_would_make_the_case_better() {
    let folder = folder([
        ("content/cases/a.md", case("茶", "photos: [合影.png]\n---\n正文。\n").into_bytes()),
        ("content/cases/合影.png", crate::support::png(800, 600)),
    ]);
    let run = folder.run(["explain", "a"]).ends_with(0);
    for part in
        ["没写摘要（summary）", "没写品牌（brand）", "合影.png 800×600", "合影.png 没有说明（caption）"]
    {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    let fields =
        "summary: 一句。\nbrand: 泉\nhonors: [先进]\ntags: [茶]\ndate: 2024-05-01\ncover: 合影.png\n---\n";
    folder.write("content/cases/a.md", case("茶", fields).as_bytes());
    folder.write("content/cases/合影.png", &crate::support::png(2400, 1600));
    let run = folder.run(["explain", "a"]).ends_with(0);
    assert!(!run.stdout.contains("建议"), "{}", run.stdout);
}

#[test]
fn explain_tells_why_a_case_is_not_shown() {
    let folder = one_case();
    folder.write("content/cases/b.md", case("未完", "draft: true\n---\n").as_bytes());
    folder.write("content/cases/c.md", "---\ntitle: [茶\n---\n".as_bytes());
    let draft = folder.run(["explain", "b"]).ends_with(0);
    assert!(
        draft.stdout.contains("没有展出：是草稿") && draft.stdout.contains("--drafts"),
        "{}",
        draft.stdout
    );
    folder.run(["explain", "b", "--drafts"]).ends_with(0);
    let broken = folder.run(["explain", "c"]).ends_with(1);
    assert!(broken.stderr.contains("content/cases/c.md:2:8 错误[yaml-syntax]"), "{}", broken.stderr);
}

#[test]
fn explain_names_the_nearest_case_when_there_is_none_of_that_name() {
    let folder = folder([("content/cases/泉先锋.md", case("泉先锋与九十二个典型案例", "---\n"))]);
    let run = folder.run(["explain", "泉先峰"]).ends_with(2);
    assert!(run.stderr.contains("没有案例“泉先峰”。是不是“泉先锋”？"), "{}", run.stderr);
    let run = folder.run(["explain", "完全不同的东西"]).ends_with(2);
    assert!(!run.stderr.contains("是不是"), "{}", run.stderr);
}

#[test]
fn json_is_one_object_a_line_on_standard_output_and_nothing_else() {
    let folder = folder([(A, "---\ntitle: 茶\nyear: 204\nsumary: 一句\n---\n<b>x</b>\n")]);
    for args in [
        &["check", "--format", "json"][..],
        &["build", "--format", "json"],
        &["--format", "json", "check", "--lang", "en"],
    ] {
        let run = folder.run(args).ends_with(1);
        let faults: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let codes: Vec<&str> = faults.iter().map(|fault| fault["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["missing-field", "not-a-year", "unknown-key", "raw-html"]);
        assert_eq!(faults[1]["file"], A);
        assert_eq!(
            (&faults[1]["line"], &faults[1]["column"], &faults[1]["width"]),
            (&3.into(), &7.into(), &3.into())
        );
        assert_eq!((&faults[1]["severity"], &faults[3]["severity"]), (&"error".into(), &"warning".into()));
        assert_eq!(faults[2]["remedy"]["zh"], "是不是“summary”？");
        assert_eq!(faults[2]["remedy"]["en"], "did you mean “summary”?");
    }
    let sound = one_case();
    let run = sound.run(["build", "--format", "json"]).ends_with(0);
    assert!(run.stdout.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{}", run.stdout);
}

#[test]
fn english_is_spoken_when_asked_for() {
    let folder = folder([
        (A, "---\ntitle: Tea\nunit: Audit office\nyear: 2024\n---\nText.\n"),
        ("content/cases/b.md", "---\ntitle: Draft\nunit: Audit office\nyear: 2024\ndraft: true\n---\n"),
    ]);
    for args in [
        &["check", "--lang", "en"][..],
        &["--lang", "en", "build"],
        &["explain", "a", "--lang", "en"],
        &["explain", "b", "--lang", "en"],
        &["explain", "c", "--lang", "en"],
        &["build", "--lang", "en", "--output", "content"],
    ] {
        let run = folder.run(args);
        let said = run.stdout + &run.stderr;
        assert!(
            !said.is_empty() && !said.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
            "{args:?}: {said}"
        );
    }
}

#[test]
fn what_is_piped_carries_no_colours() {
    let folder = folder([(A, "---\ntitle: 茶\n---\n<b>\n")]);
    let run = folder.run(["check"]).ends_with(1);
    assert!(!run.stderr.contains('\u{1b}') && !run.stdout.contains('\u{1b}'));
}

#[test]
fn help_tells_the_exit_codes_and_every_command() {
    let help = folder([("readme", "")]).run(["--help"]).ends_with(0).stdout;
    for word in ["init", "new", "check", "build", "explain", "退出码", "130"] {
        assert!(help.contains(word), "{help}");
    }
}
