//! Checks `catalog.toml` and writes what the program embeds: the encoded index, the headings of the columns from the
//! glossary, and the key maps.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use serde::Deserialize;

use llm_catalog::{Catalog, EntryRef, localized::LocalizedText, parse::toml};
use llm_index::{Column, EncodedIndex, Index};
use miniz_oxide::deflate::compress_to_vec;

const CATALOG_FILE: &str = "catalog.toml";
const GLOSSARY_FILE: &str = "assets/glossary.toml";
/// By name of the artifact.
const KEYMAP_FILES: [(&str, &str); 2] =
    [("keymap.json", "assets/keymap.toml"), ("keymap-emacs.json", "assets/keymap-emacs.toml")];
/// The highest level, as compressing is done once.
const COMPRESSION_LEVEL: u8 = 10;

/// The parts of the glossary that are read here.
#[derive(Deserialize)]
struct Glossary {
    #[serde(rename = "term")]
    terms: Vec<Term>,
}

#[derive(Deserialize)]
struct Term {
    /// The headings of columns by key.
    #[serde(default)]
    columns: BTreeMap<String, LocalizedText>,
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={CATALOG_FILE}");
    println!("cargo::rerun-if-changed={GLOSSARY_FILE}");
    for (_, file) in KEYMAP_FILES {
        println!("cargo::rerun-if-changed={file}");
    }
    match write_catalog().and_then(|()| write_headings()).and_then(|()| write_keymaps()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(errors) => {
            // If stderr is closed, only the exit code reports the failure.
            let _ = writeln!(io::stderr(), "{errors}");
            ExitCode::FAILURE
        }
    }
}

fn write_catalog() -> Result<(), String> {
    let catalog = Catalog::read(Path::new(CATALOG_FILE)).map_err(|error| error.to_string())?;
    let encoded = Index::encode(&catalog).map_err(|error| format!("cannot encode {CATALOG_FILE}: {error}"))?;
    let EncodedIndex { bytes, lines } = encoded;
    let newest = catalog.entries().filter_map(EntryRef::added).max();
    write_artifact("newest_added.txt", newest.map(|date| date.to_string()).unwrap_or_default().as_bytes())?;
    write_artifact("catalog.bin", &bytes)?;
    write_artifact("catalog.jsonl.deflate", &lines)
}

/// Compresses the glossary, which is parsed only when it is needed, and writes a function that returns the English and the
/// Chinese heading of a column: headings are on the first screen.
fn write_headings() -> Result<(), String> {
    let text = fs::read_to_string(GLOSSARY_FILE).map_err(|error| format!("{GLOSSARY_FILE}: {error}"))?;
    write_artifact("glossary.toml.deflate", &compress_to_vec(text.as_bytes(), COMPRESSION_LEVEL))?;
    let glossary: Glossary = toml::from_str(&text).map_err(|error| format!("{GLOSSARY_FILE}: {error}"))?;
    let mut arms = String::new();
    for column in Column::ALL {
        let key = column.key();
        let mut headings = glossary.terms.iter().filter_map(|term| term.columns.get(key));
        let (Some(heading), None) = (headings.next(), headings.next()) else {
            return Err(format!("{GLOSSARY_FILE}: one term must have a heading for the column `{key}`"));
        };
        let LocalizedText { en, zh } = heading;
        if en.is_empty() || zh.is_empty() {
            return Err(format!("{GLOSSARY_FILE}: the heading of the column `{key}` is empty"));
        }
        let _ = writeln!(arms, "        Column::{column:?} => ({en:?}, {zh:?}),");
    }
    let function = format!(
        "fn headings(column: Column) -> (&'static str, &'static str) {{\n    match column {{\n{arms}    }}\n}}\n"
    );
    write_artifact("column_headings.rs", function.as_bytes())
}

/// Writes the key maps as JSON, which is read faster than TOML: the program does so at every start.
fn write_keymaps() -> Result<(), String> {
    for (artifact, file) in KEYMAP_FILES {
        let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let keymap: serde_json::Value = toml::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
        write_artifact(artifact, keymap.to_string().as_bytes())?;
    }
    Ok(())
}

fn write_artifact(name: &str, content: &[u8]) -> Result<(), String> {
    let out_dir = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&out_dir).join(name), content).map_err(|error| format!("cannot write {name}: {error}"))
}
