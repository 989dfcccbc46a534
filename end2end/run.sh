#!/usr/bin/env bash
# Runs the end-to-end suite on a private D-Bus session with its own notification service.
#
#   DESKBELL_BIN=../target/release/deskbell ./run.sh [Playwright's arguments]
#
# DESKBELL_BIN    the server binary to test, with the site embedded (required)
# CHROMIUM        the browser, default /usr/bin/chromium
# FIREFOX         the other browser, default /usr/bin/firefox-esr; without one its tests are skipped
# PYTHON          a Python that has the modules dbus and gi, default /usr/bin/python3
# UPDATE_IMAGES=1 write the pictures in docs/images instead of testing
set -euo pipefail

if [ -z "${END2END_SESSION:-}" ]; then
  : "${DESKBELL_BIN:?is the path of the server binary to test}"
  DESKBELL_BIN="$(realpath -- "$DESKBELL_BIN")"
  export DESKBELL_BIN
  cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

  # The browser is the system's: npm must not fetch another one. The copy of the lock file
  # inside node_modules tells whether what is installed is what is asked for.
  export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  if ! cmp --silent package-lock.json node_modules/.deskbell-lock; then
    npm ci --no-audit --no-fund
    cp package-lock.json node_modules/.deskbell-lock
  fi

  export END2END_SESSION=1
  exec dbus-run-session --config-file=session-bus.conf -- ./run.sh "$@"
fi

scratch="$(mktemp -d)"
notification_server=
tidy_up() {
  if [ -n "$notification_server" ]; then kill "$notification_server" 2>/dev/null || true; fi
  rm -rf -- "$scratch"
}
trap tidy_up EXIT

export NOTIFICATION_LOG="$scratch/notifications.jsonl"
: > "$NOTIFICATION_LOG"
mkfifo "$scratch/ready"
"${PYTHON:-/usr/bin/python3}" notification-server.py "$NOTIFICATION_LOG" > "$scratch/ready" &
notification_server=$!

# The server prints one line when it owns its name on the bus; if it dies, the line is missing.
if ! read -r _ < "$scratch/ready"; then
  echo "the notification server did not start" >&2
  exit 1
fi

node_modules/.bin/playwright test "$@"
