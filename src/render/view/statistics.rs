//! The hall in figures.

use serde::Serialize;

/// The page of figures (`statistics`).
#[derive(Debug, Clone, Serialize)]
pub struct StatisticsView<'a> {
    /// Its charts; one without anything to count is left out.
    pub charts: Vec<ChartView<'a>>,
}

/// A chart and the table of the same figures.
#[derive(Debug, Clone, Serialize)]
pub struct ChartView<'a> {
    /// What is counted.
    pub title: &'a str,
    /// The drawing, as HTML.
    pub svg: String,
    /// What the drawing leaves out, in words; the last row of the figures says it too.
    pub apart: Option<String>,
    /// What the rows are: the head of the table's first column.
    pub rows_are: &'a str,
    /// Names of the parts of every bar, in order; a chart of one series names it too.
    pub series: Vec<&'a str>,
    /// The series that the drawing shows: which one from 1, as in its class, and its name.
    pub key: Vec<(usize, &'a str)>,
    /// The figures.
    pub rows: Vec<ChartRow<'a>>,
}

/// A bar as figures.
#[derive(Debug, Clone, Serialize)]
pub struct ChartRow<'a> {
    /// What it counts.
    pub name: String,
    /// Path of its page; empty if it has none.
    pub url: &'a str,
    /// Its parts in the order of the series.
    pub counts: Vec<usize>,
    /// What they come to.
    pub total: usize,
}
