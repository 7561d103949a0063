"""What is not ours is exactly what vendor.toml says, with its licence beside it."""

import hashlib
import tomllib
from pathlib import Path

import osnowa.ui

UI = Path(osnowa.ui.__file__).parent
LISTED = tomllib.loads((UI / "vendor.toml").read_text())["file"]


def test_every_sum_is_right_and_every_licence_is_there():
    for entry in LISTED:
        assert hashlib.sha256((UI / entry["path"]).read_bytes()).hexdigest() == entry["sha256"], entry["path"]
        assert (UI / entry["licence_text"]).read_text().strip()


def test_every_font_and_minified_script_is_listed():
    listed = {entry["path"] for entry in LISTED}
    found = [*UI.glob("**/*.woff2"), *UI.glob("**/*.ttf"), *UI.glob("**/*.min.js")]
    assert {str(path.relative_to(UI)) for path in found} <= listed


def test_lato_is_carried_under_another_name():
    for path in (UI / "fonts").glob("OsnowaSans-*.ttf"):
        assert "Osnowa Sans".encode("utf-16-be") in path.read_bytes()
