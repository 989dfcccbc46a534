#!/usr/bin/env bash
# Each promise of ARCHITECTURE.md has a test of its name (`fn p1_...`) in every file that stands behind it there, and no
# test claims a promise that isn't written down.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# The list as `P1 crash.rs opening.rs`, a line a promise.
promises() {
    awk '
        /^- \*\*P[0-9]+\*\*/ { number = $2; gsub(/\*/, "", number); order[++count] = number; inside = 1 }
        inside && /^$/ { inside = 0 }
        inside { text[number] = text[number] " " $0 }
        END {
            for (i = 1; i <= count; i++) {
                line = order[i]; rest = text[order[i]]
                while (match(rest, /`[a-z_]+\.rs`/)) {
                    line = line " " substr(rest, RSTART + 1, RLENGTH - 2)
                    rest = substr(rest, RSTART + RLENGTH)
                }
                print line
            }
        }' ARCHITECTURE.md
}

# Tests of promise `$1`, as `path:line`.
tests_of() { grep -rnE "fn ${1,,}_" --include='*.rs' app/src bench/src crates server/src server/tests; }

faults=0
fault() {
    printf '%s\n' "$*" >&2
    faults=$((faults + 1))
}

known=' '
while read -r promise files; do
    known+="$promise "
    [[ -n ${files:-} ]] || fault "ARCHITECTURE.md names no file with a test of $promise"
    for file in $files; do
        tests_of "$promise" | grep "/$file:" >/dev/null || fault "there is no test of $promise (fn ${promise,,}_...) in $file"
    done
done < <(promises)

[[ $known == *' P1 '* ]] || fault 'ARCHITECTURE.md lists no promises'

while read -r number; do
    [[ $known == *" P$number "* ]] || fault "a test is named after P$number, which ARCHITECTURE.md does not list"
done < <(grep -rhoE '\bfn p[0-9]+_' --include='*.rs' app/src bench/src crates server/src server/tests | grep -oE '[0-9]+' | sort -u)

((faults == 0))
