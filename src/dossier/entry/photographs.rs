//! The photographs of one entry: their files for the folder, their names, and the words that go with them.

use super::{EntryPapers, EntryWriter};
use crate::dossier::docx::Plate;
use crate::dossier::fields::Speaker;
use crate::dossier::form;
use crate::dossier::names::{filled, own_name, safe_name};
use crate::dossier::plates::Plates;
use crate::dossier::submission::Content;
use crate::load::LoadError;
use crate::media::{FileKind, bare_original, rasterised, same_size_print};
use crate::model::{Media, Photo};
use crate::text::ending_of;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A photograph ready to be put into the folder.
pub(super) struct Numbered {
    pub(super) number: usize,
    pub(super) file: String,
    pub(super) legend: Legend,
    pub(super) content: Content,
    pub(super) plate: Option<Rc<Plate>>,
}

impl Numbered {
    pub(super) fn answer(&self) -> form::PhotoAnswer<'_> {
        let told = |index: usize| self.legend.facts[index].1.as_str();
        form::PhotoAnswer {
            number: self.number,
            file: &self.file,
            caption: &self.legend.caption,
            date: told(0),
            place: told(1),
            people: told(2),
            credit: told(3),
            plate: self.plate.as_deref(),
        }
    }
}

/// The words of a photograph.
pub(super) struct Legend {
    pub(super) caption: String,
    facts: [(&'static str, String); 4],
}

impl EntryWriter<'_> {
    /// The photographs of the case in their order, without damaged ones.
    pub(super) fn photos(
        &self,
        plates: &Plates<'_>,
        papers: &mut EntryPapers,
    ) -> Result<Vec<Numbered>, LoadError> {
        let Speaker { hall, call, .. } = self.speaker;
        let pattern = call.papers.picture.as_deref().unwrap_or("{序号}-{说明}");
        let mut taken = BTreeSet::new();
        let mut photos = Vec::new();
        for (index, photo) in hall.case(self.speaker.entry.case).photos.iter().enumerate() {
            let number = index + 1;
            let plate = plates.of(photo.media);
            let Some((ending, content)) = self.copy(hall.media(photo.media), number, papers)? else {
                continue;
            };
            if let Err(why) = &plate {
                papers.missing.push(format!("第 {number} 张图片 {}，只在图片文件夹里", why.says()));
            }
            let name = filled(pattern, |name| self.photo_part(photo, number, name));
            let name = own_name(safe_name(name.trim_end_matches(['-', '+', '_', ' '])).as_str(), &mut taken);
            photos.push(Numbered {
                number,
                file: format!("{name}.{ending}"),
                legend: self.legend(photo),
                content,
                plate: plate.ok(),
            });
        }
        Ok(photos)
    }

    /// The file of a photograph for the folder, and how its name ends: the original without what the camera noted. WebP and SVG, which
    /// the programs of many offices do not open, become JPEG or PNG of as many pixels, unless the call takes them.
    fn copy(
        &self,
        media: &Media,
        number: usize,
        papers: &mut EntryPapers,
    ) -> Result<Option<(String, Content)>, LoadError> {
        let original = self.speaker.sources.bytes(&media.path)?;
        let ending = ending_of(&media.path);
        let is_taken = self.speaker.call.rules.pictures.formats.contains(&ending);
        let other = match (media.kind, media.form) {
            (FileKind::Webp, Some(form)) if !is_taken => {
                same_size_print(&original, media.original, form).ok().map(|print| (form.ending(), print))
            }
            (FileKind::Svg, _) if !is_taken => rasterised(&original).ok().map(|drawn| ("png", drawn)),
            _ => None,
        };
        if let Some((other, bytes)) = other {
            let (from, to) = (ending.to_uppercase(), other.to_uppercase());
            papers.changed.push(format!("第 {number} 张图片由 {from} 转成 {to}，便于各单位打开"));
            return Ok(Some((other.to_owned(), Content::Made(bytes))));
        }
        if bare_original(media.kind, &original).is_none() {
            papers.missing.push(format!("第 {number} 张图片已损坏，或无法去除拍摄信息，没有放入"));
            return Ok(None);
        }
        Ok(Some((ending, Content::Bare(media.path.clone(), media.kind))))
    }

    fn photo_part(&self, photo: &Photo, number: usize, name: &str) -> String {
        let text = match name {
            "序号" | "number" => return format!("{number:02}"),
            "说明" => photo.caption.clone().unwrap_or_default(),
            "摄影" | "作者" => photo.credit.clone().unwrap_or_default(),
            "时间" => photo.date.clone().unwrap_or_default(),
            "地点" => photo.place.clone().unwrap_or_default(),
            other => return self.part(other),
        };
        self.codes.masked(&text)
    }

    /// Caption, time, place, people and photographer, as far as they are told.
    fn legend(&self, photo: &Photo) -> Legend {
        let told = |text: &Option<String>| self.codes.masked(text.as_deref().unwrap_or_default());
        Legend {
            caption: told(&photo.caption),
            facts: [
                ("时间", told(&photo.date)),
                ("地点", told(&photo.place)),
                ("人物", told(&photo.people)),
                ("摄影", told(&photo.credit)),
            ],
        }
    }
}

/// One line for each photograph, for those who have only the folder. With a byte order mark, for old editors.
pub(super) fn legends(photos: &[Numbered]) -> Vec<u8> {
    let mut text = "\u{feff}".to_owned();
    for photo in photos {
        text += &format!("{:02} {}", photo.number, photo.file);
        if !photo.legend.caption.is_empty() {
            text += &format!("\r\n   {}", photo.legend.caption);
        }
        for (name, fact) in photo.legend.facts.iter().filter(|(_, fact)| !fact.is_empty()) {
            text += &format!("\r\n   {name}：{fact}");
        }
        text += "\r\n";
    }
    text.into_bytes()
}
