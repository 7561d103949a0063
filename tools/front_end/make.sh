#!/bin/sh
# Draw the vendored front end anew. For maintainers; needs node, npm, python3 and Debian's fonts-lato.
# Usage: tools/front_end/make.sh [scratch folder]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
ui=$here/../../src/osnowa/ui
scratch=${1:-$(mktemp -d)}

cp "$here/package.json" "$scratch/"
(cd "$scratch" && npm install --no-package-lock --no-audit --no-fund --ignore-scripts)
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet fonttools==4.68.0 brotli==1.2.1

node "$scratch/node_modules/sass/sass.js" --quiet --no-source-map \
    --load-path="$scratch/node_modules" "$here/bootstrap.scss" "$ui/styles/00-bootstrap.css"
"$scratch/venv/bin/python" "$here/fonts.py" "$scratch/node_modules"
python3 "$here/icons.py" "$scratch/node_modules"
cp "$scratch/node_modules/htmx.org/dist/htmx.min.js" "$ui/static/ui/"
python3 "$here/bundle.py"
python3 "$here/vendor.py"
