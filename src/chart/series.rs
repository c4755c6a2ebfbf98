//! The series of a scatter plot: points with the same marker.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use llm_catalog::model::Stage;

use crate::{chart::spec::Grouping, columns::stage_style_role, config::theme::StyleRole};

/// The most makers with a series of their own.
const MAX_MAKERS: usize = 6;
/// The most series of a plot: the makers and the others.
pub(super) const MAX_SERIES: usize = MAX_MAKERS + 1;

const MAKER_MARKERS: [char; MAX_MAKERS] = ['●', '◆', '▲', '■', '▼', '★'];
const MAKER_ROLES: [StyleRole; MAX_MAKERS] =
    [StyleRole::Base, StyleRole::Bad, StyleRole::Rlhf, StyleRole::Sft, StyleRole::Accent, StyleRole::Good];

/// What the points of a series have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SeriesKey {
    Stage(Stage),
    Maker(String),
    /// Makers without a series of their own.
    OtherMakers,
    OpenWeights,
    ClosedWeights,
}

/// Points with the same marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub key: SeriesKey,
    /// The marker of one point.
    pub marker: char,
    pub role: StyleRole,
}

impl Series {
    fn new(key: SeriesKey, marker: char, role: StyleRole) -> Self {
        Self { key, marker, role }
    }

    /// The marker of several points in one place. Makers have none: there are too many markers to tell apart.
    pub(super) fn overlap_marker(&self) -> char {
        match (&self.key, self.marker) {
            (SeriesKey::Maker(_) | SeriesKey::OtherMakers, marker) => marker,
            (_, '●') => '◉',
            (_, '◆') => '◈',
            (_, '▲') => '△',
            (_, marker) => marker,
        }
    }
}

/// The series of a plot. `counts` has the number of points with each key.
pub(super) fn series_of(grouping: Grouping, counts: FxHashMap<SeriesKey, usize>) -> Vec<Series> {
    match grouping {
        Grouping::Stage => {
            let markers = ['●', '◆', '▲'];
            let series = |(stage, marker)| Series::new(SeriesKey::Stage(stage), marker, stage_style_role(stage));
            Stage::ALL.into_iter().zip(markers).map(series).collect()
        }
        Grouping::Weights => vec![
            Series::new(SeriesKey::OpenWeights, '●', StyleRole::Good),
            Series::new(SeriesKey::ClosedWeights, '◆', StyleRole::Bad),
        ],
        Grouping::Maker => {
            let mut counted: Vec<_> = counts
                .into_iter()
                .filter_map(|(key, count)| match key {
                    SeriesKey::Maker(maker) if !maker.is_empty() => Some((Reverse(count), maker)),
                    _ => None,
                })
                .collect();
            counted.sort_unstable();
            let styles = MAKER_MARKERS.into_iter().zip(MAKER_ROLES);
            let series = counted
                .into_iter()
                .zip(styles)
                .map(|((_, maker), (marker, role))| Series::new(SeriesKey::Maker(maker), marker, role));
            series.chain([Series::new(SeriesKey::OtherMakers, '○', StyleRole::Muted)]).collect()
        }
    }
}

/// The series with a key; the last one for makers without a series of their own.
pub(super) fn series_idx(series: &[Series], key: &SeriesKey) -> usize {
    series.iter().position(|series| series.key == *key).unwrap_or(series.len().saturating_sub(1))
}
