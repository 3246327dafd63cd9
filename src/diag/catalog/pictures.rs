//! Faults of pictures and other files beside the text.

use crate::diag::{At, Fault};

/// A picture or file that is not there.
#[must_use]
pub fn file_missing(at: At, target: &str, nearest: Option<&str>) -> Fault {
    let fault = Fault::error(
        "file-missing",
        at,
        format!("找不到文件 {target}"),
        format!("the file {target} is missing"),
    );
    match nearest {
        Some(nearest) => fault.mend(format!("是不是 {nearest}？"), format!("did you mean {nearest}?")),
        None => fault.mend(
            "把文件放到正文旁边，路径相对于正文所在的文件夹",
            "put the file beside the text; paths are relative to its folder",
        ),
    }
}

/// `Photo.JPG` for `photo.jpg`.
#[must_use]
pub fn file_wrong_case(at: At, target: &str, real: &str) -> Fault {
    Fault::error(
        "file-wrong-case",
        at,
        format!("文件名大小写不符：写的是 {target}，实际是 {real}"),
        format!("wrong case in the file's name: {target} is written, {real} is there"),
    )
    .mend(
        format!("改为 {real}，否则在服务器上打不开"),
        format!("write {real}, or it will not open on a server"),
    )
}

/// HEIC in a `.jpg`.
#[must_use]
pub fn picture_wrong_format(at: At, target: &str, real: &str) -> Fault {
    Fault::error(
        "picture-wrong-format",
        at,
        format!("{target} 的内容其实是 {real}，与扩展名不符"),
        format!("{target} is really {real}, whatever its extension says"),
    )
    .mend("用看图软件打开后另存为 JPG 或 PNG", "open it in a picture viewer and save it as JPG or PNG")
}

/// A picture no one can decode.
#[must_use]
pub fn picture_unreadable(at: At, target: &str) -> Fault {
    Fault::error(
        "picture-unreadable",
        at,
        format!("图片 {target} 已损坏或格式不受支持"),
        format!("the picture {target} is damaged or of an unknown format"),
    )
    .mend("可用格式：JPG PNG WebP GIF SVG", "use JPG, PNG, WebP, GIF or SVG")
}

/// A picture whose header is sound and whose pixels are not.
#[must_use]
pub fn picture_damaged(at: At) -> Fault {
    Fault::error(
        "picture-damaged",
        at,
        "图片已损坏，无法解码",
        "the picture is damaged and cannot be decoded",
    )
    .mend("用看图软件打开，另存后替换", "open it in a picture viewer, save it anew and replace the file")
}

/// A picture that would exhaust memory.
#[must_use]
pub fn picture_too_large(at: At, target: &str, width: u64, height: u64) -> Fault {
    Fault::error(
        "picture-too-large",
        at,
        format!("图片 {target} 有 {width}×{height} 像素，超过上限一亿像素"),
        format!("the picture {target} has {width}×{height} pixels, more than a hundred million"),
    )
    .mend("先缩小再放进来", "scale it down first")
}

/// Captions that browsers cannot read.
#[must_use]
pub fn captions_unreadable(at: At, target: &str) -> Fault {
    Fault::error(
        "captions-unreadable",
        at,
        format!("{target} 不是 UTF-8 的 WebVTT 字幕"),
        format!("{target} does not hold WebVTT captions in UTF-8"),
    )
    .mend(
        "第一行写 WEBVTT，存成 UTF-8；SRT 字幕先转换",
        "begin with the line WEBVTT and save as UTF-8; convert SRT first",
    )
}

/// A film or sound that browsers may not play.
#[must_use]
pub fn recording_kind_refused(at: At, target: &str) -> Fault {
    Fault::error(
        "recording-kind-refused",
        at,
        format!("浏览器放不了这类影音：{target}"),
        format!("browsers cannot play this kind of film or sound: {target}"),
    )
    .mend(
        "影片用 MP4（H.264）或 WebM，声音用 MP3 或 M4A",
        "use MP4 (H.264) or WebM for films, MP3 or M4A for sounds",
    )
}

/// A file type that is not published.
#[must_use]
pub fn file_kind_refused(at: At, target: &str) -> Fault {
    Fault::error(
        "file-kind-refused",
        at,
        format!("不发布这类文件：{target}"),
        format!("files of this kind are not published: {target}"),
    )
    .mend(
        "可以链接的附件：PDF、DOCX、XLSX、PPTX、CSV、TXT、ZIP、图片、音视频",
        "attachments may be PDF, DOCX, XLSX, PPTX, CSV, TXT, ZIP, pictures, audio or video",
    )
}

/// A picture without words for those who cannot see it.
#[must_use]
pub fn picture_without_alt(at: At, target: &str) -> Fault {
    Fault::warning(
        "picture-without-alt",
        at,
        format!("图片 {target} 没有说明文字，读屏用户听不到它"),
        format!("the picture {target} has no words for those who cannot see it"),
    )
    .mend("在方括号里写上图中内容：![会场全景](…)", "say in the brackets what it shows: ![…](…)")
}

/// A picture from another site, or by a path that is not allowed.
#[must_use]
pub fn refused_picture(at: At, target: &str) -> Fault {
    let shown: String = target.chars().take(60).collect();
    Fault::error(
        "refused-picture",
        at,
        format!("图片必须放在本馆文件夹里：{shown}"),
        format!("pictures must lie in the hall's own folders: {shown}"),
    )
    .mend("下载后放到正文旁边，用相对路径引用", "put the file beside the text and name it by a relative path")
}
