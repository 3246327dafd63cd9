//! A failed or killed build leaves the published site as it was; what is not ours is never touched.

use crate::support::{Files, Folder, case, folder, painted, same_site};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A hall of forty cases: large enough that a build can be killed in the middle.
fn forty_cases() -> Folder {
    let hall = folder([("content/site.yaml", "title: 机关品牌馆\nbase_url: https://hall.example.org/\n")]);
    for number in 0..40 {
        write_case(&hall, number, "旧");
    }
    hall
}

fn write_case(hall: &Folder, number: usize, version: &str) {
    let body = format!("brand: 品牌{}\n---\n\n## 做法\n\n{version}版正文，第{number}件。\n", number % 7);
    hall.write(
        &format!("content/cases/案例{number}.md"),
        case(&format!("{version}案例{number}"), &body).as_bytes(),
    );
}

fn build(hall: &Folder) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhanguan"));
    command.arg("build").current_dir(hall.path()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The site as a clean build of the same content makes it.
fn clean_build(hall: &Folder) -> Files {
    let other =
        folder(hall.files("content").into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)));
    for (path, bytes) in hall.files("themes") {
        other.write(&format!("themes/{path}"), &bytes);
    }
    other.run(["build"]).ends_with(0);
    other.files("public")
}

#[test]
fn a_build_killed_at_any_of_fifty_moments_leaves_the_old_site_or_a_decided_new_one() {
    let hall = forty_cases();
    hall.run(["build"]).ends_with(0);
    for number in 0..40 {
        write_case(&hall, number, "试");
    }
    let begun = Instant::now();
    hall.run(["build"]).ends_with(0);
    let whole_run = begun.elapsed().max(Duration::from_millis(20));
    let (mut old_seen, mut new_seen) = (0, 0);
    let mut old = hall.files("public");
    for round in 0..50u32 {
        for number in 0..40 {
            write_case(&hall, number, &format!("第{round}"));
        }
        let new = clean_build(&hall);
        let mut child = build(&hall).spawn().unwrap();
        // The first are killed at once and the last surely too late; between them, kills spread evenly over two runs.
        std::thread::sleep(match round {
            0..3 => Duration::ZERO,
            47.. => whole_run * 30,
            _ => whole_run * (round * 37 % 50) * 4 / 100,
        });
        let _ = child.kill();
        child.wait().unwrap();
        let found = hall.files("public");
        let is_decided = hall.join("public/.zhanguan/commit").is_dir();
        if found == old {
            old_seen += 1;
        } else if found == new {
            new_seen += 1;
        } else {
            // Killed while files were being moved into place: the decision stands, and every file is whole.
            assert!(is_decided, "round {round}: neither the old site nor the new one");
            for (path, bytes) in &found {
                let is_whole = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
                assert!(is_whole, "round {round}: {path} is neither old nor new");
            }
        }
        hall.run(["build"]).ends_with(0);
        same_site(&hall.files("public"), &new, &format!("round {round}, after the next build"));
        old = new;
    }
    assert!(old_seen > 0 && new_seen > 0, "all kills fell on one side: {old_seen} old, {new_seen} new");
}

#[test]
fn a_decided_site_is_finished_by_the_next_build_before_anything_else() {
    let hall = forty_cases();
    hall.run(["build"]).ends_with(0);
    let old = hall.files("public");
    write_case(&hall, 1, "新");
    std::fs::remove_file(hall.join("content/cases/案例2.md")).unwrap();
    hall.run(["build", "--output", "new"]).ends_with(0);
    let new = hall.files("new");
    // As if killed right behind the decision: what changed lies beside the old site, nothing has been moved.
    let commit = hall.join("public/.zhanguan/commit");
    for (path, bytes) in new.iter().filter(|(path, bytes)| old.get(*path) != Some(*bytes)) {
        hall.write(&format!("public/.zhanguan/commit/files/{path}"), bytes);
    }
    let stale: Vec<&str> = old.keys().filter(|path| !new.contains_key(*path)).map(String::as_str).collect();
    assert!(stale.contains(&"cases/an-li-2.html"));
    std::fs::write(commit.join("stale"), stale.join("\n")).unwrap();
    std::fs::copy(hall.join("new/.zhanguan/manifest"), commit.join("manifest")).unwrap();
    // Even a build that ends with faults finishes what was decided.
    hall.write("content/cases/坏.md", "没有字段".as_bytes());
    hall.run(["build"]).ends_with(1);
    assert!(!commit.exists());
    same_site(&hall.files("public"), &new, "after a build with faults");
    std::fs::remove_file(hall.join("content/cases/坏.md")).unwrap();
    hall.run(["build"]).ends_with(0);
    same_site(&hall.files("public"), &new, "after a sound build");
}

#[test]
fn a_build_that_fails_in_a_template_or_in_content_changes_nothing() {
    let hall = forty_cases();
    hall.run(["build"]).ends_with(0);
    let old = hall.files("public");
    write_case(&hall, 3, "新");
    hall.write("themes/hall/templates/pages/case.html", b"{{ no.such.thing }}");
    let run = hall.run(["build"]).ends_with(1);
    assert_eq!(run.stderr.matches("template-error").count(), 1, "{}", run.stderr);
    same_site(&hall.files("public"), &old, "after a failed build");
    std::fs::remove_dir_all(hall.join("themes")).unwrap();
    hall.write("content/cases/坏.md", "---\ntitle: 坏\n---\n".as_bytes());
    hall.run(["build"]).ends_with(1);
    same_site(&hall.files("public"), &old, "after a failed build");
    assert!(!hall.join("public/.zhanguan/stage").exists());
}

#[test]
fn a_disk_that_refuses_to_take_more_ends_the_build_and_changes_nothing() {
    let hall = forty_cases();
    hall.run(["build"]).ends_with(0);
    let old = hall.files("public");
    for number in 0..40 {
        write_case(&hall, number, "新");
    }
    // No file may grow beyond 4 KiB: writing a page fails in the middle, as on a full disk.
    let status = Command::new("bash")
        .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" build", env!("CARGO_BIN_EXE_zhanguan")])
        .current_dir(hall.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(3));
    same_site(&hall.files("public"), &old, "after a failed build");
    hall.run(["build"]).ends_with(0);
    same_site(&hall.files("public"), &clean_build(&hall), "after a further build");
}

#[test]
fn an_error_at_any_rename_leaves_a_site_that_the_next_build_completes() {
    for fail_at in 1..=12 {
        let hall = folder([("content/cases/a.md", case("旧", "---\n\n旧。\n"))]);
        hall.run(["build"]).ends_with(0);
        hall.write("content/cases/a.md", case("新", "---\n\n新。\n").as_bytes());
        hall.write("content/cases/b.md", case("再", "---\n\n再。\n").as_bytes());
        let inject = format!("inject=rename,renameat,renameat2:error=EIO:when={fail_at}");
        let status = Command::new("strace")
            .args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=rename,renameat,renameat2", "-e", &inject])
            .args([env!("CARGO_BIN_EXE_zhanguan"), "build"])
            .current_dir(hall.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("strace is installed by tests/run");
        assert!(matches!(status.code(), Some(0 | 3)), "rename {fail_at}: {status}");
        hall.run(["build"]).ends_with(0);
        same_site(&hall.files("public"), &clean_build(&hall), &format!("rename {fail_at}"));
    }
}

#[test]
fn two_builds_at_once_give_the_site_of_one() {
    let hall = forty_cases();
    for round in 0..5 {
        write_case(&hall, round, "并行");
        let mut first = build(&hall).spawn().unwrap();
        let mut second = build(&hall).spawn().unwrap();
        assert!(first.wait().unwrap().success() && second.wait().unwrap().success());
        same_site(&hall.files("public"), &clean_build(&hall), &format!("round {round}"));
    }
}

#[test]
fn a_first_site_killed_while_it_is_put_in_place_is_ours_and_finished() {
    let hall = forty_cases();
    hall.run(["build"]).ends_with(0);
    let whole = hall.files("public");
    let home = hall.join("public/.zhanguan");
    std::fs::create_dir_all(home.join("commit/files")).unwrap();
    std::fs::rename(home.join("manifest"), home.join("commit/manifest")).unwrap();
    std::fs::rename(hall.join("public/cases"), home.join("commit/files/cases")).unwrap();
    hall.run(["build"]).ends_with(0);
    same_site(&hall.files("public"), &whole, "after the first publication was killed");
}

#[test]
fn a_foreign_file_in_the_way_of_a_new_page_is_refused_and_kept() {
    let hall = forty_cases();
    hall.run(["build"]).ends_with(0);
    hall.write("public/cases/xin.html", "别人的".as_bytes());
    hall.write("content/cases/新.md", case("新", "---\n\n新。\n").as_bytes());
    hall.run(["build"]).ends_with(4);
    assert_eq!(std::fs::read(hall.join("public/cases/xin.html")).unwrap(), "别人的".as_bytes());
}

#[test]
fn a_link_where_a_folder_of_ours_was_is_refused() {
    let hall = forty_cases();
    hall.run(["build"]).ends_with(0);
    let elsewhere = folder([("keep.txt", "别处")]);
    std::fs::remove_dir_all(hall.join("public/cases")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), hall.join("public/cases")).unwrap();
    hall.run(["build"]).ends_with(4);
    assert_eq!(elsewhere.files("").len(), 1);
}

#[test]
fn a_page_that_someone_deleted_comes_back() {
    let hall = forty_cases();
    hall.run(["build"]).ends_with(0);
    let whole = hall.files("public");
    std::fs::remove_file(hall.join("public/cases/an-li-7.html")).unwrap();
    std::fs::remove_dir_all(hall.join("public/brands")).unwrap();
    hall.run(["build"]).ends_with(0);
    same_site(&hall.files("public"), &whole, "after a page was deleted");
}

#[test]
fn the_same_content_gives_the_same_bytes_whatever_the_threads_time_zone_locale_and_path() {
    let hall = forty_cases();
    hall.write("content/cases/图/index.md", case("有图", "---\n\n![图](图.png \"说明\")\n").as_bytes());
    hall.write("content/cases/图/图.png", &painted(40, 30));
    let expected = clean_build(&hall);
    let deep = folder(
        hall.files("content")
            .into_iter()
            .map(|(path, bytes)| (format!("盘 符/中文 目录/content/{path}"), bytes)),
    );
    for (threads, zone, locale) in
        [("1", "UTC", "C"), ("7", "America/New_York", "en_US.UTF-8"), ("2", "Asia/Shanghai", "zh_CN.UTF-8")]
    {
        let status = Command::new(env!("CARGO_BIN_EXE_zhanguan"))
            .args(["build", "--output", &format!("../{threads}")])
            .current_dir(deep.join("盘 符/中文 目录"))
            .env("RAYON_NUM_THREADS", threads)
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
        assert!(deep.files(&format!("盘 符/{threads}")) == expected, "{threads} threads, {zone}, {locale}");
    }
}
