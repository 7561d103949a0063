"""Backups: what is in them, how they are written, and what is never restored. The drill is in tests/faults."""

import json
import os
import sqlite3
import stat
import zipfile
from contextlib import closing, contextmanager
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from osnowa.project import backup, checks, running
from osnowa.project.backup import archive, making, postgresql, restoring, sqlite
from osnowa.project.backup.archive import BackupRefused


@contextmanager
def opened(home):
    """The database of this home; what is written is in the file itself afterwards."""
    with closing(sqlite3.connect(home / "osnowa.sqlite3")) as database, database:
        yield database


@pytest.fixture
def home(tmp_path, settings, monkeypatch):
    """An installation with a small database of its own, on SQLite whatever the tests run on."""
    home = tmp_path / "home"
    settings.HOME, settings.MEDIA_ROOT, settings.DEMONSTRATION = home, home / "media", False
    (home / "media" / "documents").mkdir(parents=True)
    (home / "media" / "documents" / "żółw.txt").write_text("treść", encoding="utf-8")
    (home / "secret_key").write_text("k" * 60, encoding="ascii")
    with opened(home) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
        database.execute("INSERT INTO django_migrations VALUES ('people', '0001_initial')")
        database.execute("CREATE TABLE people_person (name TEXT)")
        database.executemany("INSERT INTO people_person VALUES (?)", [("Łucja",), ("Żaneta",)])
    live = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": str(home / "osnowa.sqlite3")})
    for module in (making, restoring, sqlite):
        monkeypatch.setattr(module, "connection", live)
    monkeypatch.delenv("OSNOWA_SECRET_KEY", raising=False)
    return home


@pytest.fixture
def made(home, tmp_path):
    return backup.make(tmp_path / "b.zip").path


def contents(folder):
    """Every file with its bytes; but not what SQLite keeps beside its file."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal", running.NAME))
    }


def people(home):
    with opened(home) as database:
        return [name for (name,) in database.execute("SELECT name FROM people_person ORDER BY rowid")]


def test_archive_holds_database_files_and_key_and_only_its_owner_reads_it(home, tmp_path):
    found = backup.make(tmp_path / "b.zip")

    assert (found.rows, found.files, found.with_secret_key) == (3, 1, True)
    assert stat.S_IMODE(found.path.stat().st_mode) == 0o600
    with zipfile.ZipFile(found.path) as file:
        manifest = json.loads(file.read("manifest.json"))
        assert file.namelist() == [
            "database.sqlite3",
            "secret_key",
            "media/documents/żółw.txt",
            "manifest.json",
        ]
    assert manifest["rows"] == {"django_migrations": 1, "people_person": 2}
    assert manifest["migrations"] == {"people": ["0001_initial"]}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "home"]


def test_folder_gets_a_dated_file_and_a_file_that_exists_is_kept(home, tmp_path):
    found = backup.make(tmp_path)
    assert making.NAME.fullmatch(found.path.name)

    with pytest.raises(BackupRefused, match="not overwritten"):
        backup.make(found.path)


def test_key_from_the_environment_is_left_out(home, tmp_path, monkeypatch):
    monkeypatch.setenv("OSNOWA_SECRET_KEY", "x" * 60)

    assert backup.make(tmp_path / "b.zip").with_secret_key is False


def test_links_in_the_uploads_are_not_followed(home, tmp_path):
    (tmp_path / "outside").write_text("not ours", encoding="utf-8")
    (home / "media" / "link").symlink_to(tmp_path / "outside")

    assert backup.make(tmp_path / "b.zip").files == 1


def test_damaged_database_is_not_backed_up(home, tmp_path):
    (home / "osnowa.sqlite3").write_bytes(b"lost" * 5000)

    with pytest.raises(BackupRefused, match="cannot be copied"):
        backup.make(tmp_path / "b.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_full_disk_is_told_and_leaves_nothing(home, tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "add", full)
    with pytest.raises(BackupRefused, match="No space left"):
        backup.make(tmp_path / "b.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_restore_brings_back_and_keeps_what_was_there(home, made):
    before = contents(home)
    (home / "secret_key").write_text("another", encoding="ascii")
    (home / "media" / "documents" / "nowy.txt").write_text("nowy", encoding="utf-8")
    with opened(home) as database:
        database.execute("DELETE FROM people_person")

    done = backup.restore(made)

    [aside] = home.glob("before-restore-*")
    assert done.aside == [str(aside)]
    assert people(home) == ["Łucja", "Żaneta"]
    assert people(aside) == []
    assert (aside / "secret_key").read_text(encoding="ascii") == "another"
    assert (aside / "media" / "documents" / "nowy.txt").read_text(encoding="utf-8") == "nowy"
    now = {name: content for name, content in contents(home).items() if not name.startswith("before-")}
    assert now.keys() == before.keys()
    assert {**now, "osnowa.sqlite3": b""} == {**before, "osnowa.sqlite3": b""}
    assert [stat.S_IMODE((home / name).stat().st_mode) for name in ("osnowa.sqlite3", "secret_key")] == [
        0o600,
        0o600,
    ]


def test_restore_into_an_empty_home(home, made, tmp_path, settings, monkeypatch):
    settings.HOME, settings.MEDIA_ROOT = tmp_path / "new", tmp_path / "new" / "media"
    sqlite.connection.settings_dict["NAME"] = str(tmp_path / "new" / "osnowa.sqlite3")

    assert backup.restore(made).aside == []
    assert people(tmp_path / "new") == ["Łucja", "Żaneta"]


def rewritten(source, target, *, said=None, drop=(), extra=(), change=None, attr=0o100600 << 16):
    """A copy of an archive with another manifest, without some members, with others."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        for name in old.namelist():
            if name not in {"manifest.json", *drop}:
                content = old.read(name)
                new.writestr(name, change(name, content) if change else content)
        for name, content in extra:
            about = zipfile.ZipInfo(name)
            about.external_attr = attr
            new.writestr(about, content)
            manifest["members"][name] = {
                "size": len(content),
                "sha256": "0" * 64,
            }
        if said:
            said(manifest)
        if "manifest.json" not in drop:
            new.writestr("manifest.json", json.dumps(manifest))
    return target


def other_bytes(name, content):
    return content[:-1] + b"x" if name.startswith("media/") else content


def newer(manifest):
    manifest["migrations"]["people"].append("0999_from_the_future")


BAD = {
    "path upwards": ({"extra": [("../../evil", b"x")]}, "wants to write where"),
    "path upwards in media": ({"extra": [("media/../../evil", b"x")]}, "wants to write where"),
    "absolute path": ({"extra": [("/etc/evil", b"x")]}, "wants to write where"),
    "other place": ({"extra": [("static/evil.js", b"x")]}, "wants to write where"),
    "backslash": ({"extra": [("media/..\\evil", b"x")]}, "wants to write where"),
    "link": ({"extra": [("media/link", b"/etc/passwd")], "attr": 0o120777 << 16}, "wants to write where"),
    "wrong checksum": ({"change": other_bytes}, "wrong checksum"),
    "member missing": ({"drop": ["secret_key"]}, "not those of its manifest"),
    "no manifest": ({"drop": ["manifest.json"]}, "no backup of Osnowa"),
    "other format": ({"said": lambda m: m.update(format="tar")}, "no backup of Osnowa"),
    "newer format": ({"said": lambda m: m.update(format_version=2)}, "newer Osnowa"),
    "newer migrations": ({"said": newer}, "does not know people.0999_from_the_future"),
    "other engine": ({"said": lambda m: m.update(engine="postgresql")}, "holds no database|not those"),
    "demonstration": ({"said": lambda m: m.update(demonstration=True)}, "never mix"),
    "wrong size": ({"said": lambda m: m["members"]["secret_key"].update(size=1)}, "damaged or was cut short"),
    "no database": (
        {"drop": ["database.sqlite3"], "said": lambda m: m["members"].pop("database.sqlite3")},
        "holds no database",
    ),
    "nonsense": ({"said": lambda m: m.update(rows=7)}, "cannot be understood"),
    "table with a quote": ({"said": lambda m: m["rows"].update({'x"; DROP': 1})}, "cannot be understood"),
    "rows that are not there": ({"said": lambda m: m["rows"].update(people_person=9)}, "not the one that"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_archive_is_refused_and_nothing_is_touched(home, made, tmp_path, case):
    changes, words = BAD[case]
    bad = rewritten(made, tmp_path / "bad.zip", **changes)
    before = contents(home)

    with pytest.raises(BackupRefused, match=words):
        backup.restore(bad)
    assert contents(home) == before
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("part", [0, 10, 0.2, 0.5, 0.9, 0.999])
def test_truncated_archive_is_refused_and_nothing_is_touched(home, made, tmp_path, part):
    content = made.read_bytes()
    bad = tmp_path / "cut.zip"
    bad.write_bytes(content[: part if isinstance(part, int) else int(len(content) * part)])
    before = contents(home)

    with pytest.raises(BackupRefused, match="cut short"):
        backup.restore(bad)
    assert contents(home) == before


def test_every_changed_byte_is_noticed(home, made, tmp_path):
    """Wherever a disk has lost a byte of what is kept, the backup is refused or gives exactly what was in it."""
    content = made.read_bytes()
    before = contents(home)
    for position in range(0, len(content), max(1, len(content) // 60)):
        bad = tmp_path / "bad.zip"
        bad.write_bytes(content[:position] + bytes([content[position] ^ 0xFF]) + content[position + 1 :])
        try:
            backup.check(bad)
        except BackupRefused:
            continue
        with zipfile.ZipFile(bad) as file:
            assert file.read("secret_key") == b"k" * 60, position
    assert contents(home) == before


def test_archive_that_is_no_archive(home, tmp_path):
    for path, words in (
        (tmp_path / "absent.zip", "There is no file"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(BackupRefused, match=words):
            backup.restore(path)


def test_backup_of_the_other_database_is_refused(home, made, monkeypatch):
    monkeypatch.setattr(restoring, "connection", SimpleNamespace(vendor="postgresql"))

    with pytest.raises(BackupRefused, match="a backup of SQLite, and DATABASE_URL names PostgreSQL"):
        backup.restore(made)


def test_archive_larger_than_the_disk_is_refused_before_unpacking(home, made, monkeypatch):
    monkeypatch.setattr(archive.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1000))
    before = contents(home)

    with pytest.raises(BackupRefused, match="MB are free"):
        backup.restore(made)
    assert contents(home) == before


def test_error_in_the_middle_puts_everything_back(home, made, monkeypatch):
    before = contents(home)
    rename, renamed = type(home).rename, []

    def fails_at_last(self, target):
        renamed.append(target)
        if len(renamed) == 6:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(type(home), "rename", fails_at_last)
    with pytest.raises(BackupRefused, match="changed nothing"):
        backup.restore(made)
    assert len(renamed) > 6
    assert contents(home) == before


def test_restore_waits_for_nobody_and_refuses_while_osnowa_runs(home, made):
    with running.at_work(home), pytest.raises(BackupRefused, match="Osnowa is running"):
        backup.restore(made)
    with running.alone(home), pytest.raises(BackupRefused, match="A restore is going on"):
        backup.make(made.with_name("other.zip"))

    assert backup.restore(made).manifest.rows == {"django_migrations": 1, "people_person": 2}


def test_root_does_not_restore_for_somebody_else(home, made, settings, monkeypatch):
    monkeypatch.setattr(running.os, "geteuid", lambda: 0)
    monkeypatch.setattr(running, "_owner", lambda _home: 4_000_000)
    before = contents(home)

    assert [message.id for message in checks.check_user(None)] == ["osnowa.W016"]
    with pytest.raises(BackupRefused, match="belongs to #4000000"):
        backup.restore(made)
    assert contents(home) == before


def test_nobody_starts_during_a_restore_or_on_half_of_one(home, monkeypatch):
    monkeypatch.setattr(running, "_held", {})
    with running.alone(home), pytest.raises(CommandError, match="A restore is going on"):
        checks.hold_installation()
    (home / running.UNFINISHED).touch()
    with pytest.raises(CommandError, match="was interrupted"):
        checks.hold_installation()


def test_old_backups_of_ours_are_removed_and_nothing_else(home, tmp_path):
    for name in ("osnowa-20260101-030000.zip", "osnowa-20260102-030000.zip", "holiday.zip"):
        (tmp_path / name).touch()
    for name in ("osnowa-20260101-030000.zip", "holiday.zip"):
        os.utime(tmp_path / name, (0, 0))

    call_command("backup", str(tmp_path), keep_days=30)

    left = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(("osnowa-2026010", "h")))
    assert left == ["holiday.zip", "home", "osnowa-20260102-030000.zip"]


def test_commands_speak_plainly(home, made, capsys, monkeypatch):
    call_command("restore", str(made), check=True)
    assert capsys.readouterr().out.count("Nothing was touched.") == 1
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False))
    with pytest.raises(CommandError, match="Add --yes"):
        call_command("restore", str(made))
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(made.with_name("absent")), yes=True)
    with pytest.raises(CommandError, match="from 1 up"):
        call_command("backup", str(made.with_name("x.zip")), keep_days=0)


def test_absent_tools_of_postgresql_are_named_with_the_mend(monkeypatch):
    monkeypatch.setattr(postgresql.shutil, "which", lambda _name: None)

    with pytest.raises(BackupRefused, match=r"pg_restore, psql.*apt install postgresql-client"):
        postgresql.refuse_absent_tools("pg_restore", "psql")
