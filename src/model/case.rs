//! One case as meant, with all that is told of it.

use super::hall::Reason;
use super::ids::{BrandId, ExhibitionId, HonorId, LevelId, MediaId, UnitId, VenueId};
use super::office::Office;
use super::routes::Route;
use crate::diag::At;
use jiff::civil::Date;
use std::sync::Arc;

/// One exemplary case.
#[derive(Debug)]
pub struct Case {
    /// Index of its document in the sources.
    pub document: usize,
    /// Where its page is.
    pub route: Route,
    /// Title. It and other texts are shared with the draft: a preview links ten thousand cases anew after every change.
    pub title: Arc<str>,
    /// Who made it; the first one leads.
    pub units: Vec<UnitId>,
    /// The brand it belongs to.
    pub brand: Option<BrandId>,
    /// The year it is about.
    pub year: u16,
    /// The day it was published or took place.
    pub date: Option<Date>,
    /// One or two sentences; the first paragraph if the author wrote none.
    pub summary: Arc<str>,
    /// Free keywords.
    pub tags: Arc<[String]>,
    /// Honors won with it, in file order.
    pub awards: Vec<Award>,
    /// Picture for cards.
    pub cover: Option<MediaId>,
    /// Photo story.
    pub photos: Vec<Photo>,
    /// Films and sounds.
    pub recordings: Vec<Recording>,
    /// Where it can be seen.
    pub venue: Option<VenueId>,
    /// Exhibitions that show it, with its stop from 0.
    pub stops: Vec<(ExhibitionId, usize)>,
    /// The same case in the other language.
    pub twin: Option<Twin>,
    /// Sorts titles in pinyin order.
    pub sort_key: Arc<str>,
    /// Letter in the index.
    pub initial: char,
    /// Why a build without drafts would leave it out.
    pub hidden: Option<Reason>,
    /// What only the office and juries see.
    pub office: Office,
}

/// A case told in the language that is not the hall's.
#[derive(Debug)]
pub struct Twin {
    /// Index of its document in the sources.
    pub document: usize,
    /// Where its page is.
    pub route: Route,
    /// Title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
}

/// That a case won an honor.
#[derive(Debug, Clone)]
pub struct Award {
    /// Which honor.
    pub honor: HonorId,
    /// Its level, as written with the award or in the honor's file.
    pub level: Option<LevelId>,
    /// 一等奖, 五星级 …
    pub tier: Option<Arc<str>>,
    /// When.
    pub year: Option<u16>,
    /// 第五届, 首批 …
    pub session: Option<Arc<str>>,
    /// Who gave it.
    pub issuer: Option<Arc<str>>,
    /// Scan of the certificate.
    pub certificate: Option<MediaId>,
}

/// A photograph of a case.
#[derive(Debug, Clone)]
pub struct Photo {
    /// The file.
    pub media: MediaId,
    /// What it shows.
    pub caption: Option<String>,
    /// When it was taken, as written.
    pub date: Option<String>,
    /// Who took it.
    pub credit: Option<String>,
    /// Who is in it.
    pub people: Option<String>,
    /// Where it was taken.
    pub place: Option<String>,
    /// Where its file is named.
    pub at: At,
    /// Whether it is dragged along instead of fitted in: marked as such, or much wider than high.
    pub panorama: bool,
}

/// A film or sound of a case.
#[derive(Debug, Clone)]
pub struct Recording {
    /// The file.
    pub media: MediaId,
    /// Its type as servers name it: `video/mp4`, `audio/mpeg` …
    pub mime: &'static str,
    /// What it shows.
    pub caption: Option<String>,
    /// The picture shown before it plays.
    pub poster: Option<MediaId>,
    /// What is said, for those who cannot hear it (WebVTT).
    pub captions: Option<MediaId>,
    /// Its words to read.
    pub transcript: Option<MediaId>,
}
