//! The command `llm-tui`: reads the command line, says what went wrong.

use std::{io::Write, process::ExitCode};

use llm_tui::cli;

fn main() -> ExitCode {
    match cli::run(&cli::Cli::from_env()) {
        Ok(code) => code,
        Err(error) => {
            // Where even that fails there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "llm-tui: {error:#}");
            ExitCode::from(cli::exit_code(&error))
        }
    }
}
