"""The list of what an installation is made of agrees with what is pinned."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sbom():
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "tools" / "sbom.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_pinned_package_is_in_it_with_all_its_sums(sbom):
    text = (ROOT / "requirements" / "production.txt").read_text()
    listed = [part for part in sbom.bill()["components"] if part.get("purl", "").startswith("pkg:pypi/")]
    assert len(listed) == len(re.findall(r"^\S+==", text, flags=re.MULTILINE))
    assert sum(len(part["hashes"]) for part in listed) == text.count("--hash=sha256:")
    version = re.search(r"^wagtail==(\S+)", text, flags=re.MULTILINE)[1]
    found = [part["purl"] for part in listed if part["name"] == "wagtail"]
    assert found == [f"pkg:pypi/wagtail@{version}"]


def test_who_needs_whom_names_only_what_is_in_it(sbom):
    bill = sbom.bill()
    references = [bill["metadata"]["component"]["bom-ref"], *(part["bom-ref"] for part in bill["components"])]
    assert len(set(references)) == len(references)
    assert [each["ref"] for each in bill["dependencies"]] == references
    assert {ref for each in bill["dependencies"] for ref in each["dependsOn"]} == set(references[1:])


def test_same_pins_give_the_same_file_and_no_address(sbom, tmp_path):
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    assert [sbom.main([str(first)]), sbom.main([str(second)])] == [0, 0]
    assert first.read_bytes() == second.read_bytes()
    bill = json.loads(first.read_text())
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    assert first.read_text().count("://") == 0
    assert all(
        re.fullmatch(r"[0-9a-f]{64}", each["content"])
        for part in bill["components"]
        for each in part["hashes"]
    )


def test_reading_of_a_pinned_line_with_extras_and_several_needs(sbom):
    text = (
        "Zope.Interface[test]==5.0 ; python_version > '3' \\\n"
        f"    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n"
        "    # via\n    #   -r requirements/production.in\n    #   Some_Thing\n"
    )
    (part,), needed_by = sbom.pinned(text)
    assert (part["name"], part["version"], len(part["hashes"])) == ("zope-interface", "5.0", 2)
    assert needed_by == {"zope-interface": {"", "some-thing"}}
