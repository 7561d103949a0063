"""Everything that is checked without running: `make check`. Says all that is wrong, not only the first thing."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("src/osnowa/*/templates/**/*.html"))
PRODUCTION = {
    "OSNOWA_MODE": "production",
    "OSNOWA_URL": "https://osnowa.example",
    "OSNOWA_HOSTS": "osnowa.example",
}


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        here = {**os.environ, "OSNOWA_HOME": home, "OSNOWA_MODE": "test"}
        here.pop("DATABASE_URL", None)
        checks = [
            ("lint", ["ruff", "check", "--quiet", "."], here),
            ("format", ["ruff", "format", "--check", "--quiet", "."], here),
            ("types", ["mypy", "src"], here),
            ("contract between apps and rooms", ["lint-imports"], here),
            ("templates", ["djade", "--check", "--target-version", "5.2", *TEMPLATES], here),
            ("settings", ["osnowa", "check", "--fail-level", "WARNING"], here),
            (
                "settings of a production with HTTPS",
                ["osnowa", "check", "--deploy", "--fail-level", "WARNING"],
                here | PRODUCTION,
            ),
            ("migrations", ["osnowa", "makemigrations", "--check", "--dry-run"], here),
            ("translations", ["python", "tools/messages.py", "--check"], here),
        ]
        failed = [name for name, command, environment in checks if not passes(name, command, environment)]
    print(
        f"\n{len(failed)} of {len(checks)} checks failed: {', '.join(failed)}"
        if failed
        else f"\nAll {len(checks)} checks passed."
    )
    return 1 if failed else 0


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    began = time.monotonic()
    run = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    word = "ok" if run.returncode == 0 else "FAILED"
    print(f"{word:7} {name} ({time.monotonic() - began:.0f} s)", flush=True)
    if run.returncode != 0:
        print((run.stdout + run.stderr).rstrip(), flush=True)
    return run.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
