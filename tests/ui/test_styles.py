import gzip
import importlib.util
import re
from pathlib import Path

import pytest

import osnowa.ui

UI = Path(osnowa.ui.__file__).parent
STATIC = UI / "static" / "ui"
TOKENS = (UI / "styles" / "01-tokens.css").read_text()


def block(opening: str) -> dict[str, str]:
    body = TOKENS.split(opening, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--os-[\w-]+): ([^;]+);", body))


LIGHT = block(":root {")
DARK = LIGHT | block(':root:not([data-bs-theme="light"]) {')


def test_the_bundle_is_made_from_its_sources():
    path = Path(__file__).parents[2] / "tools/front_end/bundle.py"
    spec = importlib.util.spec_from_file_location("bundle", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.bundle() == (STATIC / "osnowa.css").read_text(), "run: python tools/front_end/bundle.py"


def test_budgets_of_the_first_view():
    def packed(name):
        return len(gzip.compress((STATIC / name).read_bytes(), 9))

    assert packed("osnowa.css") <= 20_000
    assert packed("osnowa.js") + packed("htmx.min.js") <= 18_500
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")) <= 95_000


def test_nothing_is_fetched_from_elsewhere():
    css = (STATIC / "osnowa.css").read_text()
    assert not re.search(r"url\([\"']?(?:https?:|//|data:)", css)
    for name in re.findall(r"url\(\"([^\"]+)\"\)", css):
        assert (STATIC / name).is_file(), name


def test_the_two_dark_blocks_say_the_same():
    assert block(':root:not([data-bs-theme="light"]) {') == block('\n  [data-bs-theme="dark"] {')


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        *[("--os-ink", ground, 13) for ground in ("--os-linen", "--os-paper", "--os-sunk")],
        *[("--os-muted", ground, 6) for ground in ("--os-linen", "--os-paper", "--os-sunk")],
        *[("--os-spruce", ground, 7) for ground in ("--os-linen", "--os-paper", "--os-sunk")],
        *[("--os-ctl", ground, 3) for ground in ("--os-linen", "--os-paper", "--os-sunk")],
        *[
            (f"--os-{state}", f"--os-{state}-ground", 5.8)
            for state in ("done", "progress", "soon", "overdue", "na")
        ],
        *[
            ("--os-ink", f"--os-{state}-ground", 10)
            for state in ("done", "progress", "soon", "overdue", "na")
        ],
        *[("--os-spruce", f"--os-{state}-ground", 7) for state in ("done", "progress", "soon", "overdue")],
        *[(f"--os-chart-{number}", "--os-linen", 3) for number in range(1, 7)],
        *[("--os-scale-low-text", f"--os-scale-{number}", 4.5) for number in (1, 2)],
        *[("--os-scale-middle-text", f"--os-scale-{number}", 4.5) for number in (3, 4)],
        *[("--os-scale-high-text", f"--os-scale-{number}", 4.5) for number in (5, 6)],
        ("--os-on-spruce", "--os-spruce", 7),
        ("--os-on-deep", "--os-deep", 7),
        ("--os-on-deep-muted", "--os-deep", 7),
        ("--os-honey", "--os-deep", 3),
        ("--os-ring", "--os-honey", 7),
        ("--os-madder", "--os-linen", 4.5),
    ],
)
def test_contrast(tokens, text, ground, least):
    assert ratio(tokens[text], tokens[ground]) >= least
