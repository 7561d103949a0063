"""The restore drill: what was backed up comes back whole, on the kind of database that the tests run on (faults 13, 14)."""

import subprocess
from contextlib import closing

import pytest

from benchmarks import restore
from benchmarks.servers import COMMAND, ROOT, Scratch, Server
from benchmarks.visitors import Browser, hidden_fields

pytestmark = [pytest.mark.servers, pytest.mark.xdist_group("servers")]


@pytest.fixture(scope="module")
def lived_in(database_kind):
    with Scratch(database_kind, copied=True) as opened:
        opened.known = opened.ask("furnish", people=12, files=4)
        yield opened


@pytest.fixture
def empty(database_kind):
    with Scratch(database_kind, empty=True) as opened:
        yield opened


def said(scratch, *arguments) -> tuple[int, str]:
    """What a command answers that is expected to refuse."""
    done = subprocess.run(
        [*COMMAND, *arguments], env=scratch.environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_everything_comes_back_and_is_usable(lived_in, empty):
    found = restore.drill(lived_in, empty)

    assert (found["rows_equal"], found["files_equal"], found["files"]) == (True, True, 4)
    assert found["rows"] > 100
    empty.run("prepare")
    with Server(empty, workers=1) as server:
        with closing(Browser(server.address)) as browser:
            status, content, _ = browser.open(lived_in.known["file"])
            assert (status, content.count("Zażółć gęślą jaźń 3")) == (200, 500)
            assert signed_in(browser, empty, lived_in.known["email"]) == "/praca/"
            assert browser.open(lived_in.known["page"])[0] == 200
        code, words = said(empty, "restore", str(lived_in.home / "quiet.zip"), "--yes")
        assert (code, words.count("Osnowa is running on")) == (1, 1), words
        server.kill()  # a crash leaves no lock behind

    server.start()
    server.stop()
    empty.leave_stage()
    again = empty.run("restore", str(lived_in.home / "quiet.zip"), "--yes").stdout
    assert again.count("What was here before is kept in:") == (1 if empty.admin_url == "" else 2)
    empty.raise_stage()
    assert empty.ask("fingerprint") == lived_in.ask("fingerprint")
    aside = max(empty.home.glob("before-restore-*"))  # the first one keeps the key of the empty home
    assert len([path for path in (aside / "media").rglob("*") if path.is_file()]) == 4


def signed_in(browser: Browser, scratch: Scratch, email: str) -> str:
    """Sign in by an e-mailed code; where the last page leads."""
    _, page, _ = browser.open("/konto/zaloguj/")
    _, _, confirm = browser.open("/konto/zaloguj/", {**hidden_fields(page, 'name="email"'), "email": email})
    _, page, _ = browser.open(confirm)
    code = scratch.ask("sign_in_code", email=email)
    return browser.open(confirm, {**hidden_fields(page, 'name="code"'), "code": code})[2]


def test_backup_among_writers_is_whole(lived_in, empty):
    archive, written = restore.back_up_while_writing(lived_in)
    empty.run("restore", str(archive), "--yes")
    empty.raise_stage()

    found = empty.ask("scribbled")
    assert found["torn"] == 0
    assert 0 < found["pairs"] <= written


def test_truncated_and_foreign_archives_touch_nothing(lived_in):
    whole = restore.back_up(lived_in, "whole.zip")
    before = lived_in.ask("fingerprint")
    cut = lived_in.home / "cut.zip"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    foreign = lived_in.home / "foreign.zip"
    foreign.write_bytes(b"PK\5\6" + bytes(18))

    for archive, words in ((cut, "was cut short"), (foreign, "no backup of Osnowa")):
        code, answer = said(lived_in, "restore", str(archive), "--yes")
        assert (code, answer.count(words), answer.count("Traceback")) == (1, 1, 0), answer
    assert lived_in.ask("fingerprint") == before
    assert sorted(path.name for path in lived_in.home.glob("*restore*")) == []


def test_damaged_file_stops_the_start_and_names_the_mend():
    with Scratch("sqlite", copied=True) as scratch:
        scratch.leave_stage()
        path = scratch.home / "osnowa.sqlite3"
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        code, words = said(scratch, "serve", "--port", "1")

    assert (code, words.count("is damaged"), words.count("osnowa restore")) == (1, 1, 1), words
    assert words.count("Traceback") == 0
