//! Names for places in the lists of the hall, so that a unit is never looked up among brands.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the hall's list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A case by its place on the wall.
    CaseId
    /// A unit by its place in pinyin order.
    UnitId
    /// A brand by its place in pinyin order.
    BrandId
    /// An honor by its place: highest level first, then pinyin.
    HonorId
    /// A level by its rank; 0 is the highest.
    LevelId
    /// A group by its place in the site's list.
    GroupId
    /// A demonstration place in pinyin order.
    VenueId
    /// An exhibition by its place in the programme.
    ExhibitionId
    /// A picture or attachment.
    MediaId
}
