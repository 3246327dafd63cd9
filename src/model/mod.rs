//! Turns [`Sources`](crate::load::Sources) into a [`Hall`]: cases, units, brands, honors and exhibitions, linked and in order.
//!
//! Knows what things mean and where their pages are; knows nothing of HTML or templates. Nothing here is
//! serialised: what a template may see is decided in `render::view`.

mod assemble;
mod cases;
mod dates;
mod draft;
mod exhibition;
mod hall;
mod links;
mod media;
mod names;
mod routes;
mod settle;
mod twins;

pub use assemble::assemble;
pub use hall::{
    Award, Brand, BrandId, Case, CaseId, Exhibition, ExhibitionId, Group, GroupId, Hall, Honor, HonorId,
    LeftOut, Level, LevelId, Media, MediaId, Name, Page, Photo, Reason, Stop, Twin, Unit, UnitId, Venue,
    VenueId, Year,
};
pub use links::{Target, is_attachment};
pub use routes::{CASES, Route, folded_path};
