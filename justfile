set positional-arguments

# List the recipes.
default:
    @{{ just_executable() }} --list --unsorted

# Check formatting, lints and documentation.
check:
    cargo fmt --all --check
    cargo clippy --locked --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items

# Run all tests.
test *ARGS:
    cargo test --locked "$@"

# Run all tests, those with random input for longer.
test-long *ARGS:
    LLM_TUI_LONG_TESTS=1 cargo test --locked "$@"

# Run a fuzz target, with options of libFuzzer such as -max_total_time=600.
fuzz TARGET *OPTIONS:
    fuzz/run "$@"

# Run the benchmarks, or those whose names contain FILTER.
bench *FILTER:
    cargo bench --locked -- "$@"

# Accept new snapshots and write the pictures and key tables of the pages.
update-snapshots:
    INSTA_UPDATE=always UPDATE=1 cargo test --locked
    @echo "Read every change before you commit it:"
    @git status --short -- tests/snapshots docs assets/screenshots

# Run the program.
run *ARGS:
    cargo run --release --locked --quiet -- "$@"

# Print a made-up catalogue of COUNT models as JSON Lines.
synthetic COUNT:
    @cargo run --release --locked --quiet --example write_synthetic_catalog "$1"

# Run everything that CI runs.
ci:
    .ci/run
