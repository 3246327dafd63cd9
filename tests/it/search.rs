//! Whatever stands in a case is found by any fragment of it, and nothing else is.

use crate::reader::{Reader, folded, folded_lines, script};
use crate::support::{Files, case, files, hall, hall_as, in_tests};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One case of a random hall: its lines, as a visitor reads them.
#[derive(Debug, Clone)]
struct Lines {
    title: String,
    unit: String,
    brand: Option<String>,
    honors: Vec<String>,
    summary: Option<String>,
    body: Vec<String>,
}

/// Words as they are typed in offices: full and half width, both scripts, capitals, marks, figures, rare and composed characters.
fn word() -> impl Strategy<Value = String> {
    let characters =
        "审计局机关党支部建在组上一二三诚惟公資產線關審計業務ＡＢ１２aZ9é㊣ﬁ𠮷〇々，。“”（）、 ·—😀";
    // And names and numbers, in which the same few characters stand in many orders.
    prop_oneof![written_with(characters), written_with("12３aBｃ件")]
}

fn written_with(characters: &str) -> impl Strategy<Value = String> + use<> {
    let characters: Vec<char> = characters.chars().collect();
    prop::collection::vec(prop::sample::select(characters), 1..9).prop_map(|chars| {
        let text: String = chars.into_iter().collect();
        format!("甲{}乙", text.trim())
    })
}

fn lines() -> impl Strategy<Value = Lines> {
    (
        word(),
        word(),
        prop::option::of(word()),
        prop::collection::vec(word(), 0..3),
        prop::option::of(word()),
        prop::collection::vec(word(), 0..4),
    )
        .prop_map(|(title, unit, brand, honors, summary, body)| Lines {
            title,
            unit,
            brand,
            honors,
            summary,
            body,
        })
}

impl Lines {
    fn file(&self) -> String {
        let mut text = format!("---\ntitle: \"{}\"\nunit: \"{}\"\nyear: 2024\n", self.title, self.unit);
        if let Some(brand) = &self.brand {
            text += &format!("brand: \"{brand}\"\n");
        }
        if let Some(summary) = &self.summary {
            text += &format!("summary: \"{summary}\"\n");
        }
        if !self.honors.is_empty() {
            text += "honors:\n";
        }
        for honor in &self.honors {
            text += &format!("  - \"{honor}\"\n");
        }
        format!("{text}---\n\n{}\n", self.body.join("\n\n"))
    }

    fn all(&self) -> Vec<&str> {
        let fields = [Some(&self.title), Some(&self.unit), self.brand.as_ref(), self.summary.as_ref()];
        let lines = fields.into_iter().flatten().chain(&self.honors).chain(&self.body);
        lines.map(String::as_str).chain(["2024"]).collect()
    }

    fn holds(&self, fragment: &str) -> bool {
        self.all().iter().any(|line| folded_lines(line).contains(fragment))
    }
}

/// A file name that is its own slug.
fn letter(n: usize) -> char {
    char::from(b'a' + n as u8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_fragment_of_every_field_is_found_and_nothing_else(
        cases in prop::collection::vec(lines(), 1..7),
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..13usize), 12),
        texts_per_file in 1..4usize,
    ) {
        let mut content: Files = files([("content/site.yaml", format!("search:\n  texts_per_file: {texts_per_file}\n  shard_kb: 1\n"))]);
        for (n, lines) in cases.iter().enumerate() {
            content.insert(format!("content/cases/{}.md", letter(n)), lines.file().into_bytes());
        }
        let hall = hall_as(crate::support::Asked::default(), content);
        let reader = Reader::open(&hall.pages);
        for (in_case, in_line, from, length) in picks {
            let lines = cases[in_case.index(cases.len())].all();
            let line: Vec<char> = folded(lines[in_line.index(lines.len())]).chars().collect();
            let from = from.index(line.len());
            let fragment: String = line[from..line.len().min(from + length)].iter().collect();
            let expected: BTreeSet<String> = cases
                .iter()
                .enumerate()
                .filter(|(_, lines)| lines.holds(&fragment))
                .map(|(n, _)| format!("cases/{}.html", letter(n)))
                .collect();
            let found: BTreeSet<String> = reader.search(&fragment).into_keys().collect();
            prop_assert_eq!(found, expected, "{}", fragment);
        }
    }
}

fn sample() -> Files {
    let body = "---\n\n## 做法\n\n把**支部**建在`审计组`上，\n白天查账。[^1]\n\n| 年份 | 件数 |\n| --- | --- |\n| 2023 | 一百零八 |\n\n```sql\nselect total\n```\n\n<!-- 内部备忘 -->\n\n[^1]: 见审计厅通报。\n";
    files([
        (
            "content/cases/shen-ji-zu.md",
            case("把支部建在审计组上", &format!("brand: 诚审惟公\ncontact: 王小明\n{body}")),
        ),
        (
            "content/cases/ye-xue.md",
            case(
                "夜学",
                "summary: 诚审惟公的同志们办起夜学。\nhonors:\n  - name: 优秀品牌案例\n    level: 省级\n    issuer: 省审计厅\n---\n\n银行、重庆与长安。\n",
            ),
        ),
        (
            "content/units/市审计局.md",
            "---\nname: 市审计局\nshort: 审计\naliases: [市审计局机关党委]\n---\n".to_owned(),
        ),
    ])
}

#[test]
fn tables_code_and_notes_are_searched_and_marks_comments_and_contacts_are_not() {
    let hall = hall(sample());
    let reader = Reader::open(&hall.pages);
    for fragment in ["一百零八", "SELECT TOTAL", "审计厅通报", "支部建在审计组上白天", "省級", "省审计厅"]
    {
        assert_eq!(reader.search(fragment).len(), 1, "{fragment}");
    }
    for fragment in ["内部备忘", "王小明", "年份件数", "做法把"] {
        assert!(reader.search(fragment).is_empty(), "{fragment}");
    }
}

#[test]
fn a_fragment_is_placed_by_the_best_field_it_stands_in() {
    let hall = hall(sample());
    let found = Reader::open(&hall.pages).search("诚审惟公");
    assert_eq!(
        found,
        BTreeMap::from([("cases/shen-ji-zu.html".to_owned(), 1), ("cases/ye-xue.html".to_owned(), 4)])
    );
    let list = Reader::open(&hall.pages).list(('诚' as u32, '审' as u32, None));
    let mut places: Vec<u32> = list.into_values().collect();
    places.sort_unstable();
    assert_eq!(places, [1, 4], "ranking needs the place before any text is read");
}

#[test]
fn a_list_leaves_out_the_cases_in_which_a_pair_goes_on_otherwise() {
    let bodies = ["甲乙丙", "甲乙丁", "甲乙丁，甲乙丙", "甲乙丙，甲乙丙", "甲乙", "A1B2c", "A1Bd"];
    let cases = bodies.iter().zip('a'..).map(|(body, name)| {
        (format!("content/cases/{name}.md"), case(&name.to_string(), &format!("---\n\n{body}\n")))
    });
    let hall = hall(cases);
    let reader = Reader::open(&hall.pages);
    let bodies_with = |first: u32, second: char, next: char| -> BTreeSet<usize> {
        let listed = reader.list((first, second.into(), Some(next.into()))).into_keys();
        let letter = |id: usize| reader.story(id).url.trim_start_matches("cases/").as_bytes()[0];
        listed.map(|id| usize::from(letter(id) - b'a')).collect()
    };
    assert_eq!(bodies_with('甲'.into(), '乙', '丙'), [0, 2, 3].into());
    assert_eq!(bodies_with('甲'.into(), '乙', '丁'), [1, 2].into());
    let a1 = 0x1a_0000 + 36 * 10 + 1;
    assert_eq!(bodies_with(a1, 'b', '2'), [5].into());
    assert_eq!(bodies_with(a1, 'b', 'd'), [6].into());
}

#[test]
fn titles_carry_every_reading_and_names_their_sounds_and_aliases() {
    let hall = hall(
        [("content/cases/a.md", case("重庆银行", "brand: 绿色长安\n---\n"))].map(|(path, text)| (path, text)),
    );
    let reader = Reader::open(&hall.pages);
    let spellings = reader.entries("spellings");
    let sounds = &spellings[0][0];
    // The characters behind `sound`, where it is not the end of a longer syllable.
    let said = |sound: &str| {
        let is_whole = |at: usize| !sounds[..at].ends_with(|c: char| c.is_ascii());
        let (at, _) = sounds.match_indices(sound).find(|(at, _)| is_whole(*at)).unwrap();
        sounds[at + sound.len()..].split(|c: char| c.is_ascii()).next().unwrap()
    };
    assert!(said("chong").contains('重') && said("zhong").contains('重'), "{sounds}");
    assert!(said("hang").contains('行'), "{sounds}");
    assert!(said("lu").contains('绿'), "ü may be typed as u");
    let other = self::hall(sample());
    let spellings = Reader::open(&other.pages).entries("spellings");
    assert!(spellings.contains(&["shi-shen-ji-ju", "审计", "市审计局机关党委"].map(str::to_owned).to_vec()));
}

#[test]
fn a_facet_in_which_most_cases_follow_each_other_is_short_and_a_mixed_one_whole() {
    let unit = |n: usize| format!("甲{}局", n / 20);
    let honor =
        |n: usize| if n * n % 7 < 3 { "honors: [先进集体]\n" } else { "honors: [优秀案例]\n" };
    let text = |n| format!("---\ntitle: 案例{n}\nunit: {}\nyear: 2024\n{}---\n\n正文。\n", unit(n), honor(n));
    let hall = hall((0..200).map(|n| (format!("content/cases/c{n:03}.md"), text(n))));
    let reader = Reader::open(&hall.pages);
    let number = |id: &usize| -> usize {
        let url = reader.story(*id).url;
        url.replace(|c: char| !c.is_ascii_digit(), "").parse().unwrap()
    };
    let numbers = |cases: &[usize]| -> BTreeSet<usize> { cases.iter().map(number).collect() };
    for (cases, name) in reader.facet("unit").iter().zip(reader.names("unit")) {
        let of_unit = (0..200).filter(|n| unit(*n) == name).collect();
        assert_eq!(numbers(cases), of_unit);
    }
    for (cases, name) in reader.facet("honor").iter().zip(reader.names("honor")) {
        let of_honor = (0..200).filter(|n| honor(*n).contains(&name)).collect();
        assert_eq!(numbers(cases), of_honor);
    }
    let unit = script(&hall.pages["search/unit.js"]).chars().count();
    assert!(unit < 56, "ten units take {unit} characters");
}

#[test]
fn facets_list_the_cases_of_each_value() {
    let hall = hall(sample());
    let reader = Reader::open(&hall.pages);
    let url = |ids: &[usize]| ids.iter().map(|id| reader.story(*id).url).collect::<Vec<_>>();
    assert_eq!(reader.years(), [2024]);
    let brands = reader.facet("brand");
    assert_eq!(url(&brands[0]), ["cases/shen-ji-zu.html"]);
    assert_eq!(reader.names("level"), ["省级"]);
    assert_eq!(url(&reader.facet("level")[0]), ["cases/ye-xue.html"]);
    assert_eq!(reader.facet("unit")[0].len(), 2);
}

#[test]
fn a_level_has_its_cases_also_where_an_award_has_another_level_than_its_honor() {
    let awards = ["level: 省级", "level: 省级", "level: 国家级", "issuer: 省总工会"];
    let text = |level| format!("---\nhonors:\n  - name: 先进集体\n    {level}\n---\n\n正文。\n");
    let cases = awards.iter().zip('a'..).map(|(level, name)| {
        (format!("content/cases/{name}.md"), case(&name.to_string(), text(level).trim_start_matches("---\n")))
    });
    let hall = hall(cases);
    let reader = Reader::open(&hall.pages);
    let urls =
        |ids: Vec<usize>| -> BTreeSet<String> { ids.into_iter().map(|id| reader.story(id).url).collect() };
    let levels: BTreeMap<String, BTreeSet<String>> =
        reader.names("level").into_iter().zip(reader.facet("level").into_iter().map(urls)).collect();
    let expected = [("国家级", vec!["c"]), ("省级", vec!["a", "b"]), ("", vec!["d"])];
    let expected = expected.map(|(level, cases)| {
        (level.to_owned(), cases.iter().map(|name| format!("cases/{name}.html")).collect())
    });
    assert_eq!(levels, BTreeMap::from(expected));
}

#[test]
fn levels_that_follow_from_honors_take_next_to_nothing() {
    let honors = ["国家级: 全国先进", "省级: 全省先进", "市级: 全市先进"];
    let honor = |n: usize| honors[n * n % 7 % 3].split_once(": ").unwrap();
    let text = |n: usize| {
        let (level, name) = honor(n);
        case(&format!("案例{n}"), &format!("honors:\n  - name: {name}\n    level: {level}\n---\n\n正文。\n"))
    };
    let hall = hall((0..200).map(|n| (format!("content/cases/c{n:03}.md"), text(n))));
    let level = script(&hall.pages["search/level.js"]).chars().count();
    assert!(level < 48, "{level} characters");
}

#[test]
fn an_index_has_fewer_files_than_cases_and_a_small_hall_few() {
    for (count, most) in [(50, 20), (400, 400)] {
        let content = (0..count)
            .map(|n| (format!("content/cases/c{n}.md"), case(&format!("案例{n}"), "---\n\n正文。\n")));
        let pages = hall(content).pages;
        let index = pages.keys().filter(|path| path.starts_with("search/")).count();
        assert!(index <= most, "{index} files for {count} cases");
    }
}

#[test]
fn a_hall_without_cases_has_no_index() {
    let pages = hall([("content/pages/about.md", "---\ntitle: 关于\n---\n")]).pages;
    assert!(!pages.keys().any(|path| path.starts_with("search/")));
}

#[test]
fn nothing_hostile_gets_out_of_an_index_file() {
    let title = "</script><!--\\u2028\u{2028}\\\"+alert(1)+\\\"";
    let hall = hall([(
        "content/cases/a.md",
        format!(
            "---\ntitle: \"{title}\"\nunit: \"</script>{title}\"\nbrand: \"`${{1}}\\\\\"\nyear: 2024\n---\n\n{title}\n"
        ),
    )]);
    for (path, bytes) in hall.pages.iter().filter(|(path, _)| path.starts_with("search/")) {
        let text = script(bytes);
        let (_, value) = text.split_once(',').unwrap().1.split_once(',').unwrap();
        let value = value.strip_suffix(")\n").unwrap();
        if path.ends_with("manifest.js") {
            let manifest: serde_json::Value = serde_json::from_str(value).unwrap();
            let hostile = ['<', '>', '&', '\u{2028}', '\u{2029}'];
            assert!(manifest.is_object() && !value.contains(hostile), "{path}: {text}");
        } else {
            let inside = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap();
            // U+2028 may stand in a string since ECMAScript 2019.
            assert!(inside.chars().all(|c| c >= '\u{80}'), "{path}: {text}");
        }
    }
    assert!(!Reader::open(&hall.pages).search("script").is_empty());
}

#[test]
fn texts_are_folded_as_the_vectors_say() {
    let vectors = std::fs::read_to_string(in_tests("search/vectors.json")).unwrap();
    let vectors: serde_json::Value = serde_json::from_str(&vectors).unwrap();
    for vector in vectors["fold"].as_array().unwrap() {
        let text = |key: &str| vector[key].as_str().unwrap().to_owned();
        assert_eq!(folded_lines(&text("text")), text("folded"), "{}", text("text"));
    }
}
