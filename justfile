# Short names for what is done often. Every line works without just as well.

# What can be done.
default:
    @just --list

# The sample hall in the browser, following every change.
show:
    cargo run --release -- serve --open

# Every test; installs what the tests need.
test:
    bash tests/run

# Check the sample hall without making pages; warnings count.
check:
    cargo run --release -- check --strict

# Put the Rust sources into their one form.
fmt:
    cargo fmt

# What must be silent before a change is handed over.
lint:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings

# Licences, advisories and sources of all crates; needs cargo-deny.
deny:
    cargo deny check

# Repeat the benchmark; `just bench --n 1000` is the short one.
bench *arguments:
    python3 benches/run.py {{arguments}}

# Pictures of every page kind and state at every width, light and dark; of modes, English and paper.
shots *folder:
    cargo build --release
    node tests/browser/shots.mjs {{folder}}
