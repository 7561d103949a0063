"""Make the .mo file of every .po file that is newer, with Babel: no gettext needed on the machine."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "osnowa"


def main() -> int:
    for po in sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as file:
            catalogue = read_po(file, locale=po.parents[1].name, abort_invalid=True)
        made = mo.with_suffix(".mo.new")
        with made.open("wb") as file:
            write_mo(file, catalogue, use_fuzzy=False)
        made.replace(mo)
    return 0


if __name__ == "__main__":
    sys.exit(main())
