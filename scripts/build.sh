#!/usr/bin/env bash
# Builds site and server with cargo-leptos: `build.sh release` is what people run, `build.sh ci` the same with the
# costly optimisation left out, for the end-to-end tests. Does nothing when nothing has changed.
#
# How cargo-leptos 0.3.10 behaves, as far as it matters here:
# - It empties the folder `site-root` and fills it again on every build. Ours is target/site of the checkout
#   wherever CARGO_TARGET_DIR points, because the server embeds it by a path that is fixed when it is compiled.
# - With `hash-files` or `--precompress` it builds the site completely before the server; otherwise both at once,
#   and the server would embed half a site.
# - It writes hash.txt beside the executable. Nothing reads it: the names in the embedded site say the same.
# - It expects the executable under the name of its *package* unless `bin-exe-name` says otherwise.
#
# Since each build overwrites target/site, a finished server is copied to a place of its own. The copy is complete
# in itself, and stays valid while the other build, or `make dev`, uses target/site.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

build=${1:?"say which build: release or ci"}

# Flags of the user's own would replace those of .cargo/config.toml, which both sides of a page must share.
[[ -n ${RUSTFLAGS-} ]] && export RUSTFLAGS="$RUSTFLAGS --cfg erase_components"

case $build in
    release) ;;
    ci)
        # Link-time optimisation of two artefacts takes minutes and finds no bugs. These settings go into cargo's
        # fingerprints, so both builds keep their artefacts side by side.
        export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1
        export CARGO_PROFILE_WASM_RELEASE_LTO=off CARGO_PROFILE_WASM_RELEASE_CODEGEN_UNITS=16
        ;;
    *) die "There is no build '$build'; there are release and ci." ;;
esac

# Everything that decides what the server will be. By content, not by time: a fresh clone, or a branch and back,
# then costs nothing.
fingerprint() {
    {
        rustc -vV
        printf '%s\n' "${RUSTFLAGS-}" "$cargo_leptos_version" "$npm_tools_dir"
        find Cargo.toml Cargo.lock .cargo app crates frontend server style public scripts/build.sh scripts/packs.mjs scripts/tools \
            -type f -print0 | sort -z | xargs -0 sha256sum
    } | sha256_of
}

server=$(built_server "$build")
folder=$(dirname "$server")
mkdir -p "$folder" target
# Taken before the build: a file saved while it runs makes the next build run again.
wanted=$(fingerprint)
[[ -x $server && $(cat "$folder/fingerprint" 2>/dev/null) == "$wanted" ]] && exit

locked=()
[[ -n ${CI:-} ]] && locked=(--cargo-locked)

say "cargo leptos build, $build (the site for the browser, then the server with the site inside)"
# One at a time: two builds would empty each other's target/site.
in_one_go() {
    local leptos=(cargo-leptos build --release --split --lib-features chunks --precompress)
    "${leptos[@]}" --frontend-only "${locked[@]}"
    node scripts/packs.mjs target/site/pkg
    # Keeps the site that it finds.
    "${leptos[@]}" --server-only "${locked[@]}"
}
exec {lock}>target/site.lock
flock "$lock"
in_one_go

# Whoever only wants to run a release is told, and not held up.
node scripts/sizes.mjs target/site/pkg "$build" >"$folder/sizes" || [[ $build == release ]] || {
    cat "$folder/sizes"
    die 'A page has become too heavy (see above).'
}
cp "$CARGO_TARGET_DIR/release/deskbell" "$server.new"
mv "$server.new" "$server"
printf '%s\n' "$wanted" >"$folder/fingerprint"
cat "$folder/sizes"
