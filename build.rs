//! Checks `catalog.toml` and writes the encoded index that the program embeds.

use std::{
    env, fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use llm_catalog::Catalog;
use llm_index::{EncodedIndex, Index};

const CATALOG_FILE: &str = "catalog.toml";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={CATALOG_FILE}");
    match Catalog::read(Path::new(CATALOG_FILE)).map_err(|error| error.to_string()) {
        Ok(catalog) => match write_artifacts(&catalog) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => print_error(&format!("cannot encode {CATALOG_FILE}: {error}")),
        },
        Err(diagnostics) => diagnostics.lines().for_each(print_error),
    }
    ExitCode::FAILURE
}

fn print_error(message: &str) {
    // If stderr is closed, only the exit code reports the failure.
    let _ = writeln!(io::stderr(), "{message}");
}

fn write_artifacts(catalog: &Catalog) -> io::Result<()> {
    let out_dir = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let EncodedIndex { bytes, lines } = Index::encode(catalog).map_err(io::Error::other)?;
    fs::write(Path::new(&out_dir).join("catalog.bin"), bytes)?;
    fs::write(Path::new(&out_dir).join("catalog.jsonl"), lines)
}
