//! Checks `catalog.toml` and writes it in the form that the program reads at
//! every start; presses the glossary.

use std::{
    env, fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use llm_catalog::{Catalog, compress::deflate};
use llm_index::Index;

const CATALOG_FILE: &str = "catalog.toml";
const GLOSSARY_FILE: &str = "assets/glossary.toml";

fn main() -> ExitCode {
    for file in [CATALOG_FILE, GLOSSARY_FILE] {
        println!("cargo::rerun-if-changed={file}");
    }
    omit_eh_frame_hdr();
    match Catalog::read(Path::new(CATALOG_FILE)).map_err(|error| error.to_string()) {
        Ok(catalog) => match write_artifacts(&catalog) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => print_error(&format!("cannot write what is made of {CATALOG_FILE}: {error}")),
        },
        Err(problems) => problems.lines().for_each(print_error),
    }
    ExitCode::FAILURE
}

/// The index of the tables that a panic unwinds with takes 50 KB, and a release
/// aborts where it panics.
fn omit_eh_frame_hdr() {
    let is = |name: &str, value: &str| env::var(name).as_deref() == Ok(value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") {
        println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
    }
}

fn print_error(problem: &str) {
    // Where even that fails there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{problem}");
}

fn write_artifacts(catalog: &Catalog) -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let (packed, lines) = Index::encode(catalog).map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join("catalog.packed"), packed)?;
    fs::write(Path::new(&folder).join("catalog.pressed"), lines)?;
    fs::write(Path::new(&folder).join("glossary.pressed"), deflate(&fs::read(GLOSSARY_FILE)?))
}
