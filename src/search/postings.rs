//! Lists of cases: which ones hold a key, which hold it in a name, and what follows it there.

use super::bits::{BitReader, BitWriter, even_number_bits, number_bits};

/// Where a key stands in a case, best first: results are ranked by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In the title.
    Title = 0,
    /// In the brand's name.
    Brand = 1,
    /// In an honor.
    Honor = 2,
    /// In a unit's name.
    Unit = 3,
    /// Anywhere else.
    Body = 4,
}

impl Place {
    /// The place numbered `rank`.
    pub(super) fn of(rank: u32) -> Self {
        match rank {
            0 => Self::Title,
            1 => Self::Brand,
            2 => Self::Honor,
            3 => Self::Unit,
            _ => Self::Body,
        }
    }
}

/// What stands behind a key in a case: the class of the next symbol, or [`Self::ANY`].
///
/// A fragment's pairs may all stand in a case and the fragment not. Most pairs stand in a case once, or always before the same character;
/// so of seven cases in which a pair goes on otherwise than in the fragment, six need not be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Next(u8);

impl Next {
    /// Several classes, or nothing is known.
    pub(super) const ANY: Self = Self(Self::CLASSES as u8);
    const BITS: u32 = 3;
    /// As many as the bits tell apart beside [`Self::ANY`]; `listIn` in the script has the same number.
    const CLASSES: u32 = (1 << Self::BITS) - 1;

    /// The class of what follows in a line.
    pub(super) fn of(rest: &[char]) -> Self {
        Self((rest.first().map_or(0, |c| u32::from(*c)) % Self::CLASSES) as u8)
    }

    /// What follows here or there.
    pub(super) fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::ANY }
    }
}

/// Where a key stands in a case, at best, and what follows it wherever it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) next: Next,
}

impl Spot {
    /// Bits that hold any spot.
    pub(super) const BITS: u32 = 3 + Next::BITS;

    /// The spot in its bits.
    pub(super) fn code(self) -> u16 {
        (self.place as u16) << Next::BITS | u16::from(self.next.0)
    }

    /// The spot whose code is in the lowest bits of `bits`.
    pub(super) fn of_code(bits: u16) -> Self {
        let code = bits & ((1 << Self::BITS) - 1);
        Self {
            place: Place::of((code >> Next::BITS).into()),
            next: Next((code & ((1 << Next::BITS) - 1)) as u8),
        }
    }
}

/// Bits of a code's order, and the greatest order that they tell.
const ORDER_BITS: u32 = 4;
const ORDER_MAX: u32 = (1 << ORDER_BITS) - 1;

/// Writes `ids`, ascending, of a hall with `total` cases.
pub(super) fn write_ids(out: &mut BitWriter, ids: &[u32], total: usize) {
    out.number(ids.len() as u32, 1);
    let Gaps { k, are_even } = best_gaps(ids, total);
    out.bits(k, ORDER_BITS);
    out.bits(are_even.into(), 1);
    for gap in gaps(ids) {
        if are_even { out.even_number(gap, k) } else { out.number(gap, k) }
    }
}

/// What [`write_ids`] wrote.
pub(super) fn read_ids(bits: &mut BitReader<'_>, total: usize) -> Vec<u32> {
    let count = bits.number(1) as usize;
    if count > total {
        return Vec::new();
    }
    let k = bits.bits(ORDER_BITS);
    let are_even = bits.bits(1) == 1;
    bits.rising(count, |bits| if are_even { bits.even_number(k) } else { bits.number(k) })
}

/// Writes which of the `count` cases of a list, by their place in it, hold the key in a name, and then in which.
pub(super) fn write_places(out: &mut BitWriter, named: &[(u32, Place)], count: usize) {
    out.number(named.len() as u32, 0);
    let k = order_for(count, named.len());
    let mut next = 0;
    for (at, _) in named {
        out.number(at - next, k);
        next = at + 1;
    }
    for (_, place) in named {
        out.bits(*place as u32, 2);
    }
}

/// What [`write_places`] wrote.
pub(super) fn read_places(bits: &mut BitReader<'_>, count: usize) -> Vec<(u32, Place)> {
    let named = (bits.number(0) as usize).min(count);
    let k = order_for(count, named);
    let at = bits.rising(named, |bits| bits.number(k));
    at.into_iter().map(|at| (at, Place::of(bits.bits(2)))).collect()
}

/// Writes what follows the key in each case of a list. All take the same number of bits, though half of them would do: so the script looks at
/// those of the few cases that it asks about, and passes over thousands.
pub(super) fn write_nexts(out: &mut BitWriter, nexts: impl Iterator<Item = Next>) {
    nexts.for_each(|next| out.bits(next.0.into(), Next::BITS));
}

/// What [`write_nexts`] wrote of `count` cases.
pub(super) fn read_nexts(bits: &mut BitReader<'_>, count: usize) -> Vec<Next> {
    (0..count).map(|_| Next(bits.bits(Next::BITS) as u8)).collect()
}

/// How many cases lie before each one, since the one before it.
fn gaps(ids: &[u32]) -> impl Iterator<Item = u32> + '_ {
    let before = std::iter::once(0).chain(ids.iter().map(|id| id + 1));
    ids.iter().zip(before).map(|(id, next)| id - next)
}

/// How the gaps of a list are written: in the code of order `k` for such as differ much or little.
///
/// Cases of a unit and brand have neighbouring numbers and many words in common, so most lists come in clusters; awards and
/// everyday words are spread evenly. In a dense list an even gap of order 0 is a zero for each case that is passed over and a one for
/// the next: a bitmap.
struct Gaps {
    k: u32,
    are_even: bool,
}

/// What writes the gaps in the fewest bits.
fn best_gaps(ids: &[u32], total: usize) -> Gaps {
    let guess = order_for(total, ids.len()).min(ORDER_MAX);
    let in_clusters = (guess.saturating_sub(3)..=guess).map(|k| {
        let bits: u32 = gaps(ids).map(|gap| number_bits(gap, k)).sum();
        (bits, Gaps { k, are_even: false })
    });
    let even = (guess.saturating_sub(1)..=guess).filter_map(|k| {
        let bits = gaps(ids).map(|gap| even_number_bits(gap, k)).sum::<Option<u32>>()?;
        Some((bits, Gaps { k, are_even: true }))
    });
    let best = in_clusters.chain(even).min_by_key(|(bits, _)| *bits);
    best.expect("at least the guess is tried").1
}

/// The order that suits `count` things spread evenly over `total` places. The script works it out by itself for places.
fn order_for(total: usize, count: usize) -> u32 {
    (total / count.max(1)).checked_ilog2().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::quick_digest_of;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_list_is_read_as_it_was_written(
            spread in prop::collection::btree_set(0..3000u32, 0..40),
            dense in prop::collection::btree_set(0..200u32, 0..200),
        ) {
            let ids: BTreeSet<u32> = spread.union(&dense).copied().collect();
            let ids: Vec<u32> = ids.into_iter().collect();
            let mut out = BitWriter::default();
            write_ids(&mut out, &ids, 3000);
            let bits = out.finish();
            prop_assert_eq!(read_ids(&mut BitReader::new(&bits), 3000), ids);
        }
    }

    fn bits_for(ids: &[u32], total: usize) -> usize {
        let mut out = BitWriter::default();
        write_ids(&mut out, ids, total);
        out.len()
    }

    #[test]
    fn a_list_takes_no_more_than_its_cases_are_worth() {
        // Every other case, more or less: a bit for each.
        let dense: Vec<u32> = (0..1000).filter(|id| id * id % 7 < 3).collect();
        assert!(bits_for(&dense, 1000) < 1030, "{}", bits_for(&dense, 1000));
        // One case in 32, by chance: 0.201 bits for each case of the hall.
        let chance = |id: &u32| quick_digest_of(&id.to_le_bytes())[0];
        let even: Vec<u32> = (0..30_000).filter(|id| chance(id) < 8).collect();
        assert!(bits_for(&even, 30_000) < 6_600, "{}", bits_for(&even, 30_000));
        // The cases of ten units.
        let in_clusters: Vec<u32> =
            (0..10).flat_map(|unit| (0..60).map(move |at| unit * 2900 + at)).collect();
        assert!(bits_for(&in_clusters, 30_000) < 2_100, "{}", bits_for(&in_clusters, 30_000));
    }

    #[test]
    fn the_script_works_out_the_order_of_places_in_the_longest_list_too() {
        let mut out = BitWriter::default();
        write_places(&mut out, &[(70_000, Place::Honor)], 100_000);
        let bits = out.finish();
        let mut reader = BitReader::new(&bits);
        assert_eq!((reader.number(0), reader.number(100_000u32.ilog2()), reader.bits(2)), (1, 70_000, 2));
        assert_eq!(read_places(&mut BitReader::new(&bits), 100_000), [(70_000, Place::Honor)]);
    }
}
