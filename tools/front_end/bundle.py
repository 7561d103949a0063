"""Join src/osnowa/ui/styles/*.css, in the order of their numbers, into static/ui/osnowa.css.

Plain Python on purpose: whoever changes a colour needs no node. `python tools/front_end/bundle.py`
writes the file; tests/ui/test_styles.py compares it with the sources.
"""

import re
import sys
from pathlib import Path

UI = Path(__file__).resolve().parents[2] / "src" / "osnowa" / "ui"
TARGET = UI / "static" / "ui" / "osnowa.css"
NOTICE = (
    "/*! Osnowa, EUPL-1.2. Contains parts of Bootstrap v5.3.9, MIT, (c) The Bootstrap Authors."
    " Made by tools/front_end/bundle.py from ui/styles: change those. */\n"
)
QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)"']*\))""")


def squeeze(css: str) -> str:
    """Shorten a stylesheet without understanding it: comments and needless spaces go, strings stay."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    pieces = QUOTED.split(css)
    for index in range(0, len(pieces), 2):
        piece = re.sub(r"\s+", " ", pieces[index])
        piece = re.sub(r" ?([{};,]) ?", r"\1", piece)
        piece = re.sub(r"([\w-]): ", r"\1:", piece)
        pieces[index] = piece.replace(";}", "}")
    return "".join(pieces).strip()


def bundle() -> str:
    sources = sorted((UI / "styles").glob("[0-9][0-9]-*.css"))
    return NOTICE + "\n".join(squeeze(path.read_text()) for path in sources) + "\n"


if __name__ == "__main__":
    TARGET.write_text(bundle())
    sys.stdout.write(f"{TARGET.relative_to(UI.parents[2])}: {TARGET.stat().st_size} bytes\n")
