"""Every deed is registered once, under the name of its app, and recorded nowhere but through its registration."""

import ast
import importlib
import re

import pytest
from django.utils.translation import override

from osnowa.lib import audit
from tests.architecture.sources import PYTHON, SOURCE, app_of, shown, tree

NAME = re.compile(r"^[a-z]+\.[a-z_]+$")


def modules_with_deeds() -> list[str]:
    return [
        "osnowa." + ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for path in PYTHON
        if "audit.deed(" in path.read_text(encoding="utf-8") and path.name != "audit.py"
    ]


@pytest.fixture(scope="module")
def deeds() -> dict[str, audit.Deed]:
    for module in modules_with_deeds():
        importlib.import_module(module)
    return audit.registered()


def test_names_say_app_and_past_participle(deeds):
    assert [name for name in deeds if not NAME.match(name)] == []
    assert {name.split(".")[0] for name in deeds} <= {app_of(path) for path in PYTHON}


def test_every_deed_has_a_label_in_polish(deeds):
    with override("pl"):
        polish = {name: str(deed.label) for name, deed in deeds.items()}
    with override("en"):
        english = {name: str(deed.label) for name, deed in deeds.items()}

    assert [name for name in deeds if polish[name] == english[name]] == []


def test_audit_lines_are_written_through_deeds_only():
    direct = [
        f"{shown(path)}:{node.lineno}"
        for path in PYTHON
        if path.name != "audit.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"create", "bulk_create"}
        and "AuditLine" in ast.unparse(node)
    ]

    assert direct == []


def test_every_deed_is_registered_at_the_top_of_its_module():
    nested = [
        f"{shown(path)}:{node.lineno}"
        for path in PYTHON
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.deed"
    ]

    assert nested == []


def test_every_action_runs_in_one_transaction():
    """A public function of `actions` that takes `by` is a deed: all of it happens, or nothing."""
    wrong = []
    for path in PYTHON:
        if "actions" not in {*path.relative_to(SOURCE).parts, path.stem} or app_of(path) == "lib":
            continue
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            is_deed = "by" in [argument.arg for argument in node.args.kwonlyargs]
            if is_deed and not re.search(r"\batomic\b|_in_one_snapshot", ast.unparse(node)):
                wrong.append(f"{shown(path)}:{node.lineno} {node.name}")

    assert wrong == [], "\n".join(wrong)
