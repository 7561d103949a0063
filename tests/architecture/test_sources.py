"""Habits of the house that a linter does not know."""

import ast
import re

import pytest

from tests.architecture.sources import PYTHON, ROOT, SOURCE, TEMPLATES, app_of, imported, shown, tree

LONGEST = 400
JUNK_DRAWERS = {"utils", "util", "common", "helpers", "helper", "core", "misc", "shared", "tools", "managers"}
OWN_ROOMS = {"views", "forms", "emails", "tasks"}  # imported by nobody else
# Why an import may stand inside a function there.
LATE_IMPORTS = {
    "project/apps.py": "system checks ask models, which exist only when apps are ready",
    "project/command.py": "settings must be named before Django is imported",
}
ASCII_ONLY = re.compile(r"__(icontains|iexact|istartswith|iendswith|iregex)\b|\bLower\(|\bUpper\(")
CLOCK = re.compile(
    r"\btimezone\.now\(|\bdatetime\.now\(|\bdate\.today\(|\btimezone\.localdate\(|\butcnow\(|\btime\.time\("
)
SQL = re.compile(r"\.raw\(|RawSQL|\.extra\(")


def lines_that(pattern: re.Pattern[str], *, but: set[str]) -> list[str]:
    return [
        f"{shown(path)}:{number}: {line.strip()}"
        for path in PYTHON
        if shown(path).removeprefix("src/osnowa/") not in but
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line.partition("#")[0])
    ]


def test_no_file_is_longer_than_a_person_reads():
    files = [
        *PYTHON,
        *ROOT.glob("tests/**/*.py"),
        *ROOT.glob("benchmarks/**/*.py"),
        *ROOT.glob("tools/**/*.py"),
    ]
    long = {shown(p): n for p in files if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST}

    assert long == {}


def test_no_junk_drawers():
    drawers = [shown(path) for path in PYTHON if {path.stem, *path.relative_to(SOURCE).parts} & JUNK_DRAWERS]

    assert drawers == []


def test_time_is_asked_of_the_clock_only():
    assert lines_that(CLOCK, but={"lib/clock.py"}) == []


def test_text_is_compared_through_lib_text():
    assert lines_that(ASCII_ONLY, but=set()) == []


def test_no_sql_of_one_vendor():
    assert lines_that(SQL, but=set()) == []


def test_no_signals():
    assert (
        lines_that(
            re.compile(r"django\.(db\.models|dispatch|core)\S* import .*(signals|receiver|post_save)"),
            but=set(),
        )
        == []
    )


@pytest.mark.parametrize("path", PYTHON, ids=shown)
def test_imports_stand_at_the_top(path):
    if shown(path).removeprefix("src/osnowa/") in LATE_IMPORTS:
        return
    functions = [
        node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    late = [
        f"{shown(path)}:{node.lineno}"
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert late == []


@pytest.mark.parametrize("path", PYTHON, ids=shown)
def test_views_forms_letters_and_tasks_are_their_apps_own(path):
    here = app_of(path)
    if here == "project":  # the wiring gives addresses to views
        return
    taken = [
        f"{shown(path)}:{node.lineno}: {name}"
        for node in ast.walk(tree(path))
        for name in imported(node)
        if (parts := name.split("."))[:1] == ["osnowa"]
        and len(parts) > 2
        and parts[1] != here
        and parts[2] in OWN_ROOMS
    ]

    assert taken == []


def test_every_app_has_a_readme_of_some_ten_lines():
    apps = sorted({app_of(path) for path in PYTHON if len(path.relative_to(SOURCE).parts) > 1})
    lengths = {
        app: len(readme.read_text(encoding="utf-8").splitlines())
        if (readme := SOURCE / app / "README.md").exists()
        else 0
        for app in apps
    }

    assert {app: length for app, length in lengths.items() if not 3 <= length <= 100} == {}


def test_pages_carry_no_inline_style_or_script():
    """The strict policy would block them silently."""
    inline = re.compile(
        r"<style\b|\sstyle=|<script(?![^>]*\bsrc=)|\son(click|change|submit|load|input)=|javascript:",
        re.IGNORECASE,
    )
    found = [
        f"{shown(path)}:{number}"
        for path in TEMPLATES
        if "mail" not in path.parts and path.name != "mail_base.html"  # letters have styles inline
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if inline.search(line)
    ]

    assert found == []


def test_pages_load_nothing_from_another_host():
    outside = re.compile(
        r"""<(?:link|script|img|iframe|source|video|audio)\b[^>]*(?:src|href|srcset)=["']?(?:https?:)?//""",
        re.IGNORECASE,
    )
    found = [shown(path) for path in TEMPLATES if outside.search(path.read_text(encoding="utf-8"))]

    assert found == []
