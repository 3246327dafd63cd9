//! Every way in which editors and people save is seen.

use super::preview::{Preview, preview, preview_with, wait_for};
use crate::support::{Folder, case, folder};
use std::fs::{self, File};
use std::io::Write;

const A: &str = "content/cases/a.md";

fn text(body: &str) -> String {
    case("把支部建在审计组上", &format!("---\n{body}\n"))
}

fn hall() -> Folder {
    folder([(A, text("最初的文字。")), ("content/cases/b.md", case("茶", "---\n"))])
}

/// Saves in some way and waits until the page shows what was saved; then once more, because an editor saves again and again.
fn seen_when(save: impl Fn(&Folder, &str)) {
    let folder = hall();
    let preview = preview(&folder);
    preview.shows("/cases/a.html", "最初的文字。");
    for body in ["第一次改动。", "第二次改动。", "第三次改动。"] {
        save(&folder, &text(body));
        preview.shows("/cases/a.html", body);
    }
}

#[test]
fn a_file_truncated_and_written_is_seen() {
    seen_when(|folder, text| fs::write(folder.join(A), text).unwrap());
}

#[test]
fn a_file_truncated_and_written_in_small_pieces_is_seen() {
    seen_when(|folder, text| {
        let mut file = File::create(folder.join(A)).unwrap();
        for piece in text.as_bytes().chunks(7) {
            file.write_all(piece).unwrap();
            file.sync_data().unwrap();
        }
    });
}

#[test]
fn a_new_file_renamed_over_the_old_one_is_seen() {
    seen_when(|folder, text| {
        fs::write(folder.join("content/cases/a.md.tmp"), text).unwrap();
        fs::rename(folder.join("content/cases/a.md.tmp"), folder.join(A)).unwrap();
    });
}

#[test]
fn a_file_written_outside_the_hall_and_moved_over_the_old_one_is_seen() {
    seen_when(|folder, text| {
        fs::write(folder.join("新稿.md"), text).unwrap();
        fs::rename(folder.join("新稿.md"), folder.join(A)).unwrap();
    });
}

#[test]
fn an_old_file_renamed_as_a_backup_and_a_new_one_written_is_seen() {
    seen_when(|folder, text| {
        fs::rename(folder.join(A), folder.join("content/cases/a.md~")).unwrap();
        fs::write(folder.join(A), text).unwrap();
        fs::remove_file(folder.join("content/cases/a.md~")).unwrap();
    });
}

#[test]
fn a_file_with_a_backup_by_hard_link_renamed_over_is_seen() {
    seen_when(|folder, text| {
        let (file, backup) = (folder.join(A), folder.join("content/cases/a.md.bak"));
        fs::hard_link(&file, &backup).unwrap();
        fs::write(folder.join("content/cases/.a.md.new"), text).unwrap();
        fs::rename(folder.join("content/cases/.a.md.new"), &file).unwrap();
        fs::remove_file(&backup).unwrap();
    });
}

#[test]
fn a_file_saved_beside_its_swap_file_is_seen() {
    seen_when(|folder, text| {
        let swap = folder.join("content/cases/.a.md.swp");
        fs::write(&swap, [0; 4096]).unwrap();
        fs::write(folder.join(A), text).unwrap();
        fs::remove_file(&swap).unwrap();
    });
}

#[test]
fn a_file_deleted_and_made_again_is_seen() {
    seen_when(|folder, text| {
        fs::remove_file(folder.join(A)).unwrap();
        fs::write(folder.join(A), text).unwrap();
    });
}

#[test]
fn a_folder_moved_in_is_seen_and_so_is_what_is_saved_in_it_and_that_it_goes() {
    let folder = hall();
    let preview = preview(&folder);
    folder.write("桌面/红船/index.md", case("红船", "---\n![船](船.svg)\n").as_bytes());
    folder.write("桌面/红船/船.svg", crate::support::SVG.as_bytes());
    fs::rename(folder.join("桌面/红船"), folder.join("content/cases/红船")).unwrap();
    preview.shows("/cases/hong-chuan.html", "<img");
    folder.write("content/cases/红船/index.md", case("红船", "---\n换了文字。\n").as_bytes());
    preview.shows("/cases/hong-chuan.html", "换了文字。");
    fs::rename(folder.join("content/cases/红船"), folder.join("桌面/红船")).unwrap();
    wait_for("the page to go", || (preview.get("/cases/hong-chuan.html").status == 404).then_some(()));
}

#[test]
fn a_burst_of_two_hundred_files_is_seen_and_read_a_few_times_only() {
    let folder = hall();
    let preview = preview(&folder);
    let before = generation(&preview);
    for number in 0..200 {
        folder.write(
            &format!("content/cases/burst-{number}.md"),
            case(&format!("案例{number}"), "---\n").as_bytes(),
        );
    }
    for number in [0, 99, 199] {
        preview.shows(&format!("/cases/burst-{number}.html"), &format!("案例{number}"));
    }
    let readings = generation(&preview) - before;
    assert!(readings <= 20, "200 files led to {readings} readings");
}

#[test]
fn a_style_is_seen_as_a_new_style_and_not_as_a_new_page() {
    let folder = hall();
    let preview = preview(&folder);
    let before = preview.state("/cases/a.html");
    // The folder of the theme appears while the hall is watched.
    folder.write("themes/hall/styles/print.css", b"body { color: #123456 }");
    let after = wait_for("a new style", || {
        let state = preview.state("/cases/a.html");
        (state["styles"] != before["styles"]).then_some(state)
    });
    assert_eq!(after["page"], before["page"]);
    let styles = after["styles"].as_array().unwrap().iter().map(|path| path.as_str().unwrap());
    assert!(styles.clone().any(|path| preview.get(path).text().contains("#123456")));
    folder.write("themes/hall/styles/print.css", b"body { color: #654321 }");
    let last = wait_for("the style after it", || {
        let state = preview.state("/cases/a.html");
        (state["styles"] != after["styles"]).then_some(state)
    });
    // A sheet of some pages only.
    folder.write("themes/hall/styles/components/story.css", b".story { color: #abcdef }");
    wait_for("the sheet of photographs", || {
        (preview.state("/cases/a.html")["styles"] != last["styles"]).then_some(())
    });
    assert_eq!(preview.state("/cases/a.html")["page"], before["page"]);
}

#[test]
fn a_template_is_seen() {
    let folder = hall();
    let preview = preview(&folder);
    folder.write(
        "themes/hall/templates/pages/404.html",
        b"{% extends \"base.html\" %}{% block main %}<h1>another</h1>{% endblock main %}",
    );
    wait_for("the new template", || {
        preview.get("/nowhere").text().contains("<h1>another</h1>").then_some(())
    });
}

#[test]
fn content_that_is_moved_away_stays_on_show_and_is_seen_when_it_is_back() {
    let folder = hall();
    let preview = preview(&folder);
    preview.shows("/cases/a.html", "最初的文字。");
    fs::rename(folder.join("content"), folder.join("旧")).unwrap();
    wait_for("the preview to say so", || preview.state("/")["trouble"].as_str().map(str::to_owned));
    preview.shows("/cases/a.html", "最初的文字。");
    folder.write("旧/cases/a.md", text("挪动时改的。").as_bytes());
    fs::rename(folder.join("旧"), folder.join("content")).unwrap();
    preview.shows("/cases/a.html", "挪动时改的。");
    assert!(preview.state("/")["trouble"].is_null());
    // What came back is watched like what went.
    folder.write(A, text("回来以后改的。").as_bytes());
    preview.shows("/cases/a.html", "回来以后改的。");
}

#[test]
fn a_hall_on_a_network_drive_is_looked_at_again_and_again() {
    let folder = hall();
    let preview = preview_with(&folder, &["--port", "0", "--poll", "0.05"]);
    for body in ["第一次改动。", "第二次改动。"] {
        folder.write(A, text(body).as_bytes());
        preview.shows("/cases/a.html", body);
    }
    fs::remove_file(folder.join("content/cases/b.md")).unwrap();
    wait_for("the page to go", || (preview.get("/cases/b.html").status == 404).then_some(()));
}

#[test]
fn the_last_of_many_quick_saves_is_what_stays() {
    let folder = hall();
    let preview = preview(&folder);
    for round in 0..5 {
        for save in 0..40 {
            folder.write(A, text(&format!("第{round}轮第{save}次。")).as_bytes());
            // Some saves fall into a reading that is under way, some between two.
            std::thread::sleep(std::time::Duration::from_micros(save * 577 % 9000));
        }
        preview.shows("/cases/a.html", &format!("第{round}轮第39次。"));
    }
}

#[test]
fn open_pages_are_told_of_every_reading() {
    let folder = hall();
    let preview = preview(&folder);
    let mut next = preview.events();
    let first = next();
    for step in 1..=3 {
        folder.write(A, text(&format!("第{step}次。")).as_bytes());
        let told = next();
        assert!(told > first, "{told} after {first}");
        preview.shows("/cases/a.html", &format!("第{step}次。"));
    }
}

#[test]
fn only_a_page_that_looks_different_counts_as_changed() {
    let folder = hall();
    let preview = preview(&folder);
    let (a, b) = (preview.state("/cases/a.html"), preview.state("/cases/b.html"));
    folder.write(A, text("只改这一件的正文。").as_bytes());
    preview.shows("/cases/a.html", "只改这一件的正文。");
    assert_ne!(preview.state("/cases/a.html")["page"], a["page"]);
    assert_eq!(preview.state("/cases/b.html")["page"], b["page"]);
}

#[test]
fn a_page_whose_address_changed_is_told_where_it_is_now() {
    let folder = hall();
    let preview = preview(&folder);
    folder.write(A, case("茶馆", "slug: cha-guan\n---\n").as_bytes());
    preview.shows("/cases/cha-guan.html", "茶馆");
    let asked = "/__zhanguan/state?page=%2Fcases%2Fa.html&source=content%2Fcases%2Fa.md";
    let state: serde_json::Value = serde_json::from_slice(&preview.get(asked).body).unwrap();
    assert_eq!((state["moved"].as_str(), state["page"].as_str()), (Some("/cases/cha-guan.html"), None));
}

/// The memory a process has now, in KiB.
#[cfg(target_os = "linux")]
fn memory_kib(preview: &Preview) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", preview.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn after_five_hundred_edits_memory_is_what_it_was_after_a_hundred() {
    let folder = hall();
    let preview = preview(&folder);
    let mut next = preview.events();
    next();
    let mut after_a_hundred = 0;
    for edit in 1..=500 {
        folder.write(A, text(&format!("第{edit}次。")).as_bytes());
        next();
        if edit % 10 == 0 {
            preview.shows("/cases/a.html", &format!("第{edit}次。"));
        }
        if edit == 100 {
            after_a_hundred = memory_kib(&preview);
        }
    }
    let after_all = memory_kib(&preview);
    println!("{after_a_hundred} KiB after 100 edits, {after_all} KiB after 500");
    assert!(
        after_all < after_a_hundred + 8 * 1024,
        "{after_a_hundred} KiB after 100 edits, {after_all} after 500"
    );
}

fn generation(preview: &Preview) -> u64 {
    preview.state("/")["generation"].as_u64().unwrap()
}
