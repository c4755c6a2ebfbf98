//! llm-tui: a catalogue of large language models in a terminal.

pub mod action;
pub mod app;
pub mod builtin;
pub mod chart;
pub mod cli;
pub mod columns;
pub mod comparison;
pub mod config;
pub mod diff;
pub mod display_width;
pub mod document;
pub mod export;
pub mod glossary;
pub mod glyphs;
pub mod i18n;
pub mod import;
pub mod list_format;
pub mod platform;
pub mod tab;
pub mod tui;
pub mod ui;
