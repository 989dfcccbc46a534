#!/usr/bin/env bash
# Draws the PNG icons of the installed desktop and of popups anew from public/favicon.svg. Only needed when that
# changes. A maskable icon has no corners of its own, because each system cuts out its own shape; the bell lies
# within the circle that all of them leave whole.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

browser=$(find_chromium) || die 'Drawing icons needs Chromium.'
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/profile"

# draw SVG SIZE PNG
draw() {
    printf '<!doctype html><style>body{margin:0}svg{display:block;width:%dpx}</style>%s' "$2" "$1" >"$scratch/icon.html"
    # Chromium refuses to sandbox itself when it runs as root, as it does in a container.
    local flags=()
    ((EUID == 0)) && flags+=(--no-sandbox)
    "$browser" --headless "${flags[@]}" --user-data-dir="$scratch/profile" --disable-gpu --hide-scrollbars \
        --default-background-color=00000000 --window-size="$2,$2" --screenshot="$3" "$scratch/icon.html" 2>/dev/null
}

rounded=$(<public/favicon.svg)
square=${rounded/ rx=\"6\"/}
for size in 192 512; do
    draw "$rounded" "$size" "public/icon-$size.png"
    draw "$square" "$size" "public/icon-maskable-$size.png"
done
