//! The papers of one entry: form, text, pictures, films and supporting files.

mod photographs;

use super::blind::Codes;
use super::docx::{FormCell, FormPart, Layout, Manuscript, Plate, Row};
use super::fields::Speaker;
use super::form;
use super::names::{filled, safe_file_name, safe_name};
use super::plates::Plates;
use super::sheet::columns_of;
use super::submission::{Content, Paper};
use crate::load::LoadError;
use crate::markdown::blocks;
use crate::media::{FileKind, bare_original};
use crate::model::Field;
use crate::text::{ending_of, file_name};
use photographs::{Numbered, legends};
use std::rc::Rc;

/// Files of an entry by their path in its folder, and what could not go in.
#[derive(Debug, Default)]
pub(super) struct EntryPapers {
    pub(super) files: Vec<Paper>,
    /// What could not go in, in words.
    pub(super) missing: Vec<String>,
    /// What went in otherwise than it lies in the content, in words.
    pub(super) changed: Vec<String>,
}

/// What is written for one entry.
pub(super) struct EntryWriter<'a> {
    pub(super) speaker: Speaker<'a>,
    pub(super) codes: &'a Codes,
    pub(super) is_blind: bool,
    /// The organiser's own form, as it lies in the content.
    pub(super) form: Option<&'a [u8]>,
}

/// Columns of the built-in form, by their share of the page.
const FORM_COLUMNS: [u32; 4] = [3, 7, 3, 5];
/// What the built-in form always says, and what it says otherwise: the logo as a picture, how far the entry came not at all.
const IN_FORM: [Field; 13] = [
    Field::Number,
    Field::Title,
    Field::Unit,
    Field::Group,
    Field::Brand,
    Field::Year,
    Field::Words,
    Field::Pictures,
    Field::Honors,
    Field::Summary,
    Field::Contact,
    Field::Logo,
    Field::Status,
];

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
        let Speaker { hall, sources, entry, .. } = self.speaker;
        let mut papers = EntryPapers::default();
        let mut plates = Plates::of_case(hall, sources, entry.case)?;
        let photos = self.photos(&plates, &mut papers)?;
        let logo = self.logo(&mut plates, &mut papers)?;
        papers.files.push(Paper::made("申报表.docx", self.form(&photos, logo)));
        let text = self.text(&plates, &mut papers)?;
        papers.files.push(Paper::made("案例正文.docx", text));
        if !photos.is_empty() {
            papers.files.push(Paper::made("图片/图片说明.txt", legends(&photos)));
        }
        for photo in photos {
            papers.files.push(Paper { path: format!("图片/{}", photo.file), content: photo.content });
        }
        self.annex(&mut papers);
        for field in columns_of(self.speaker.call).into_iter().map(|column| column.field) {
            if self.speaker.value(&field).is_empty() {
                papers.missing.push(format!("汇总表“{}”一栏为空", field.zh()));
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
    fn text(&self, plates: &Plates<'_>, papers: &mut EntryPapers) -> Result<Vec<u8>, LoadError> {
        let Speaker { hall, sources, call, .. } = self.speaker;
        let case = hall.case(self.speaker.entry.case);
        let document = &sources.documents[case.document];
        let body = self.codes.masked_blocks(&blocks(&sources.body(document)?));
        let mut manuscript = Manuscript::new(Layout::new(&call.papers.style));
        let title = self.value(&Field::Title);
        manuscript.title(&title);
        manuscript.line("Unit", &self.value(&Field::Unit));
        manuscript.line("BodyText", "");
        for image in &document.outline.images {
            if let Some(Err(why)) = plates.in_text(&image.target) {
                let file = self.codes.masked(&image.target);
                papers.missing.push(format!("正文图片 {file} {}，只留下说明", why.says()));
            }
        }
        manuscript.blocks(&body, &|target| plates.in_text(target)?.ok());
        Ok(manuscript.finish(&title, None))
    }

    /// The logo of the brand, where the call asks for one: as a picture for the form, and as a file. A blind copy shows none.
    fn logo(
        &self,
        plates: &mut Plates<'_>,
        papers: &mut EntryPapers,
    ) -> Result<Option<Rc<Plate>>, LoadError> {
        let Speaker { hall, sources, entry, .. } = self.speaker;
        let logo = hall.case(entry.case).brand.and_then(|brand| hall.brand(brand).logo);
        let Some(logo) = logo.filter(|_| self.asked().contains(&Field::Logo)) else { return Ok(None) };
        if self.is_blind {
            papers.missing.push("盲审件不含品牌标志".to_owned());
            return Ok(None);
        }
        let media = hall.media(logo);
        plates.develop(logo, sources)?;
        if let Some(bytes) = bare_original(media.kind, &sources.bytes(&media.path)?) {
            papers.files.push(Paper::made(format!("标志/原件.{}", ending_of(&media.path)), bytes));
        }
        let plate = plates.of(logo);
        match &plate {
            Ok(plate) => {
                papers.files.push(Paper::made(format!("标志/标志.{}", plate.ending), plate.bytes.clone()));
            }
            Err(why) => papers.missing.push(format!("品牌标志 {}", why.says())),
        }
        Ok(plate.ok())
    }

    /// Fields that the call asks for, each once: those it requires, those of its summary sheet, its own.
    fn asked(&self) -> Vec<Field> {
        let call = self.speaker.call;
        let columns = call.papers.columns.iter().map(|column| &column.field);
        let mut asked: Vec<Field> = Vec::new();
        for field in call.rules.required.iter().chain(columns).chain(call.own_fields()) {
            if !asked.contains(field) {
                asked.push(field.clone());
            }
        }
        asked
    }

    /// The organiser's form, filled, or ours.
    fn form(&self, photos: &[Numbered], logo: Option<Rc<Plate>>) -> Vec<u8> {
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
        self.own_form(photos, logo)
    }

    /// The answer to `{{name}}` in a form; `None` if it means nothing.
    fn answer(&self, name: &str) -> Option<String> {
        let call = self.speaker.call;
        Some(match name {
            "征集" => self.codes.masked(&call.title),
            "主办" => self.codes.masked(call.organiser.as_deref().unwrap_or_default()),
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

    fn own_form(&self, photos: &[Numbered], logo: Option<Rc<Plate>>) -> Vec<u8> {
        let call = self.speaker.call;
        let title = format!("{}申报表", self.codes.masked(&call.title));
        let mut manuscript = Manuscript::new(Layout::new(&call.papers.style));
        manuscript.title(&title);
        manuscript.line("BodyText", "");
        let label = |span: usize, text: &str| FormCell { span, text: text.to_owned(), part: FormPart::Label };
        let answer = |span: usize, text: String| FormCell { span, text, part: FormPart::Answer };
        let row = |cells: Vec<FormCell>| Row { cells, is_head: false };
        let pair = |fields: [Field; 2]| {
            row(fields
                .iter()
                .flat_map(|field| [label(1, field.zh()), answer(1, self.value(field))])
                .collect())
        };
        let wide = |field: &Field| row(vec![label(1, field.zh()), answer(3, self.value(field))]);
        let number = format!("编号 {:02}", self.speaker.number);
        let mut rows = vec![
            Row { cells: vec![label(FORM_COLUMNS.len(), &number)], is_head: true },
            wide(&Field::Title),
            pair([Field::Unit, Field::Group]),
            pair([Field::Brand, Field::Year]),
            pair([Field::Words, Field::Pictures]),
            wide(&Field::Honors),
            wide(&Field::Summary),
            wide(&Field::Contact),
        ];
        let more = self.asked().into_iter().filter(|field| !IN_FORM.contains(field));
        rows.extend(more.map(|field| wide(&field)));
        let seal = "（盖章）\u{3000}\u{3000}\n年\u{3000}\u{3000}月\u{3000}\u{3000}日".to_owned();
        rows.push(row(vec![label(1, "单位意见"), FormCell { span: 3, text: seal, part: FormPart::Seal }]));
        manuscript.form(&rows, &FORM_COLUMNS);
        if let Some(logo) = logo {
            manuscript.plate(&logo, "品牌标志");
        }
        for photo in photos {
            if let Some(plate) = &photo.plate {
                manuscript.plate(plate, &format!("图 {} {}", photo.number, photo.legend.caption));
            }
        }
        manuscript.finish(&title, None)
    }

    /// Films and supporting files. A blind copy has neither: certificates and films name everybody.
    fn annex(&self, papers: &mut EntryPapers) {
        let hall = self.speaker.hall;
        let case = hall.case(self.speaker.entry.case);
        let evidence = case.office.evidence.iter().map(|file| file.path.as_str());
        let certificates =
            case.awards.iter().filter_map(|award| award.certificate).map(|id| hall.media(id).path.as_str());
        let films = case.office.films.iter().map(|(film, _)| film.path.as_str());
        let are_films_bare = !self.speaker.call.rules.films.originals;
        let all: [(&str, Vec<&str>, bool); 2] = [
            ("佐证", evidence.chain(certificates).collect(), false),
            ("视频", films.collect(), are_films_bare),
        ];
        for (folder, paths, is_bare) in all {
            if self.is_blind && !paths.is_empty() {
                papers.missing.push(format!("盲审件不含{folder}（{} 份）", paths.len()));
                continue;
            }
            for (index, path) in paths.into_iter().enumerate() {
                let name = safe_file_name(file_name(path));
                let path = path.to_owned();
                let content =
                    if is_bare { Content::Bare(path, FileKind::Recording) } else { Content::File(path) };
                papers.files.push(Paper { path: format!("{folder}/{:02}-{name}", index + 1), content });
            }
        }
    }
}
