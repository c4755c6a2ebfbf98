//! Writes a synthetic catalogue of COUNT models to stdout: `write_synthetic_catalog COUNT`.

use std::io::Write;

mod synthetic_catalog;

fn main() -> std::io::Result<()> {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    std::io::stdout().write_all(synthetic_catalog::json_lines(count).as_bytes())
}
