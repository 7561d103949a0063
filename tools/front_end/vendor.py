"""Write src/osnowa/ui/vendor.toml: what is not ours, where it comes from, which licence, which sum."""

import hashlib
import sys
from pathlib import Path

UI = Path(__file__).resolve().parents[2] / "src" / "osnowa" / "ui"

BRYGADA = ("Brygada 1918", "3.006", "OFL-1.1", "npm @expo-google-fonts/brygada-1918 0.4.2, subset")
LATO = ("Lato, cut as Osnowa Sans", "2.007", "OFL-1.1", "Debian fonts-lato, subset and renamed")
FILES = {
    "styles/00-bootstrap.css": (
        "Bootstrap, trimmed",
        "5.3.9",
        "MIT",
        "npm bootstrap, tools/front_end/bootstrap.scss",
    ),
    "static/ui/icons.svg": (
        "Bootstrap Icons, one sprite",
        "1.13.2",
        "MIT",
        "npm bootstrap-icons, tools/front_end/icons.py",
    ),
    "static/ui/htmx.min.js": ("htmx", "2.0.11", "0BSD", "npm htmx.org, dist/htmx.min.js unchanged"),
    "static/ui/fonts/brygada-1918-bold.woff2": BRYGADA,
    "static/ui/fonts/osnowa-sans-regular.woff2": LATO,
    "static/ui/fonts/osnowa-sans-bold.woff2": LATO,
    "fonts/Brygada1918-Bold.ttf": BRYGADA,
    "fonts/OsnowaSans-Regular.ttf": LATO,
    "fonts/OsnowaSans-Bold.ttf": LATO,
}
LICENCES = {
    "Bootstrap, trimmed": "licences/Bootstrap-MIT.txt",
    "Bootstrap Icons, one sprite": "licences/Bootstrap-Icons-MIT.txt",
    "htmx": "licences/htmx-0BSD.txt",
    BRYGADA[0]: "licences/Brygada-1918-OFL.txt",
    LATO[0]: "licences/Lato-OFL.txt",
}


def entry(path: str, name: str, version: str, licence: str, source: str) -> str:
    digest = hashlib.sha256((UI / path).read_bytes()).hexdigest()
    lines = {
        "path": path,
        "name": name,
        "version": version,
        "licence": licence,
        "licence_text": LICENCES[name],
        "source": source,
        "sha256": digest,
    }
    return "[[file]]\n" + "".join(f'{key} = "{value}"\n' for key, value in lines.items())


def main() -> None:
    note = "# Written by tools/front_end/vendor.py; tests/ui/test_vendored.py compares the sums.\n\n"
    (UI / "vendor.toml").write_text(note + "\n".join(entry(path, *told) for path, told in FILES.items()))
    sys.stdout.write(f"vendor.toml: {len(FILES)} files\n")


if __name__ == "__main__":
    main()
