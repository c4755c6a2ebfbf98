//! Entries, comparisons and documents as text: for terminals, web pages and other programs.

mod ansi;
pub mod awesome_list;
mod bibtex;
mod catalog_toml;
mod comparison;
mod csv;
mod fact;
mod file_format;
mod grouping;
mod html;
mod insight;
mod json;
mod markdown;
mod markdown_syntax;
pub mod region;
mod table;
mod text_table;

pub use crate::export::ansi::{to_ansi, to_plain_text};
pub use crate::export::bibtex::{bibtex, bibtex_file};
pub use crate::export::catalog_toml::{catalog_toml, missing_ancestors};
pub use crate::export::comparison::{comparison_json, comparison_markdown};
pub use crate::export::csv::{RecordColumn, unquote_formula};
pub use crate::export::file_format::FileFormat;
pub use crate::export::grouping::Grouping;
pub use crate::export::html::{CONTENT_SECURITY_POLICY, SCRIPT, STYLE, html_page};
pub use crate::export::json::{json, json_lines, variants_json, variants_json_lines};
pub use crate::export::markdown::{markdown_row, markdown_section};
pub(crate) use crate::export::markdown_syntax::{escape_markdown, markdown_link};
pub use crate::export::table::ExportTable;
pub use crate::export::text_table::TextTable;
