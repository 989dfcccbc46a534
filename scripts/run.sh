#!/usr/bin/env bash
# `make run`: builds a release if need be and starts the demo desk on SQLite. Arguments go to `deskbell serve`.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

scripts/setup.sh run
scripts/build.sh release
# In the place of this script, so that Ctrl-C and other signals reach the server itself.
exec "$(built_server release)" serve --demo "$@"
