//! `zhanguan new`: a file to begin with, with every field explained.

use super::args::NewKind;
use super::outcome::{Ending, Exit};
use super::say::Speaker;
use crate::text::clean_line;
use std::fs;
use std::io::Write;
use std::path::Path;

pub(super) fn run(
    kind: NewKind,
    title: &str,
    root: &Path,
    unit: Option<&str>,
    speaker: Speaker,
) -> Result<Exit, Ending> {
    let title = clean_line(title);
    if title.is_empty() {
        return Err(Ending::new(Exit::Usage, "标题不能是空的。", "the title must not be empty."));
    }
    if !root.join("content").is_dir() {
        return Err(Ending::no_content(root));
    }
    let (folder, text) = match kind {
        NewKind::Case => ("cases", case_text(&title, unit)),
        NewKind::Unit => ("units", unit_text(&title)),
        NewKind::Brand => ("brands", brand_text(&title, unit)),
        NewKind::Exhibition => ("exhibitions", exhibition_text(&title)),
    };
    let folder = root.join("content").join(folder);
    fs::create_dir_all(&folder).map_err(|error| Ending::io(&folder, &error))?;
    let file = folder.join(format!("{}.md", file_name(&title)));
    let mut target = match fs::File::create_new(&file) {
        Ok(target) => target,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let shown = file.display();
            return Err(Ending::new(
                Exit::Refused,
                format!("{shown} 已经有了，没有动它。换一个标题，或直接修改那个文件。"),
                format!("{shown} exists and was left alone. Choose another title, or edit that file."),
            ));
        }
        Err(error) => return Err(Ending::io(&file, &error)),
    };
    target.write_all(text.as_bytes()).map_err(|error| Ending::io(&file, &error))?;
    let shown = file.display();
    speaker.say(&format!("新建了 {shown}"), &format!("Made {shown}"));
    Ok(Exit::Ok)
}

/// `title` without the characters that some system refuses in a file name, at most 60 characters.
fn file_name(title: &str) -> String {
    let plain: String = title
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|#%&".contains(c) { '-' } else { c })
        .take(60)
        .collect();
    let plain = plain.trim_matches(['.', ' ', '-']).to_owned();
    if plain.is_empty() { "未命名".to_owned() } else { plain }
}

/// `text` as a YAML value, quoted where YAML would misread it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn case_text(title: &str, unit: Option<&str>) -> String {
    let unit = unit.map_or_else(|| "单位全称".to_owned(), quoted);
    format!(
        "---\ntitle: {}\nunit: {unit}\nbrand: 品牌名称          # 没有就删去这一行\nyear: {}\nsummary: 一两句话，说清做了什么、有什么结果。\ntags: []\nhonors: []             # 例如 [五星级党支部]，或逐项写 name level year\ndraft: true            # 写好后删去这一行\n---\n\n## 背景\n\n## 做法\n\n## 成效\n\n## 启示\n",
        quoted(title),
        jiff::Zoned::now().year(),
    )
}

fn unit_text(name: &str) -> String {
    format!(
        "---\nname: {}\naliases: []            # 其他叫法，写成 [简称, 旧称]\ngroup:                 # 片组\n---\n\n用一小段话介绍这个单位。\n",
        quoted(name)
    )
}

fn brand_text(name: &str, unit: Option<&str>) -> String {
    let unit = unit.map(quoted).unwrap_or_default();
    format!(
        "---\nname: {}\nunit: {unit}\nslogan:                # 口号\nseal:                  # 印文，最多四个字；不写则取名称的前几个字\nidea:                  # 理念\nmeaning:               # 内涵\ncarrier:               # 载体\neffect:                # 成效\n---\n\n用一小段话讲讲这个品牌的来历。\n",
        quoted(name)
    )
}

fn exhibition_text(title: &str) -> String {
    format!(
        "---\ntitle: {}\nsummary: 一两句话的导语。\ncases: []              # 案例文件名，按参观顺序\n# 或者不列名单，写条件：\n# where:\n#   year: 2024\n#   level: 省级\n---\n\n## 前言\n",
        quoted(title)
    )
}
