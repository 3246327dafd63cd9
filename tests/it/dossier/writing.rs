//! How papers come to be where they lie: judged, whole, one run at a time, and never over what an office changed.

use super::{CALL, NAME, call, dossier, lying_in, site};
use crate::support::{Folder, same_site};
use std::process::{Child, Command, Stdio};

#[test]
fn an_entry_that_breaks_rules_is_reported_whole_and_nothing_is_made() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    let before = site.files("dossiers");
    site.write(CALL, call("words: 5\nsections: [成效]\npictures: {count: {min: 3}}\n").as_bytes());
    let run = site.run(["submit", "征集"]).ends_with(1);
    for code in ["entry-length", "entry-section-missing", "entry-picture-count"] {
        assert_eq!(run.stderr.matches(&format!("错误[{code}]")).count(), 2, "{code}\n{}", run.stderr);
    }
    same_site(&site.files("dossiers"), &before, "after a failed run");
    // One entry by itself is judged by itself.
    let own = site.run(["submit", "征集", "--entry", "乙"]).ends_with(1);
    assert!(own.stderr.contains("乙.md") && !own.stderr.contains("甲/index.md"), "{}", own.stderr);
}

#[test]
fn papers_are_made_for_one_entry_in_a_folder_of_its_own() {
    let site = site("");
    site.run(["submit", "征集", "--entry", "乙"]).ends_with(0);
    let papers = dossier(&site, "典型案例征集-02");
    assert!(papers.contains_key("02-市审计局-=一线问需/案例正文.docx"), "{:?}", papers.keys());
    assert!(!papers.keys().any(|path| path.starts_with("01-")));
    site.run(["submit", "征集", "--entry", "丙"]).ends_with(2);
    site.run(["submit", "征急"]).ends_with(2);
    site.run(["submit"]).ends_with(2);
}

#[test]
fn what_an_office_changed_or_added_is_never_overwritten() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    site.run(["submit", "征集"]).ends_with(0);
    let scan = "dossiers/典型案例征集/盖章扫描件.pdf";
    site.write(scan, b"%PDF");
    let run = site.run(["submit", "征集"]).ends_with(4);
    assert!(run.stderr.contains("盖章扫描件.pdf"), "{}", run.stderr);
    std::fs::remove_file(site.join(scan)).unwrap();
    site.write("dossiers/典型案例征集/汇总表.csv", b"changed");
    site.run(["submit", "征集"]).ends_with(4);
    assert_eq!(std::fs::read(site.join("dossiers/典型案例征集/汇总表.csv")).unwrap(), b"changed");
}

#[test]
fn papers_never_go_into_the_site_or_the_content() {
    let site = site("");
    site.run(["build"]).ends_with(0);
    site.run(["build", "--output", "网站"]).ends_with(0);
    for inside in ["public", "public/材料", "网站", "网站/材料", "content", "content/cases"] {
        site.run(["submit", "征集", "--output", inside]).ends_with(4);
    }
    for folder in ["public", "网站", "content"] {
        assert!(!site.files(folder).keys().any(|path| path.ends_with(".docx")), "{folder}");
    }
}

fn begin(site: &Folder) -> Child {
    Command::new(env!("CARGO_BIN_EXE_zhanguan"))
        .args(["submit", "征集"])
        .current_dir(site.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn runs_for_one_folder_wait_for_each_other() {
    let site = site("");
    site.run(["submit", "征集"]).ends_with(0);
    let papers = site.files("dossiers");
    let lock = std::fs::File::create(site.join("dossiers/.zhanguan/lock")).unwrap();
    lock.lock().unwrap();
    let mut runs: Vec<Child> = (0..3).map(|_| begin(&site)).collect();
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert!(runs.iter_mut().all(|run| run.try_wait().unwrap().is_none()), "a run did not wait");
    same_site(&site.files("dossiers"), &papers, "while the folder is locked");
    lock.unlock().unwrap();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    same_site(&site.files("dossiers"), &papers, "after three runs at once");
}

fn killed(site: &Folder, calls: &str, when: usize) -> bool {
    let inject = format!("inject={calls}:signal=SIGKILL:when={when}");
    let status = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}"), "-e", &inject])
        .args([env!("CARGO_BIN_EXE_zhanguan"), "submit", "征集"])
        .current_dir(site.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("strace is installed by tests/run");
    !status.success()
}

#[test]
fn a_run_killed_in_the_middle_leaves_the_old_papers_or_the_new_ones() {
    let old = site("");
    old.run(["submit", "征集"]).ends_with(0);
    let before = dossier(&old, NAME);
    let next = call("summary: 新\nfields: [撰写人]\n")
        .replacen("fields: [撰写人]\n", "", 1)
        .replace(NAME, "典型案例征集");
    let next = next.replace("entries: [甲, 乙]", "entries: [乙]");
    let fresh = site("");
    fresh.write(CALL, next.as_bytes());
    fresh.run(["submit", "征集"]).ends_with(0);
    let after = dossier(&fresh, NAME);
    assert_ne!(before, after);
    let mut kills = 0;
    for (calls, when) in [
        ("mkdir", 1),
        ("mkdir", 3),
        ("rename,renameat,renameat2", 1),
        ("rename,renameat,renameat2", 2),
        ("rename,renameat,renameat2", 3),
        ("unlink,unlinkat", 1),
        ("unlink,unlinkat", 3),
    ] {
        let hall = site("");
        hall.run(["submit", "征集"]).ends_with(0);
        hall.write(CALL, next.as_bytes());
        kills += usize::from(killed(&hall, calls, when));
        let found = dossier(&hall, NAME);
        // Between the two renames there is neither; the next run puts the old ones back before it begins.
        let is_whole = found == before || found == after || found.is_empty();
        assert!(is_whole, "{calls} {when}: {:?}", found.keys());
        hall.run(["submit", "征集"]).ends_with(0);
        same_site(&dossier(&hall, NAME), &after, &format!("{calls} {when}"));
        let left = lying_in(&hall);
        assert_eq!(left.len(), 1, "{left:?}");
    }
    assert!(kills >= 5, "{kills}");
}
