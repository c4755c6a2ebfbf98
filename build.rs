//! Checks `catalog.toml` and writes it in the form that the program reads at
//! every start; presses the glossary.

use std::{
    env, fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use llm_tui_shelf::{catalog::Catalog, pressed::press, shelf::Shelf};

const FILE: &str = "catalog.toml";
const GLOSSARY: &str = "assets/glossary.toml";

fn main() -> ExitCode {
    for file in [FILE, GLOSSARY] {
        println!("cargo::rerun-if-changed={file}");
    }
    leave_out_unwind_index();
    match Catalog::read(Path::new(FILE)).map_err(|error| error.to_string()) {
        Ok(catalog) => match write(&catalog) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => tell(&format!("cannot write what is made of {FILE}: {error}")),
        },
        Err(problems) => problems.lines().for_each(tell),
    }
    ExitCode::FAILURE
}

/// The index of the tables that a panic unwinds with takes 50 KB, and a release
/// aborts where it panics.
fn leave_out_unwind_index() {
    let is = |name: &str, value: &str| env::var(name).as_deref() == Ok(value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") {
        println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
    }
}

fn tell(problem: &str) {
    // Where even that fails there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{problem}");
}

fn write(catalog: &Catalog) -> io::Result<()> {
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let (packed, lines) = Shelf::pack(catalog).map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join("catalog.packed"), packed)?;
    fs::write(Path::new(&folder).join("catalog.pressed"), lines)?;
    fs::write(Path::new(&folder).join("glossary.pressed"), press(&fs::read(GLOSSARY)?))
}
