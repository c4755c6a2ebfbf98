//! A tab as the value of an option.

use clap::{ValueEnum, builder::PossibleValue};

use crate::app::Tab;

impl ValueEnum for Tab {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
