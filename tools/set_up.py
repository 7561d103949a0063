"""Make .venv and put into it what requirements/<kind>.txt lists, hash by hash. Does nothing where nothing changed.

python3 tools/set_up.py production|development      needs Python 3.11 with venv, and nothing else
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def main(kind: str) -> None:
    if sys.version_info < OLDEST:
        sys.exit("Osnowa needs Python 3.11 or newer. Name one: make setup PYTHON=python3.11")
    if (VENV / ".osnowa-development").exists():
        kind = "development"  # who develops here can also run; nothing is taken away
    wanted = fingerprint(kind)
    if PYTHON.exists() and stamp(kind) == wanted:
        return
    print(f"Setting up .venv ({kind}) ...", flush=True)
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    requirements = ROOT / "requirements" / f"{kind}.txt"
    if not with_uv(requirements):
        print("uv is not at hand, taking pip (slower) ...", flush=True)
        pip("install", "--require-hashes", "-r", str(requirements))
        pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    for old in VENV.glob(".osnowa-*"):
        old.unlink()
    (VENV / f".osnowa-{kind}").write_text(wanted, encoding="ascii")


def fingerprint(kind: str) -> str:
    """What the environment depends on, as one word."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    names = ["production"] if kind == "production" else ["production", "development"]
    for path in [*(ROOT / "requirements" / f"{name}.txt" for name in names), ROOT / "pyproject.toml"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamp(kind: str) -> str:
    path = VENV / f".osnowa-{kind}"
    return path.read_text(encoding="ascii") if path.exists() else ""


def pip(*arguments: str, quiet: bool = True) -> None:
    command = [str(PYTHON), "-m", "pip", *arguments, "--disable-pip-version-check"]
    subprocess.run(command + (["--quiet", "--quiet"] if quiet else []), check=True)


def with_uv(requirements: Path) -> bool:
    """Install with uv, itself pinned by hash in the same file. False where that does not work here."""
    lines = re.search(
        r"^uv==[^\n]*\n(?:    --hash[^\n]*\n)+", requirements.read_text(encoding="utf-8"), re.MULTILINE
    )
    if lines is None:
        return False
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(lines[0].rstrip().removesuffix("\\") + "\n")
        file.flush()
        try:
            pip("install", "--require-hashes", "-r", file.name)
        except subprocess.CalledProcessError:
            return False
    uv = [str(VENV / "bin" / "uv"), "pip"]
    # Every file is checked against its hash, so it does not matter which mirror has it.
    first = [
        *uv,
        "sync",
        "--quiet",
        "--require-hashes",
        "--index-strategy",
        "unsafe-best-match",
        str(requirements),
    ]
    then = [*uv, "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    environment = {**pip_settings_for_uv(), **os.environ, "VIRTUAL_ENV": str(VENV)}
    return all(
        subprocess.run(command, env=environment, check=False).returncode == 0 for command in (first, then)
    )


def pip_settings_for_uv() -> dict[str, str]:
    """Give uv what it does not read, pip's settings: a machine with its own mirror has them there."""
    command = [str(PYTHON), "-m", "pip", "config", "list"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    settings = dict(re.findall(r"^(?:\S+?)\.([a-z-]+)='(.*)'$", said, re.MULTILINE))
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "cert": "SSL_CERT_FILE",
    }
    found = {
        ours: " ".join(settings[theirs].replace("\\n", " ").split())
        for theirs, ours in names.items()
        if theirs in settings
    }
    if "UV_FIND_LINKS" in found:
        found["UV_FIND_LINKS"] = ",".join(found["UV_FIND_LINKS"].split())
    return found


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "production")
