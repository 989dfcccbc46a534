#!/usr/bin/env bash
# `make bench`: the load driver against the release server. Arguments go to the driver.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/setup.sh run
scripts/build.sh release

say 'cargo build, bench (the load driver)'
cargo build --quiet --release --package bench
exec "$CARGO_TARGET_DIR/release/bench" --server "$(built_server release)" "$@"
