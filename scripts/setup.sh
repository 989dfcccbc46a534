#!/usr/bin/env bash
# Installs what a fresh machine with rustup, Node and apt lacks: `setup.sh run` for building and running,
# `setup.sh check` also for the checks of the Rust code, `setup.sh test` also for the browser tests. Every step looks
# first and is silent when there is nothing to do. Every step can be interrupted, because what it makes appears under
# its final name only when it is complete.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

purpose=${1:?"say what for: run, check or test"}

# --- what only root can install ---------------------------------------------------------------------------------

missing_packages=()
wanted_packages=()

# need PACKAGES WHY COMMAND...: unless the command succeeds, these Debian packages are missing.
need() {
    local packages=$1 why=$2
    shift 2
    "$@" >/dev/null 2>&1 && return
    # shellcheck disable=SC2206 # one word is one package
    missing_packages+=($packages)
    say "missing: $packages ($why)"
}

# want PACKAGE WHY COMMAND...: the same, for what can be done without where a distribution does not have it.
want() {
    local package=$1 why=$2
    shift 2
    "$@" >/dev/null 2>&1 && return
    wanted_packages+=("$package")
    say "missing: $package ($why)"
}

# has_library NAME: whether programs that ask for this shared library get it.
has_library() { ldconfig -p | grep -q "$1"; }

system_packages() {
    need build-essential 'the linker for Rust, and the C compiler for SQLite' command -v cc
    need util-linux 'keeps two set-ups at once apart' command -v flock
    if [[ $purpose == test ]]; then
        need 'chromium fonts-liberation' 'the browser that the end-to-end tests drive' find_chromium
        need dbus 'desktop notifications travel over D-Bus; the tests have a bus of their own' command -v dbus-run-session
        need libglib2.0-bin 'speaks to that bus from the command line' command -v gdbus
        need 'python3-dbus python3-gi' 'the notification server that the tests read' \
            /usr/bin/python3 -c 'import dbus, gi.repository.GLib'
        want firefox-esr 'the second browser; without it its tests are skipped' test -x "${FIREFOX:-/usr/bin/firefox-esr}"
        # Firefox loads it when it shows a notification, and without it shows one of its own, which nobody can read.
        want libnotify4 'how Firefox speaks to the notification server' has_library libnotify.so.4
    fi
    ((${#wanted_packages[@]})) && add_wanted_packages
    ((${#missing_packages[@]})) || return 0

    local install="apt-get install -y --no-install-recommends ${missing_packages[*]}"
    if ! command -v apt-get >/dev/null; then
        die "There is no apt-get here. Please install what these Debian packages hold: ${missing_packages[*]}"
    elif ((EUID != 0)); then
        die "Installing them needs root. Please run this line, then try again:

    sudo apt-get update && sudo $install"
    fi
    say "$install"
    export DEBIAN_FRONTEND=noninteractive
    dpkg --configure -a # finishes an installation that was interrupted; otherwise does nothing
    apt-get update -qq || say 'the package lists could not be refreshed; trying with those at hand'
    $install -o DPkg::Lock::Timeout=300
}

# What is wanted and can be had is installed with the rest.
add_wanted_packages() {
    command -v apt-get >/dev/null && ((EUID == 0)) || return 0
    local package
    for package in "${wanted_packages[@]}"; do
        # A fresh machine knows of no package at all.
        apt-cache show "$package" >/dev/null 2>&1 || apt-get update -qq || continue
        if apt-cache show "$package" >/dev/null 2>&1; then
            missing_packages+=("$package")
        else
            say "there is no package $package for this system; going on without it"
        fi
    done
}

# --- Rust -------------------------------------------------------------------------------------------------------

rust() {
    command -v cargo >/dev/null || die 'Rust is missing. Please install rustup with the stable toolchain, then try again.'
    [[ -n $wasm_bindgen_version ]] || die 'Cargo.lock names no wasm-bindgen. Please restore Cargo.lock, then try again.'

    if [[ ! -d $(rustc --print target-libdir --target wasm32-unknown-unknown) ]]; then
        say 'rustup target add wasm32-unknown-unknown (the part of Deskbell that runs in the browser)'
        rustup target add wasm32-unknown-unknown ||
            die 'The WebAssembly target of this Rust toolchain could not be installed (see above).'
    fi
    if [[ $purpose != run ]]; then
        local part
        for part in rustfmt clippy; do
            "cargo-${part/rustfmt/fmt}" --version >/dev/null 2>&1 && continue
            say "rustup component add $part (the style checks)"
            rustup component add "$part"
        done
    fi
}

# cargo_tool CRATE VERSION PROGRAM WHY [ARGUMENTS...]: PROGRAM of exactly VERSION, built from source unless there.
cargo_tool() {
    local crate=$1 version=$2 program=$3 why=$4
    shift 4
    [[ $("$program" --version 2>/dev/null) == "$program $version" ]] && return

    say "cargo install $crate@$version ($why; once, some minutes)"
    local quiet=()
    [[ -t 2 ]] || quiet=(--quiet)
    # The target folder is kept until the program is installed, so an interrupted build goes on where it stopped.
    # Little optimisation: the default profiles of these tools take more than twice as long to build. RUSTFLAGS
    # belong to Deskbell, not to its tools.
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS -u CARGO_BUILD_TARGET \
        flock --close "$tools/$crate.lock" \
        cargo install "$crate@$version" "$@" "${quiet[@]}" \
        --root "$tools/$crate-$version" --target-dir "$tools/build-$crate"
    rm -rf "$tools/build-$crate"
}

rust_tools() {
    cargo_tool cargo-leptos "$cargo_leptos_version" cargo-leptos 'builds browser part and server together' \
        --locked --features no_downloads
    # Not --locked: the lock file inside this release names a crate version that cannot be had.
    cargo_tool wasm-bindgen-cli "$wasm_bindgen_version" wasm-bindgen 'joins WebAssembly and JavaScript'
}

# --- Node -------------------------------------------------------------------------------------------------------

# The runner of the browser tests is not here: end2end/run.sh installs it itself.
node_tools() {
    { command -v node && command -v npm; } >/dev/null || die 'Node.js is missing. Please install Node 20 or newer with npm, then try again.'

    if [[ ! -x $npm_tools_dir/node_modules/.bin/wasm-opt ]]; then
        say 'npm ci in scripts/tools (wasm-opt, which makes the WebAssembly file smaller)'
        local draft
        draft=$(mktemp -d "$tools/npm.XXXXXX")
        # shellcheck disable=SC2064 # this draft
        trap "rm -rf '$draft'" EXIT
        cp scripts/tools/{package.json,package-lock.json,.npmrc} "$draft"
        npm ci --loglevel=error --no-audit --no-fund --prefix "$draft"
        mv -T "$draft" "$npm_tools_dir" 2>/dev/null || [[ -d $npm_tools_dir ]] # or another set-up was faster
    fi
}

system_packages
rust
rust_tools
node_tools
