//! The formats of exports as values of an option.

use clap::{ValueEnum, builder::PossibleValue};

use crate::export::FileFormat;

impl ValueEnum for FileFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Markdown => "An awesome-list page in the language of `--locale`",
            Self::Html => "A self-contained page with search and sorting, in both languages",
            Self::Csv => "Comma-separated values",
            Self::Tsv => "Tab-separated values",
            Self::Json => "A JSON array of full entries",
            Self::JsonLines => "One JSON object per line",
            Self::Toml => "A catalogue file",
            Self::Bibtex => "References",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}
