//! A build after any edits equals a clean one, byte for byte; what is remembered can be lost without harm.

use crate::support::{Files, Folder, Preview, SVG, case, folder, same_site};
use proptest::prelude::*;

/// One thing an office does between two builds.
#[derive(Debug, Clone)]
enum Edit {
    Body(usize, u32),
    Title(usize, u32),
    Honor(usize, u32),
    Date(usize, u32),
    Add(u32),
    Delete(usize),
    Rename(usize, u32),
    Draft(usize),
    UnitFile(usize, u32),
    DropUnitFile(usize),
    Exhibition(u32),
    Picture(u32),
    Site(u32),
    Theme(u32),
    LoseCache,
    DamageCache(u8),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let n = 0..8usize;
    let v = any::<u32>().prop_map(|v| v % 50);
    let edit = prop_oneof![
        (n.clone(), v.clone()).prop_map(|(n, v)| Edit::Body(n, v)),
        (n.clone(), v.clone()).prop_map(|(n, v)| Edit::Title(n, v)),
        (n.clone(), v.clone()).prop_map(|(n, v)| Edit::Honor(n, v)),
        (n.clone(), v.clone()).prop_map(|(n, v)| Edit::Date(n, v)),
        v.clone().prop_map(Edit::Add),
        n.clone().prop_map(Edit::Delete),
        (n.clone(), v.clone()).prop_map(|(n, v)| Edit::Rename(n, v)),
        n.clone().prop_map(Edit::Draft),
        (n.clone(), v.clone()).prop_map(|(n, v)| Edit::UnitFile(n, v)),
        n.prop_map(Edit::DropUnitFile),
        v.clone().prop_map(Edit::Exhibition),
        v.clone().prop_map(Edit::Picture),
        v.clone().prop_map(Edit::Site),
        v.prop_map(Edit::Theme),
        Just(Edit::LoseCache),
        any::<u8>().prop_map(Edit::DamageCache),
    ];
    prop::collection::vec(edit, 1..9)
}

fn text_of(n: usize, title: u32, honor: u32, body: u32) -> String {
    let link = if n == 3 { "\n见[另一件](案例0.md#做法)。\n" } else { "" };
    let more = format!(
        "summary: 摘要。\nbrand: 品牌{}\nhonors:\n  - name: 荣誉{}\n    level: 市级\n    year: {}\n---\n\n## 做法\n\n第{body}稿。{link}",
        n % 3,
        honor % 4,
        2015 + honor % 8
    );
    case(&format!("第{title}题案例{n}"), &more).replace("unit: 市审计局", &format!("unit: 单位{}", n % 4))
}

fn begin() -> Folder {
    let hall = folder([(
        "content/site.yaml",
        "title: 机关品牌馆\nbase_url: https://hall.example.org/\nper_page: 3\n",
    )]);
    for n in 0..8 {
        hall.write(&format!("content/cases/案例{n}.md"), text_of(n, 0, 0, 0).as_bytes());
    }
    hall
}

fn apply(hall: &Folder, edit: &Edit) {
    let file = |n: usize| format!("content/cases/案例{n}.md");
    let remove = |path: &str| drop(std::fs::remove_file(hall.join(path)));
    match edit {
        Edit::Body(n, v) => hall.write(&file(*n), text_of(*n, 0, 0, *v).as_bytes()),
        Edit::Title(n, v) => hall.write(&file(*n), text_of(*n, *v, 0, 0).as_bytes()),
        Edit::Honor(n, v) => hall.write(&file(*n), text_of(*n, 0, *v, 0).as_bytes()),
        Edit::Date(n, v) => hall.write(
            &file(*n),
            text_of(*n, 0, 0, 0)
                .replacen("year: 2024", &format!("date: 2024-05-{:02}", v % 28 + 1), 1)
                .as_bytes(),
        ),
        Edit::Add(v) => hall.write(&format!("content/cases/新增{v}.md"), text_of(5, *v, *v, *v).as_bytes()),
        // The case that another links to stays, or the build would rightly fail.
        Edit::Delete(0) | Edit::Rename(0, _) | Edit::Draft(0) => {}
        Edit::Delete(n) => remove(&file(*n)),
        Edit::Rename(n, v) => {
            let target = format!("content/cases/改名{v}-{n}.md");
            let _ = std::fs::rename(hall.join(&file(*n)), hall.join(&target));
        }
        Edit::Draft(n) => hall.write(
            &file(*n),
            text_of(*n, 0, 0, 0).replacen("year: 2024", "year: 2024\ndraft: true", 1).as_bytes(),
        ),
        Edit::UnitFile(n, v) => hall.write(
            &format!("content/units/单位{}.md", n % 4),
            format!("---\nname: 单位{0}\nshort: 简{0}-{v}\ngroup: 片组{1}\n---\n\n介绍{v}。\n", n % 4, v % 3)
                .as_bytes(),
        ),
        Edit::DropUnitFile(n) => remove(&format!("content/units/单位{}.md", n % 4)),
        Edit::Exhibition(v) => hall.write(
            "content/exhibitions/展.md",
            format!("---\ntitle: 展{v}\nwhere:\n  year: 2024\n---\n\n前言{v}。\n").as_bytes(),
        ),
        Edit::Picture(v) => {
            hall.write("content/cases/有图/图.svg", SVG.replace("b3261e", &format!("b326{v:02}")).as_bytes());
            let more = "---\n\n![图](图.svg \"说明\")\n";
            hall.write("content/cases/有图/index.md", case("有图", more).as_bytes());
        }
        Edit::Site(v) => hall.write(
            "content/site.yaml",
            format!(
                "title: 馆{v}\norganiser: 主办{}\nbase_url: https://hall{}.example.org/\nper_page: {}\n",
                v % 3,
                v % 2,
                v % 5 + 1
            )
            .as_bytes(),
        ),
        Edit::Theme(v) => hall.write(
            "themes/hall/templates/pages/text.html",
            format!("{{% extends \"base.html\" %}}{{% block main %}}{v}{{{{ body }}}}{{% endblock main %}}")
                .as_bytes(),
        ),
        Edit::LoseCache => drop(std::fs::remove_dir_all(hall.join(".zhanguan"))),
        Edit::DamageCache(seed) => damage(hall, *seed),
    }
}

/// Cuts, garbles or empties what is remembered.
fn damage(hall: &Folder, seed: u8) {
    for (path, mut bytes) in crate::support::read_folder(&hall.join(".zhanguan")) {
        match seed % 3 {
            0 => bytes.truncate(bytes.len() / 2),
            1 => {
                if let Some(byte) = bytes.last_mut() {
                    *byte ^= 0x55;
                }
            }
            _ => bytes.clear(),
        }
        std::fs::write(hall.join(".zhanguan").join(path), bytes).unwrap();
    }
}

fn clean(hall: &Folder) -> Files {
    let other = folder([("content/placeholder.txt", "")]);
    for part in ["content", "themes"] {
        for (path, bytes) in hall.files(part) {
            other.write(&format!("{part}/{path}"), &bytes);
        }
    }
    other.run(["build"]).ends_with(0);
    other.files("public")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_build_after_any_edits_equals_a_clean_one(steps in prop::collection::vec(edits(), 1..4)) {
        let hall = begin();
        hall.run(["build"]).ends_with(0);
        let mut preview = Preview::begin();
        preview.pages(hall.path());
        for step in steps {
            for edit in &step {
                apply(&hall, edit);
            }
            hall.run(["build"]).ends_with(0);
            let clean = clean(&hall);
            same_site(&hall.files("public"), &clean, &format!("after {step:?}"));
            same_site(&preview.pages(hall.path()), &clean, &format!("in the preview after {step:?}"));
        }
    }
}

#[test]
fn an_edit_within_the_same_second_and_of_the_same_length_is_seen() {
    let hall = begin();
    for version in 0..6 {
        hall.write("content/cases/案例1.md", text_of(1, 0, 0, version).as_bytes());
        hall.run(["build"]).ends_with(0);
        let page = hall.files("public")["cases/an-li-1.html"].clone();
        assert!(String::from_utf8(page).unwrap().contains(&format!("第{version}稿")), "version {version}");
    }
}

#[test]
fn nothing_is_written_where_nothing_changed_and_one_body_touches_one_page_and_the_index() {
    let hall = begin();
    hall.run(["build"]).ends_with(0);
    let run = hall.run(["build"]).ends_with(0);
    assert!(run.stdout.contains("写入 0，"), "{}", run.stdout);
    let before = hall.files("public");
    hall.write("content/cases/案例2.md", text_of(2, 0, 0, 9).as_bytes());
    hall.run(["build"]).ends_with(0);
    let after = hall.files("public");
    let written: Vec<&String> = after.keys().filter(|path| after.get(*path) != before.get(*path)).collect();
    assert_eq!(written, ["cases/an-li-2.html", "search/g/0.js", "search/manifest.js", "search/t/0.js"]);
}

/// Sixty cases with one text and few lists to a file.
fn wide_hall() -> Folder {
    let hall = folder([("content/site.yaml", "search:\n  texts_per_file: 1\n  shard_kb: 1\n")]);
    for n in 0..60 {
        hall.write(&format!("content/cases/案例{n}.md"), text_of(n, n as u32, 0, 7).as_bytes());
    }
    hall
}

#[test]
fn an_edit_rewrites_only_the_files_that_hold_its_terms() {
    let hall = wide_hall();
    hall.run(["build"]).ends_with(0);
    let before = hall.files("public/search");
    let text = text_of(30, 30, 0, 7).replace("第7稿。", "第7稿。鲲鹏展翅。");
    hall.write("content/cases/案例30.md", text.as_bytes());
    hall.run(["build"]).ends_with(0);
    let after = hall.files("public/search");
    same_site(&hall.files("public"), &clean(&hall), "after an edit");
    let written: Vec<&String> = after.keys().filter(|path| after.get(*path) != before.get(*path)).collect();
    // Four characters and five pairs are new, with those before and behind, and the pair before them goes on otherwise: at most ten
    // lists, one text, the manifest.
    let lists = written.iter().filter(|path| path.starts_with("g/")).count();
    assert!((1..=10).contains(&lists) && written.len() == lists + 2, "{written:?}");
    assert!(before.len() > 120, "{}", before.len());
}

#[test]
fn an_edit_by_which_pairs_only_go_on_otherwise_rewrites_their_lists() {
    let hall = wide_hall();
    let write = |words: &str| {
        let text = text_of(30, 30, 0, 7).replace("第7稿。", words);
        hall.write("content/cases/案例30.md", text.as_bytes());
        hall.run(["build"]).ends_with(0);
        hall.files("public/search")
    };
    // The same characters and pairs in another order.
    let before = write("鲲鹏展\n\n翅鹏翔\n\n");
    let after = write("鲲鹏翔\n\n翅鹏展\n\n");
    same_site(&hall.files("public"), &clean(&hall), "after an edit");
    let written = after.keys().filter(|path| path.starts_with("g/") && after.get(*path) != before.get(*path));
    assert_eq!(written.count(), 2, "the lists of 鲲鹏 and of 翅鹏");
}

#[test]
fn an_index_of_which_half_is_lost_between_runs_is_made_anew() {
    let hall = wide_hall();
    hall.run(["build"]).ends_with(0);
    let kept = crate::support::read_folder(&hall.join(".zhanguan/cache"));
    for path in kept.keys().filter(|path| path.starts_with("search-") && path.ends_with(['0', '2', '4'])) {
        std::fs::remove_file(hall.join(&format!(".zhanguan/cache/{path}"))).unwrap();
    }
    hall.write("content/cases/案例30.md", text_of(30, 30, 0, 8).as_bytes());
    std::fs::remove_dir_all(hall.join("public")).unwrap();
    hall.run(["build"]).ends_with(0);
    same_site(&hall.files("public"), &clean(&hall), "after a loss");
}

#[test]
fn what_a_killed_run_left_half_kept_is_not_mixed_into_the_next() {
    let hall = wide_hall();
    hall.run(["build"]).ends_with(0);
    let seals = std::fs::read(hall.join(".zhanguan/cache/search")).unwrap();
    hall.write("content/cases/案例30.md", text_of(30, 30, 0, 8).as_bytes());
    hall.run(["build"]).ends_with(0);
    // The lists are kept first and the seals last: a run killed between the two leaves these seals beside those lists.
    std::fs::write(hall.join(".zhanguan/cache/search"), seals).unwrap();
    hall.write("content/cases/案例31.md", text_of(31, 31, 0, 9).as_bytes());
    hall.run(["build"]).ends_with(0);
    same_site(&hall.files("public"), &clean(&hall), "after a kill");
}
