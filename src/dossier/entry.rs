//! The papers of one entry: form, text, pictures, films and supporting files.

use super::blind::Codes;
use super::docx::{Layout, Manuscript, Plate, Row};
use super::fields::Speaker;
use super::form;
use super::names::{filled, own_name, safe_name};
use super::sheet::columns_of;
use crate::load::LoadError;
use crate::markdown::blocks;
use crate::media::{FileKind, Form, bare_original, full_print, publishable};
use crate::model::{Field, Media, MediaId, Photo};
use crate::text::{ending_of, file_name};
use std::collections::{BTreeMap, BTreeSet};

/// Files of an entry by their path in its folder, and what could not go in.
#[derive(Debug, Default)]
pub(super) struct EntryPapers {
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// In words, for the list of what is missing.
    pub(super) notes: Vec<String>,
}

/// What is written for one entry.
pub(super) struct EntryWriter<'a> {
    pub(super) speaker: Speaker<'a>,
    pub(super) codes: &'a Codes,
    pub(super) is_blind: bool,
    /// The organiser's own form, as it lies in the content.
    pub(super) form: Option<&'a [u8]>,
}

/// Columns of the built-in form.
const FORM_COLUMNS: usize = 4;

impl EntryWriter<'_> {
    /// Name of the entry's folder.
    pub(super) fn folder(&self) -> String {
        let pattern = self.speaker.call.papers.folder.as_deref().unwrap_or("{序号}-{单位}-{标题}");
        safe_name(&filled(pattern, |name| self.part(name)))
    }

    /// All papers.
    ///
    /// # Errors
    /// If a file of the case cannot be read any more.
    pub(super) fn papers(&self) -> Result<EntryPapers, LoadError> {
        let mut papers = EntryPapers::default();
        let photos = self.photos(&mut papers)?;
        papers.files.push(("申报表.docx".to_owned(), self.form(&photos)));
        let text = self.text(&mut papers)?;
        papers.files.push(("案例正文.docx".to_owned(), text));
        if !photos.is_empty() {
            papers.files.push(("图片/图片说明.txt".to_owned(), legends(&photos)));
        }
        for photo in photos {
            papers.files.push((format!("图片/{}", photo.file), photo.bytes));
        }
        self.annex(&mut papers)?;
        for field in columns_of(self.speaker.call).into_iter().map(|column| column.field) {
            if self.speaker.value(&field).is_empty() {
                papers.notes.push(format!("汇总表“{}”一栏为空", field.zh()));
            }
        }
        Ok(papers)
    }

    /// What a pattern says under `name`, hidden names replaced.
    fn part(&self, name: &str) -> String {
        match Field::parse(name).unwrap_or_else(|| Field::Own(name.to_owned())) {
            Field::Number => format!("{:02}", self.speaker.number),
            Field::Unit => self.codes.masked(self.speaker.leading_unit()),
            field => self.value(&field),
        }
    }

    fn value(&self, field: &Field) -> String {
        self.codes.masked(&self.speaker.value(field))
    }

    /// The text of the case in the layout of the call.
    fn text(&self, papers: &mut EntryPapers) -> Result<Vec<u8>, LoadError> {
        let Speaker { hall, sources, call, .. } = self.speaker;
        let case = hall.case(self.speaker.entry.case);
        let document = &sources.documents[case.document];
        let body = self.codes.masked_blocks(&blocks(&sources.body(document)?));
        let mut manuscript = Manuscript::new(Layout::new(&call.papers.style));
        let title = self.value(&Field::Title);
        manuscript.line("Title", &title);
        manuscript.line("Unit", &self.value(&Field::Unit));
        manuscript.line("BodyText", "");
        let mut plates: BTreeMap<MediaId, Plate> = BTreeMap::new();
        for image in &document.outline.images {
            let Some(id) = hall.picture(document, &image.target).filter(|id| !plates.contains_key(id)) else {
                continue;
            };
            let media = hall.media(id);
            match plate_of(media, &sources.bytes(&media.path)?) {
                Some(plate) => {
                    plates.insert(id, plate);
                }
                None => {
                    let file = self.codes.masked(&image.target);
                    papers
                        .notes
                        .push(format!("正文图片 {file} Word 放不进（矢量图、动图或已损坏），只留下说明"));
                }
            }
        }
        manuscript.blocks(&body, &|target| plates.get(&hall.picture(document, target)?).cloned());
        Ok(manuscript.finish(&title, None))
    }

    fn photos(&self, papers: &mut EntryPapers) -> Result<Vec<Numbered>, LoadError> {
        let Speaker { hall, sources, call, .. } = self.speaker;
        let pattern = call.papers.picture.as_deref().unwrap_or("{序号}-{说明}");
        let mut taken = BTreeSet::new();
        let mut photos = Vec::new();
        for (index, photo) in hall.case(self.speaker.entry.case).photos.iter().enumerate() {
            let media = hall.media(photo.media);
            let number = index + 1;
            let original = sources.bytes(&media.path)?;
            let Some(bytes) = bare_original(media.kind, &original) else {
                papers.notes.push(format!("第 {number} 张图片已损坏，或无法去除拍摄信息，没有放入"));
                continue;
            };
            let plate = plate_of(media, &original);
            if plate.is_none() {
                papers.notes.push(format!(
                    "第 {number} 张图片 Word 放不进（矢量图、动图或已损坏），只在图片文件夹里"
                ));
            }
            let name = filled(pattern, |name| self.photo_part(photo, number, name));
            let name = own_name(safe_name(name.trim_end_matches(['-', '+', '_', ' '])).as_str(), &mut taken);
            let ending = ending_of(&media.path);
            photos.push(Numbered {
                number,
                file: format!("{name}.{ending}"),
                legend: self.legend(photo),
                bytes,
                plate,
            });
        }
        Ok(photos)
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

    /// The organiser's form, filled, or ours.
    fn form(&self, photos: &[Numbered]) -> Vec<u8> {
        if let Some(bytes) = self.form
            && let Ok(filled) = form::fill(
                bytes,
                &form::Answers {
                    value: &|name| self.answer(name),
                    photos: &photos.iter().map(Numbered::answer).collect::<Vec<_>>(),
                },
            )
        {
            return filled;
        }
        self.own_form(photos)
    }

    /// The answer to `{{name}}` in a form; `None` if it means nothing.
    fn answer(&self, name: &str) -> Option<String> {
        let call = self.speaker.call;
        Some(match name {
            "征集" => self.codes.masked(&call.title),
            "主办" => call.organiser.clone().unwrap_or_default(),
            _ => match Field::parse(name) {
                Some(field) => self.value(&field),
                None => {
                    let own = Field::Own(name.to_owned());
                    let is_asked = call.own_fields().any(|field| *field == own);
                    let answer = self.value(&own);
                    return (is_asked || !answer.is_empty()).then_some(answer);
                }
            },
        })
    }

    fn own_form(&self, photos: &[Numbered]) -> Vec<u8> {
        let call = self.speaker.call;
        let title = format!("{}申报表", self.codes.masked(&call.title));
        let mut manuscript = Manuscript::new(Layout::new(&call.papers.style));
        manuscript.line("Title", &title);
        manuscript.line("BodyText", "");
        let pair = |a: Field, b: Field| Row {
            cells: [a, b]
                .into_iter()
                .flat_map(|field| [(1, field.zh().to_owned(), true), (1, self.value(&field), false)])
                .collect(),
            is_head: false,
        };
        let wide = |label: &str, text: String| Row {
            cells: vec![(1, label.to_owned(), true), (FORM_COLUMNS - 1, text, false)],
            is_head: false,
        };
        let mut rows = vec![
            Row {
                cells: vec![(FORM_COLUMNS, format!("编号 {:02}", self.speaker.number), true)],
                is_head: true,
            },
            wide("标题", self.value(&Field::Title)),
            pair(Field::Unit, Field::Group),
            pair(Field::Brand, Field::Year),
            pair(Field::Words, Field::Pictures),
            wide("荣誉", self.value(&Field::Honors)),
            wide("摘要", self.value(&Field::Summary)),
            wide("联系人", self.value(&Field::Contact)),
        ];
        rows.extend(call.own_fields().map(|field| wide(field.zh(), self.value(field))));
        rows.push(wide("单位意见", "\u{3000}".to_owned()));
        manuscript.form(&rows, FORM_COLUMNS);
        for photo in photos {
            if let Some(plate) = &photo.plate {
                manuscript.plate(plate, &format!("图 {} {}", photo.number, photo.legend.caption));
            }
        }
        manuscript.finish(&title, None)
    }

    /// Films and supporting files. A blind copy has neither: certificates and films name everybody.
    fn annex(&self, papers: &mut EntryPapers) -> Result<(), LoadError> {
        let Speaker { hall, sources, .. } = self.speaker;
        let case = hall.case(self.speaker.entry.case);
        let evidence = case.office.evidence.iter().map(|file| file.path.as_str());
        let certificates =
            case.awards.iter().filter_map(|award| award.certificate).map(|id| hall.media(id).path.as_str());
        let films = case.office.films.iter().map(|(film, _)| film.path.as_str());
        let all: [(&str, Vec<&str>); 2] =
            [("佐证", evidence.chain(certificates).collect()), ("视频", films.collect())];
        for (folder, paths) in all {
            if self.is_blind && !paths.is_empty() {
                papers.notes.push(format!("盲审件不含{folder}（{} 份）", paths.len()));
                continue;
            }
            for (index, path) in paths.into_iter().enumerate() {
                let name = safe_name(file_name(path));
                papers.files.push((format!("{folder}/{:02}-{name}", index + 1), sources.bytes(path)?));
            }
        }
        Ok(())
    }
}

/// A photograph ready to be put into the folder.
struct Numbered {
    number: usize,
    file: String,
    legend: Legend,
    bytes: Vec<u8>,
    plate: Option<Plate>,
}

impl Numbered {
    fn answer(&self) -> form::PhotoAnswer<'_> {
        let told = |index: usize| self.legend.facts[index].1.as_str();
        form::PhotoAnswer {
            number: self.number,
            file: &self.file,
            caption: &self.legend.caption,
            date: told(0),
            place: told(1),
            people: told(2),
            credit: told(3),
            plate: self.plate.as_ref(),
        }
    }
}

/// The words of a photograph.
struct Legend {
    caption: String,
    facts: [(&'static str, String); 4],
}

/// One line for each photograph, for those who have only the folder. With a byte order mark, for old editors.
fn legends(photos: &[Numbered]) -> Vec<u8> {
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

/// The picture `media` as Word can show it: the largest print, upright and holding nothing but pixels; a moving one as it is. `None`
/// for drawings and moving WebP, which Word does not show, and for what cannot be decoded.
pub(super) fn plate_of(media: &Media, bytes: &[u8]) -> Option<Plate> {
    let (ending, bytes) = match (media.form, media.kind) {
        (Some(form), _) => {
            let ending = match form {
                Form::Jpeg => "jpg",
                Form::Png => "png",
            };
            (ending, full_print(bytes, media.original, form).ok()?)
        }
        (None, FileKind::Gif) => ("gif", publishable(media.kind, bytes)?),
        (None, FileKind::Png) => ("png", publishable(media.kind, bytes)?),
        (None, _) => return None,
    };
    Some(Plate { ending, bytes, size: media.size? })
}
