//! The `llm-tui` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    llm_tui::cli::main()
}
