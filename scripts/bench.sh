#!/usr/bin/env bash
# `make bench`: the load driver against the release server. Arguments go to the driver.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/setup.sh run
scripts/build.sh release

say 'cargo build, bench (the load driver)'
# Both programs of the package: the driver starts the plain server that stands beside it.
cargo build --quiet --release --package bench --bins
exec "$CARGO_TARGET_DIR/release/bench" --server "$(built_server release)" "$@"
