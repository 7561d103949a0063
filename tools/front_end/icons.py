"""Draw ui/static/ui/icons.svg: one sprite of the Bootstrap Icons that are used, and our three lozenges.

python icons.py <node_modules>
"""

import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "src/osnowa/ui/static/ui/icons.svg"

# Add a name here (any of Bootstrap Icons), run make.sh, commit the sprite and vendor.toml.
NAMES = """
archive arrow-counterclockwise arrow-left arrow-left-right arrow-repeat arrow-right arrow-right-circle-fill
award bell book bookmark box-arrow-right box-arrow-up-right building calendar-check calendar-event calendar-plus
calendar-x calendar3 chat-left-text check-circle-fill check-lg chevron-down chevron-left chevron-right circle
clipboard clipboard-check clock clock-fill clock-history dash-circle diagram-3 download envelope
exclamation-octagon-fill exclamation-triangle-fill eye eye-slash file-earmark-arrow-down file-earmark-pdf
file-earmark-text filetype-csv filter gear geo-alt graph-up hand-thumbs-up house image inbox info-circle-fill journal-text
key laptop lightbulb link-45deg list list-check list-task list-ul lock-fill megaphone moon newspaper paperclip
patch-check-fill pencil people person person-check-fill person-circle person-plus phone pin-angle plus printer
qr-code question-circle rss search send shield-check sliders star sun table tag telephone tools translate trash
unlock universal-access upload wifi-off x-circle-fill x-lg
""".split()

# The stepped lozenge of the paths and steps, 12 x 12 cells: full, with a heart, empty.
HALF = [(5, 2), (4, 4), (3, 6), (2, 8), (1, 10), (0, 12)]


def lozenge(name: str) -> str:
    runs: list[tuple[int, int, int]] = []
    for step, (start, width) in enumerate(HALF):
        for row in (step, 11 - step):
            if name == "done" or step < 3:
                runs.append((start, row, width))
            else:
                runs += [(start, row, 3), (start + width - 3, row, 3)]
    if name == "now":
        runs += [(5, 5, 2), (5, 6, 2)]
    path = "".join(f"M{x} {y}h{w}v1h-{w}z" for x, y, w in sorted(set(runs), key=lambda run: (run[1], run[0])))
    return f'<symbol id="lozenge-{name}" viewBox="0 0 12 12" shape-rendering="crispEdges"><path d="{path}"/></symbol>'


def symbol(source: Path) -> str:
    text = source.read_text()
    found = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)
    box = re.search(r'viewBox="([^"]+)"', text)
    if not found or not box:
        raise ValueError(source)
    body = re.sub(r"\s*\n\s*", "", found[1])
    return f'<symbol id="{source.stem}" viewBox="{box[1]}">{body}</symbol>'


def main(node_modules: Path) -> None:
    folder = node_modules / "bootstrap-icons/icons"
    parts = [symbol(folder / f"{name}.svg") for name in sorted(NAMES)]
    parts += [lozenge(name) for name in ("done", "now", "ahead")]
    note = "<!-- Bootstrap Icons 1.13.2, MIT, (c) The Bootstrap Authors; lozenges: Osnowa, EUPL-1.2. Made by tools/front_end/icons.py -->"
    TARGET.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{note}\n' + "\n".join(parts) + "\n</svg>\n")
    sys.stdout.write(f"{TARGET.name}: {len(parts)} symbols, {TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
