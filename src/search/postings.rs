//! Lists of cases: which ones hold a key, and which hold it in a name.

use super::bits::{BitReader, BitWriter, number_bits, width_of};

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

/// Stands for a list that is written as one bit for every case.
const BITMAP: u32 = 15;

/// Writes `ids`, ascending, of a hall with `total` cases.
pub(super) fn write_ids(out: &mut BitWriter, ids: &[u32], total: usize) {
    out.number(ids.len() as u32, 1);
    if let [] | [_] = ids {
        if let [id] = ids {
            out.bits(*id, width_of(total));
        }
        return;
    }
    let (k, bits) = best_order(ids, total);
    if bits > total as u32 {
        out.bits(BITMAP, 4);
        let mut next = 0;
        for id in ids {
            for _ in next..*id {
                out.bits(0, 1);
            }
            out.bits(1, 1);
            next = id + 1;
        }
        for _ in next..total as u32 {
            out.bits(0, 1);
        }
        return;
    }
    out.bits(k, 4);
    for gap in gaps(ids) {
        out.number(gap, k);
    }
}

/// What [`write_ids`] wrote.
pub(super) fn read_ids(bits: &mut BitReader<'_>, total: usize) -> Vec<u32> {
    let count = bits.number(1) as usize;
    if count > total {
        return Vec::new();
    }
    if count < 2 {
        return (0..count).map(|_| bits.bits(width_of(total))).collect();
    }
    let k = bits.bits(4);
    if k == BITMAP {
        return (0..total as u32).filter(|_| bits.bits(1) == 1).collect();
    }
    let mut next = 0;
    let mut ids = Vec::with_capacity(count);
    for _ in 0..count {
        next += bits.number(k);
        ids.push(next);
        next += 1;
    }
    ids
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
    let mut next = 0;
    let mut rising = || {
        next += bits.number(k) + 1;
        next - 1
    };
    let at: Vec<u32> = (0..named).map(|_| rising()).collect();
    at.into_iter().map(|at| (at, Place::of(bits.bits(2)))).collect()
}

/// How many cases lie before each one, since the one before it.
fn gaps(ids: &[u32]) -> impl Iterator<Item = u32> + '_ {
    let before = std::iter::once(0).chain(ids.iter().map(|id| id + 1));
    ids.iter().zip(before).map(|(id, next)| id - next)
}

/// The order that writes the gaps in the fewest bits, and how many these are.
fn best_order(ids: &[u32], total: usize) -> (u32, u32) {
    let guess = order_for(total, ids.len());
    let tried = guess.saturating_sub(3)..=guess.min(BITMAP - 1);
    let costs = tried.map(|k| (gaps(ids).map(|gap| number_bits(gap, k)).sum::<u32>(), k));
    let (bits, k) = costs.min().expect("at least the guess is tried");
    (k, bits)
}

/// The order that suits `count` things spread evenly over `total` places.
fn order_for(total: usize, count: usize) -> u32 {
    (total / count.max(1)).checked_ilog2().unwrap_or(0).min(BITMAP - 1)
}
