//! Importers: other lists of models, converted to catalogue entries.
//!
//! A field that a list does not state stays empty. What an importer skips or
//! assumes is reported as an [`ImportWarning`] with its line.

pub mod huggingface;
mod json;
pub mod markdown;
mod model_name;
pub mod models_dev;
mod result;
mod vendor;

pub use result::{ImportError, ImportResult, ImportWarning, placeholder_text};
