#!/usr/bin/env bash
# `make dev`: the demo desk, rebuilt and restarted as files change. Arguments go to `deskbell serve`.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/setup.sh run

# Leptos is compiled differently under `watch` (it reads LEPTOS_WATCH at compile time): in one target folder, `make
# dev` and `cargo test` would recompile it, and all that depends on it, for each other.
export CARGO_TARGET_DIR=$CARGO_TARGET_DIR/watch
# `watch` puts hashes into file names only once, at the start; after a change the page would load the old files.
export LEPTOS_HASH_FILES=false
exec cargo-leptos watch -- serve --demo "$@"
