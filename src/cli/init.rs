//! `zhanguan init`: a small, complete hall to change into one's own.

use super::outcome::{Ending, Exit};
use super::say::Speaker;
use rust_embed::RustEmbed;
use std::fs;
use std::path::Path;

#[derive(RustEmbed)]
#[folder = "src/cli/starter/"]
struct Starter;

pub(super) fn run(folder: &Path, speaker: Speaker) -> Result<Exit, Ending> {
    if let Some(found) = first_entry(folder)? {
        let folder = folder.display();
        return Err(Ending::new(
            Exit::Refused,
            format!("{folder} 里已有 {found}，没有动它。请给一个新文件夹：zhanguan init 我的展馆"),
            format!(
                "{folder} already holds {found} and was left alone. Name a new folder: zhanguan init my-hall"
            ),
        ));
    }
    for path in Starter::iter() {
        let Some(file) = Starter::get(&path) else { continue };
        // A leading dot would hide the file from the packer, so it is added here.
        let target = folder.join(path.replace("gitignore", ".gitignore"));
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| Ending::io(parent, &error))?;
        }
        fs::write(&target, &file.data).map_err(|error| Ending::io(&target, &error))?;
    }
    let shown = folder.display();
    speaker.say(
        &format!("建好了样例展馆 {shown}。接下来：\n  cd {shown}\n  zhanguan serve --open   在浏览器里边写边看\n  zhanguan build          生成网站，打开 public/index.html\n  zhanguan new case 案例标题"),
        &format!("Made a sample hall in {shown}. Next:\n  cd {shown}\n  zhanguan serve --open   to see it in a browser while you write\n  zhanguan build          to make the site: open public/index.html\n  zhanguan new case TITLE"),
    );
    Ok(Exit::Ok)
}

/// The first thing in `folder` that is not hidden.
fn first_entry(folder: &Path) -> Result<Option<String>, Ending> {
    if !folder.exists() {
        return Ok(None);
    }
    let entries = fs::read_dir(folder).map_err(|error| Ending::io(folder, &error))?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    Ok(names.into_iter().next())
}
