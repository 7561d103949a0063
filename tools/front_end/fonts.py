"""Cut the fonts. Needs `fonttools` and `brotli` in a scratch environment and Debian's `fonts-lato`.

    python fonts.py <node_modules>

Web: static/ui/fonts/*.woff2 (subset, hinting dropped). Papers: ui/fonts/*.ttf (same signs, for typst).
Lato reserves its name, so what is cut from it is called "Osnowa Sans" inside; Brygada 1918 reserves none.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

UI = Path(__file__).resolve().parents[2] / "src" / "osnowa" / "ui"
LATO = Path("/usr/share/fonts/truetype/lato")
SANS = "Osnowa Sans"

LETTERS = [
    *range(0x20, 0x7F),  # ASCII
    *range(0xA0, 0x180),  # Western and Central European, Polish, Czech, Lithuanian, Esperanto ...
    *range(0x218, 0x21C),  # Romanian
]
SIGNS = [ord(sign) for sign in "‐‑–—‘’‚“”„†•…‰′″‹›⁄€№™←↑→↓−≈≠≤≥×÷½¼¾²³ə◆\u202f\u2009"]
CYRILLIC = [*range(0x400, 0x460), 0x490, 0x491]  # Ukrainian and Belarusian names on papers


def cut(source: Path, target: Path, *, signs: list[int], web: bool, name: str | None = None) -> None:
    options = subset.Options()
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
    options.hinting = False
    options.name_IDs = ["*"] if not name else [0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 14]
    options.notdef_outline = True
    options.flavor = "woff2" if web else None
    font = TTFont(source, recalcTimestamp=False)  # the same bytes every time
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=signs)
    cutter.subset(font)
    if name:
        rename(font, name)
    subset.save_font(font, str(target), options)
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes, {len(font.getBestCmap())} signs\n")


def rename(font: TTFont, family: str) -> None:
    names = font["name"]
    style = str(names.getDebugName(2))
    said = {
        1: family,
        2: style,
        3: f"{family} {style}, cut for Osnowa",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
    }
    for identity, text in said.items():
        names.setName(text, identity, 3, 1, 0x409)
    names.names = [record for record in names.names if record.platformID == 3]


def main(node_modules: Path) -> None:
    brygada = node_modules / "@expo-google-fonts/brygada-1918/700Bold/Brygada1918_700Bold.ttf"
    web, papers = UI / "static/ui/fonts", UI / "fonts"
    cut(brygada, web / "brygada-1918-bold.woff2", signs=LETTERS + SIGNS, web=True)
    cut(brygada, papers / "Brygada1918-Bold.ttf", signs=LETTERS + SIGNS + CYRILLIC, web=False)
    for style in ("Regular", "Bold"):
        source = LATO / f"Lato-{style}.ttf"
        cut(source, web / f"osnowa-sans-{style.lower()}.woff2", signs=LETTERS + SIGNS, web=True, name=SANS)
        cut(
            source, papers / f"OsnowaSans-{style}.ttf", signs=LETTERS + SIGNS + CYRILLIC, web=False, name=SANS
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
