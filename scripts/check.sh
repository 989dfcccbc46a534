#!/usr/bin/env bash
# `make check`: style, lints, tests of the Rust code, licences and advisories. `make test` begins with it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source scripts/steps.sh

scripts/setup.sh check

locked=()
[[ -n ${CI:-} ]] && locked=(--locked)

# `frontend` is left out wherever the server is built: it switches `app` from server to browser.
native=(--workspace --exclude frontend "${locked[@]}")

step 'formatting' cargo fmt --all --check
step 'a test for each promise' scripts/promises.sh
step 'SQLite in one place' scripts/seam.sh
step 'lints of the server side' cargo clippy "${native[@]}" --all-targets -- -D warnings
step 'lints of the browser side' \
    cargo clippy --package frontend --package app "${locked[@]}" --target wasm32-unknown-unknown -- -D warnings

if command -v cargo-nextest >/dev/null; then
    step 'tests' cargo nextest run "${native[@]}"
else
    step 'tests' cargo test "${native[@]}" --lib --bins --tests
fi
step 'tests in the documentation' cargo test "${native[@]}" --doc

if command -v cargo-deny >/dev/null; then
    step 'licences and sources of dependencies' cargo deny check bans licenses sources
else
    skip 'licences and sources of dependencies' 'cargo-deny is not installed'
fi

advisories=../shared/advisory-db.tar.gz
audit() {
    local folder
    folder=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder of this call
    trap "rm -rf '$folder'" EXIT
    tar -xzf "$advisories" -C "$folder" &&
        cargo audit --db "$folder/advisory-db" --no-fetch --stale
}
if ! command -v cargo-audit >/dev/null; then
    skip 'known vulnerabilities' 'cargo-audit is not installed'
elif [[ ! -f $advisories ]]; then
    skip 'known vulnerabilities' "there is no $advisories"
else
    step 'known vulnerabilities' audit
fi
