//! Calls for cases: what was called for, and how far entries have come.

use super::Link;
use serde::Serialize;

/// A call in the list (`calls`).
#[derive(Debug, Clone, Serialize)]
pub struct CallCard<'a> {
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub url: &'a str,
    /// One or two sentences.
    pub summary: &'a str,
    /// Who calls.
    pub organiser: Option<&'a str>,
    /// Last day, as readers write it.
    pub deadline: Option<String>,
    /// Number of entries.
    pub count: usize,
}

/// A call (`call`); its words are in `body`.
#[derive(Debug, Clone, Serialize)]
pub struct CallView<'a> {
    /// Title.
    pub title: &'a str,
    /// One or two sentences.
    pub summary: &'a str,
    /// What was called for, in the order in which a notice tells it.
    pub facts: Vec<CallFact<'a>>,
    /// Entries, those that came furthest first.
    pub statuses: Vec<StatusGroup<'a>>,
    /// Number of entries.
    pub count: usize,
}

/// One thing that a call says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct CallFact<'a> {
    /// What it is about.
    pub name: &'a str,
    /// What it says.
    pub text: String,
}

/// Entries that came equally far.
#[derive(Debug, Clone, Serialize)]
pub struct StatusGroup<'a> {
    /// 获奖 公示 入围 申报
    pub name: &'a str,
    /// By tier, in the order of the call.
    pub tiers: Vec<TierGroup<'a>>,
    /// Number of entries.
    pub count: usize,
}

/// Entries of one tier.
#[derive(Debug, Clone, Serialize)]
pub struct TierGroup<'a> {
    /// 一等奖 …; absent where the call names none.
    pub name: Option<&'a str>,
    /// Cases, each with its leading unit.
    pub entries: Vec<EntryLine<'a>>,
}

/// A case entered for a call.
#[derive(Debug, Clone, Serialize)]
pub struct EntryLine<'a> {
    /// The case.
    pub case: Link<'a>,
    /// Its leading unit.
    pub unit: Option<Link<'a>>,
}
