#!/usr/bin/env bash
# `make test`: the checks of the Rust code, then the built product in a real browser with real notifications.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source scripts/steps.sh

end_to_end() {
    # The variable is for the runner only: the server would refuse it as an unknown setting.
    DESKBELL_BIN=$(built_server ci) end2end/run.sh
}

scripts/check.sh
step 'site and server for the browser' scripts/build.sh ci
step 'end to end: Chromium and D-Bus' end_to_end

printf '\nAll of it passed, in %d min %d s.\n' $((SECONDS / 60)) $((SECONDS % 60))
