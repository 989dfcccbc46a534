# shellcheck shell=bash
# Where things are and how the scripts speak. Sourced by every script of this folder; does nothing by itself.
#
# No name exported here begins with DESKBELL_: the server refuses settings that it does not know.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# 0.3.11 asks for a newer compiler than `rust-version` in Cargo.toml.
cargo_leptos_version=0.3.10

# A step that takes time: what it does, and what for.
say() { printf '==> %s\n' "$*"; }

# What went wrong, and what to do about it.
die() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# A folder for `$1` that outlives the checkout, so that the next clone finds it filled. Where the user has no
# writable cache folder, the checkout's own target/ has to do.
cache_dir() {
    local base=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
    if [[ -n $base ]] && mkdir -p "$base/$1" 2>/dev/null && [[ -w $base/$1 ]]; then
        printf '%s\n' "$base/$1"
    else
        mkdir -p "$root/target/$1"
        printf '%s\n' "$root/target/$1"
    fi
}

# The version of crate `$1` in Cargo.lock. The tool wasm-bindgen must have exactly that of the library.
locked_version() {
    awk -v name="$1" '$0 == "name = \"" name "\"" { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock
}

sha256_of() { sha256sum "$@" | sha256sum | cut -c1-16; }

tools=$(cache_dir deskbell-tools)
wasm_bindgen_version=$(locked_version wasm-bindgen 2>/dev/null || true)

# Each version of a tool has a folder of its own, so two checkouts that differ never replace each other's tools.
# A tool of the right version that the user has already is used as it is (setup.sh).
cargo_leptos_dir=$tools/cargo-leptos-$cargo_leptos_version
wasm_bindgen_dir=$tools/wasm-bindgen-cli-$wasm_bindgen_version
npm_tools_dir=$tools/npm-$(sha256_of scripts/tools/package-lock.json)
# The program that cargo-leptos finds as `wasm-opt` is ours, which calls the real one.
export WASM_TOOLS=$npm_tools_dir/node_modules
PATH=$root/scripts/tools/bin:$cargo_leptos_dir/bin:$wasm_bindgen_dir/bin:$WASM_TOOLS/.bin:$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin

# cargo-leptos takes a relative folder from the workspace root, cargo from wherever it is started.
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target}
[[ $CARGO_TARGET_DIR == /* ]] || CARGO_TARGET_DIR=$root/$CARGO_TARGET_DIR
export PATH CARGO_TARGET_DIR

# The finished server of build `$1` (release or ci, see build.sh): one file, the site inside.
built_server() { printf '%s\n' "$CARGO_TARGET_DIR/deskbell-$1/deskbell"; }

# The browser that the end-to-end tests drive.
find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
