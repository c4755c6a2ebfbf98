//! A catalogue with a parent, and models for which different figures are known.

use llm_catalog::{Catalog, Model};
use llm_index::Index;

use crate::support::{TestScreen, screen_with};

pub const CATALOG_TOML: &str = include_str!("../fixtures/partial_figures.toml");

pub fn catalog() -> Catalog {
    Catalog::parse("models.toml", CATALOG_TOML).unwrap()
}

pub fn model(id: &str) -> Model {
    catalog().models().iter().find(|model| model.id.as_str() == id).unwrap().clone()
}

pub fn catalog_screen(width: u16, height: u16) -> TestScreen {
    screen_with(Index::try_from(&catalog()).unwrap(), width, height)
}

/// Opens the detail of a model.
pub fn detail_screen(id: &str, width: u16, height: u16) -> TestScreen {
    catalog_screen(width, height).press(&format!("5/id:{id}<enter><enter>"))
}
