"""What an installation is made of, as a CycloneDX 1.6 list in JSON (ASVS 15.1.2): `make sbom`.

python tools/sbom.py [FILE]    write it to FILE, or to the terminal

Read from what is pinned: requirements/production.txt (names, versions, sums, who needs whom) and ui/vendor.toml (what the
browser gets). Nothing is asked of the network, no address to download from is named, and the same pins give the
same file. https://cyclonedx.org/docs/1.6/json/ says what each field means.
"""

import json
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements" / "production.txt"
VENDORED = ROOT / "src" / "osnowa" / "ui" / "vendor.toml"
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
SUM = re.compile(r"--hash=sha256:([0-9a-f]{64})")
NAMESPACE = uuid.UUID("5f0f5f5c-9d0a-4a6e-8f43-2d3c5a1f7a10")  # ours, so that equal lists get an equal number


def normal(name: str) -> str:
    """One spelling for each name (PEP 503), as package URLs want it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def purl(kind: str, name: str, version: str) -> str:
    return f"pkg:{kind}/{quote(name, safe='/')}@{quote(version, safe='')}"


def pinned(text: str) -> tuple[list[dict[str, Any]], dict[str, set[str]]]:
    """The components of a requirements file, and name -> names that need it ("" is Osnowa itself)."""
    components: list[dict[str, Any]] = []
    needed_by: dict[str, set[str]] = {}
    name = ""
    for line in text.splitlines():
        found = PINNED.match(line)
        if found:
            name, version = normal(found["name"]), found["version"]
            reference = purl("pypi", name, version)
            components.append({
                "type": "library", "bom-ref": reference, "name": name, "version": version,
                "purl": reference, "scope": "required", "hashes": [],
            })  # fmt: skip
            needed_by[name] = set()
        for value in SUM.findall(line):
            components[-1]["hashes"].append({"alg": "SHA-256", "content": value})
        who = re.match(r"^\s+#\s+(?:via\s+)?(\S.*)$", line)
        if who and name and who[1] != "via":
            needed_by[name].add("" if who[1].startswith("-r ") else normal(who[1]))
    return components, needed_by


def vendored(text: str) -> list[dict[str, Any]]:
    """What lies in the repository and is not ours, one component for each file."""
    components = []
    for file in tomllib.loads(text)["file"]:
        package = re.match(r"npm (\S+?),?(?: (\d\S*?),)? ", file["source"] + " ")
        reference = purl("npm", package[1], package[2] or file["version"]) if package else ""
        components.append({
            "type": "library", "bom-ref": f"file:{file['path']}", "name": file["name"], "version": file["version"],
            **({"purl": reference} if reference else {}), "scope": "required",
            "hashes": [{"alg": "SHA-256", "content": file["sha256"]}],
            "licenses": [{"license": {"id": file["licence"]}}],
        })  # fmt: skip
    return components


def bill() -> dict[str, Any]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    components, needed_by = pinned(REQUIREMENTS.read_text())
    references = {component["name"]: component["bom-ref"] for component in components}
    files = vendored(VENDORED.read_text())
    itself = purl("pypi", project["name"], project["version"])
    needs: dict[str, list[str]] = {itself: [file["bom-ref"] for file in files]}
    for name, who in needed_by.items():
        for each in who:
            needs.setdefault(references.get(each, itself) if each else itself, []).append(references[name])
    everything = [*components, *files]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, json.dumps([itself, everything], sort_keys=True))}",
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "application", "bom-ref": itself, "name": project["name"], "version": project["version"],
                "licenses": [{"license": {"id": "EUPL-1.2"}}],
            },
        },
        "components": everything,
        "dependencies": [
            {"ref": reference, "dependsOn": sorted(needs.get(reference, []))}
            for reference in [itself, *(component["bom-ref"] for component in everything)]
        ],
    }  # fmt: skip


def main(arguments: list[str]) -> int:
    said = json.dumps(bill(), ensure_ascii=False, indent=2) + "\n"
    if arguments:
        Path(arguments[0]).write_text(said, encoding="utf-8")
        print(f"{arguments[0]}: {len(bill()['components'])} components")
    else:
        sys.stdout.write(said)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
