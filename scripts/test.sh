#!/usr/bin/env bash
# `make test`: the checks of the Rust code, then the built product in a real browser with real notifications.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source scripts/steps.sh

end_to_end() {
    # DESKBELL_BIN is for the runner alone: the server refuses settings that it does not know.
    CHROMIUM=${CHROMIUM:-$(find_chromium)} DESKBELL_BIN=$(built_server ci) end2end/run.sh
}

# First, so that what is missing is told before the long part.
scripts/setup.sh test
scripts/check.sh
step 'site and server for the browser' scripts/build.sh ci
step 'end to end: Chromium and D-Bus' end_to_end

printf '\nAll of it passed, in %d min %d s.\n' $((SECONDS / 60)) $((SECONDS % 60))
