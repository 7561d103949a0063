"""Texts to translate, one catalogue per app.

python tools/messages.py            collect them into src/osnowa/<app>/locale/pl (needs gettext)
python tools/messages.py --check    say what is not translated into Polish, or only guessed; changes nothing
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "osnowa"
DJANGO_ADMIN = Path(sys.executable).parent / "django-admin"
LANGUAGE = "pl"


def main(arguments: list[str]) -> int:
    if shutil.which("xgettext") is None:
        print("gettext is absent (Debian: apt install gettext): texts cannot be collected")
        return 1 if os.environ.get("OSNOWA_CI") == "1" or "--check" not in arguments else 0
    apps = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))
    if "--check" not in arguments:
        for app in apps:
            collect(app)
        return 0
    found = [line for app in apps for line in untranslated(app)]
    print("\n".join(found) if found else f"{len(apps)} catalogues are complete")
    return 1 if found else 0


def collect(app: Path) -> None:
    """Bring app/locale/pl/LC_MESSAGES/django.po up to date. An app without texts gets none."""
    (app / "locale").mkdir(exist_ok=True)
    command = [str(DJANGO_ADMIN), "makemessages", "-l", LANGUAGE, "--no-location", "--no-wrap", "-v", "0"]
    ignored = ["-i", "static/*", "-i", "papers/*"]
    # Extensions: pages, letters, and papers, whose words come translated from Python.
    subprocess.run([*command, *ignored, "-e", "html,txt,py"], cwd=app, check=True)
    catalogues = list((app / "locale").rglob("*.po"))
    for po in catalogues:  # the moment of collecting says nothing, and two branches would always differ in it
        lines = po.read_text(encoding="utf-8").splitlines(keepends=True)
        po.write_text(
            "".join(line for line in lines if not line.startswith('"POT-Creation-Date')), encoding="utf-8"
        )
    if not catalogues:
        shutil.rmtree(app / "locale")


def untranslated(app: Path) -> list[str]:
    """One line for each text that Polish lacks, in a copy of the app."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app.name
        shutil.copytree(
            app, copy, ignore=shutil.ignore_patterns("static", "fonts", "__pycache__", "migrations", "*.mo")
        )
        collect(copy)
        po = copy / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
        if not po.exists():
            return []
        with po.open("rb") as file:
            catalogue = read_po(file, locale=LANGUAGE)
        return [
            f"{app.name}: {'guessed' if message.fuzzy else 'not translated'}: {message.id!r}"
            for message in catalogue
            if message.id and (message.fuzzy or not is_complete(message.string))
        ]


def is_complete(string: str | tuple[str, ...] | list[str] | None) -> bool:
    parts = string if isinstance(string, tuple | list) else [string]
    return all(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
