//! What is drawn at build time: seals, covers, charts, codes.

use crate::support::{case, hall};

#[test]
fn a_case_without_picture_wears_its_brands_seal_its_year_and_its_highest_level() {
    let honors = "honors: [{name: 市级标兵, level: 市级}, {name: 优秀案例, level: 省级}]\n---\n";
    let hall = hall([
        ("content/cases/a.md", case("有品牌", &format!("brand: 诚审惟公\n{honors}"))),
        ("content/cases/b.md", case("无品牌", "---\n")),
    ])
    .sound();
    let wall = hall.page("cases/index.html");
    let covers: Vec<&str> =
        wall.split("<div class=\"cover ").skip(1).map(|rest| rest.split("</div>").next().unwrap()).collect();
    let [without, with_brand] = covers[..] else { panic!("{covers:?}") };
    assert!(with_brand.contains("src=\"../seals/cheng-shen-wei-gong.svg\""), "{with_brand}");
    assert!(with_brand.contains(">2024<") && with_brand.contains(">省级<"), "{with_brand}");
    assert!(without.contains(">二〇二四<") && !without.contains("<img"), "{without}");
    let seal = hall.page("seals/cheng-shen-wei-gong.svg");
    assert!(["诚", "审", "惟", "公"].iter().all(|character| seal.contains(character)), "{seal}");
}
