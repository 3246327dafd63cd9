//! Turns [`Sources`](crate::load::Sources) into a [`Hall`]: cases, units, brands, honors and exhibitions, linked and in order.
//!
//! Knows what things mean and where their pages are; knows nothing of HTML or templates. Nothing here is
//! serialised: what a template may see is decided in `render::view`.

mod assemble;
mod call;
mod call_draft;
mod call_papers;
mod call_values;
mod calls;
mod case;
mod cases;
mod exhibition;
mod hall;
mod ids;
mod links;
mod media;
mod names;
mod office;
mod routes;
mod settle;
mod stems;
mod texts;
mod twins;

pub use assemble::assemble;
pub use call::{
    Call, CaptionPart, Column, Deadline, Eligible, Entry, Face, Field, FilmRule, Papers, PictureRule, Quota,
    Range, Repeats, Rules, SectionRule, Status, Style,
};
pub use case::{Award, Case, Photo, Recording, Twin};
pub use hall::{
    Brand, Exhibition, Group, Hall, Honor, LeftOut, Level, Media, Name, Page, Reason, Stop, Unit, Venue, Year,
};
pub use ids::{BrandId, CaseId, ExhibitionId, GroupId, HonorId, LevelId, MediaId, UnitId, VenueId};
pub use links::{Target, is_attachment};
pub use names::key_of;
pub use office::{Evidence, Office};
pub use routes::{CASES, Route, folded_path};
