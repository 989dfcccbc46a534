# shellcheck shell=bash
# Steps of a test run: each announced by a line and timed. Sourced.

# step NAME COMMAND...: runs the command; the script ends here if it fails.
step() {
    local name=$1 started=$SECONDS
    shift
    printf '\n--- %s\n' "$name"
    if ! "$@"; then
        die "--- $name: failed after $((SECONDS - started)) s"
    fi
    printf -- '--- %s: fine, %d s\n' "$name" $((SECONDS - started))
}

# skip NAME WHY
skip() { printf '\n--- %s: skipped, %s\n' "$1" "$2"; }
