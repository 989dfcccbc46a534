#!/usr/bin/env bash
# SQLite is known in one folder, so that another database can stand beside it. Its libraries and its pragmas are named nowhere
# else, and within `storage` only the file that chooses the database leads there.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

inside=crates/storage/src/sqlite/
# Tests that look at a database from outside, or break it, have to know which it is.
tests=(
    crates/storage/tests/sqlite/
    crates/storage/tests/conformance/opened.rs
    crates/engine/tests/promises/faults.rs
    server/tests/server/database.rs
)
way_in=(crates/storage/src/lib.rs crates/storage/src/store.rs)

faults=0
# Lines of `path:line:text` that begin with none of the paths after `$1`, which says what is wrong with them.
only_in() {
    local what=$1 line path
    shift
    while IFS= read -r line; do
        for path in "$@"; do [[ $line == "$path"* ]] && continue 2; done
        printf '%s: %s\n' "$what" "$line" >&2
        faults=$((faults + 1))
    done
}

only_in 'only SQLite may use its libraries' "$inside" "${tests[@]}" < <(
    grep -rnwE 'sqlx|rusqlite|libsqlite3|libsqlite3_sys' --include='*.rs' app bench crates frontend server
)
only_in 'only SQLite has pragmas' "$inside" < <(
    grep -rnwi 'pragma' --include='*.rs' app/src bench/src crates/*/src frontend/src server/src
)
only_in 'only the store chooses SQLite' "$inside" "${way_in[@]}" < <(
    grep -rnw 'sqlite' --include='*.rs' crates/storage/src
)

# Whoever moves the folder moves this check along.
[[ -d $inside ]] || die "there is no $inside"

((faults == 0))
