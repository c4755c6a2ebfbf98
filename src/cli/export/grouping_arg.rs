//! What the models of a page are grouped by, as the value of an option.

use clap::{ValueEnum, builder::PossibleValue};

use crate::export::Grouping;

impl ValueEnum for Grouping {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::Stage => ("stage", "The training stage"),
            Self::Organization => ("org", "The first organization"),
            Self::License => ("license", "The license of the weights"),
            Self::Year => ("year", "The year of the release"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}
