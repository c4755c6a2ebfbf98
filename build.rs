//! Checks `catalog.toml` and writes it in the form that the program reads at
//! every start.

use std::{
    env, fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

/// The rooms of the house that read a catalogue.
#[path = "src"]
#[expect(dead_code, unused_imports, reason = "the program uses more of them")]
mod house {
    pub mod bookmarks;
    pub mod catalog;
    pub mod document;
    pub mod locale;
    pub mod shelf;
    pub mod text;
}

use house::{bookmarks, catalog, document, locale, shelf, text};

const FILE: &str = "catalog.toml";

fn main() -> ExitCode {
    for path in [
        FILE,
        "build.rs",
        "src/bookmarks.rs",
        "src/catalog",
        "src/catalog.rs",
        "src/document.rs",
        "src/locale.rs",
        "src/shelf",
        "src/shelf.rs",
        "src/text.rs",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    match catalog::Catalog::read(Path::new(FILE)).map_err(|error| error.to_string()) {
        Ok(catalog) => match write(&catalog) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => tell(&format!("cannot write what is made of {FILE}: {error}")),
        },
        Err(problems) => problems.lines().for_each(tell),
    }
    ExitCode::FAILURE
}

fn tell(problem: &str) {
    // Where even that fails there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{problem}");
}

fn write(catalog: &catalog::Catalog) -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let (packed, lines) = shelf::Shelf::pack(catalog).map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join("catalog.packed"), packed)?;
    fs::write(Path::new(&folder).join("catalog.pressed"), lines)
}
