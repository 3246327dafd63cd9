//! A sum over what is in a shard, which tells versions of it apart and can be brought up to date without the rest of it.

use super::keys::Key;
use super::postings::Spot;
use serde::{Deserialize, Serialize};

/// The sum of hashes of all (key, case, spot) in a shard, whatever their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Sum(u128);

impl Sum {
    /// Takes in that `key` stands at `spot` of the case numbered `case`.
    pub(super) fn add(&mut self, key: Key, case: u32, spot: Spot) {
        self.0 = self.0.wrapping_add(hash(key, case, spot));
    }

    /// Takes out what [`Self::add`] took in.
    pub(super) fn remove(&mut self, key: Key, case: u32, spot: Spot) {
        self.0 = self.0.wrapping_sub(hash(key, case, spot));
    }

    pub(super) fn bytes(self) -> [u8; 16] {
        self.0.to_le_bytes()
    }
}

/// 128 well mixed bits. Millions are made in a build, so it is a few multiplications and no cryptography: who can
/// write a case can also see to it that its own words are not found.
fn hash(key: Key, case: u32, spot: Spot) -> u128 {
    let symbols = u64::from(key.0) << 32 | u64::from(key.1);
    let rest = u64::from(case) << 8 | u64::from(spot.code());
    let high = mix(symbols ^ 0x9e37_79b9_7f4a_7c15, rest ^ 0xd1b5_4a32_d192_ed03);
    let low = mix(symbols ^ 0x8cb9_2ba7_2f3d_8dd7, rest ^ 0xaef1_7502_108e_f2d9 ^ high);
    u128::from(high) << 64 | u128::from(low)
}

fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a.wrapping_mul(0xff51_afd7_ed55_8ccd))
        * u128::from(b.wrapping_mul(0xc4ce_b9fe_1a85_ec53) | 1);
    (product >> 64) as u64 ^ product as u64
}
