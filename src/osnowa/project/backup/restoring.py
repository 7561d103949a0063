"""Restoring: everything is checked before anything is touched, and what was there is moved aside, never deleted."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from osnowa.lib import clock
from osnowa.project import running
from osnowa.project.backup import archive, postgresql, sqlite
from osnowa.project.backup.archive import BackupRefused, Manifest


@dataclass(frozen=True)
class Restored:
    """`aside`: folders, and for PostgreSQL the schema, in which what was there before is kept."""

    manifest: Manifest
    aside: list[str] = field(default_factory=list)


def check(path: Path) -> Manifest:
    """Prove an archive and that it could be restored here. Touches nothing. Raises BackupRefused."""
    path = path.expanduser().absolute()
    with archive.opened(path) as (file, manifest):
        _refuse_unfit(manifest)
        archive.check(file, manifest, path)
        return manifest


def restore(path: Path) -> Restored:
    """Put a backup in the place of what is here now.

    Raises BackupRefused, and nothing has changed, where the archive is damaged, foreign, of another kind of database or
    of a newer Osnowa, where the installation is at work, or where the disk is too small.
    """
    path = path.expanduser().absolute()
    owner = running.owner_if_not_us(settings.HOME)
    if owner:
        raise BackupRefused(
            f"You are root, and {settings.HOME} belongs to {owner}, who could not read what you restore. "
            f"Run it as that user: sudo -u {owner} ... (docs/operating.md)"
        )
    try:
        with archive.opened(path) as (file, manifest), running.alone(settings.HOME):
            _refuse_unfit(manifest)
            if manifest.engine == "postgresql":
                postgresql.refuse_absent_tools("pg_restore", "psql")
                postgresql.refuse_others_connected()
            with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.HOME) as folder:
                unpacked = Path(folder)
                archive.unpack(file, manifest, unpacked, path)
                return Restored(manifest, _swapped(unpacked, manifest))
    except running.Taken as error:
        raise BackupRefused(
            f"Osnowa is running on {settings.HOME}. Stop the server and the worker first (systemctl stop osnowa "
            "osnowa-worker), then restore."
        ) from error
    except OSError as error:
        raise BackupRefused(f"The restore stopped and changed nothing: {error.strerror or error}.") from error


def _refuse_unfit(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        theirs, ours = archive.ENGINE_WORDS[manifest.engine], archive.ENGINE_WORDS[connection.vendor]
        raise BackupRefused(
            f"This is a backup of {theirs}, and DATABASE_URL names {ours}. Set DATABASE_URL to a {theirs} database."
        )
    if manifest.demonstration != settings.DEMONSTRATION:
        here, there = (
            ("the demonstration", "real data")
            if settings.DEMONSTRATION
            else ("real data", "the demonstration")
        )
        raise BackupRefused(
            f"This is a backup of {there}, and this installation is for {here}. The two never mix."
        )
    known = MigrationLoader(None).disk_migrations or {}
    newer = [
        f"{app}.{name}"
        for app, names in manifest.migrations.items()
        for name in names
        if (app, name) not in known
    ]
    if newer:
        raise BackupRefused(
            f"The backup was made by a newer Osnowa ({manifest.osnowa}): this one does not know {newer[0]}. "
            "Update Osnowa first, then restore."
        )


def _swapped(unpacked: Path, manifest: Manifest) -> list[str]:
    """Exchange old for new. Whatever fails, the old is put back."""
    stamp = f"{clock.now().astimezone(clock.WARSAW):%Y%m%d-%H%M%S}"
    home, media = settings.HOME, Path(settings.MEDIA_ROOT)
    (unpacked / archive.MEDIA).mkdir(exist_ok=True)
    pairs: list[tuple[Path, Path | None]] = [(media, unpacked / archive.MEDIA)]
    if archive.SECRET_KEY in manifest.members:
        (unpacked / archive.SECRET_KEY).chmod(0o600)
        pairs.append((home / "secret_key", unpacked / archive.SECRET_KEY))
    scripts: list[Path] = []
    schema = ""
    if manifest.engine == "sqlite":
        new = unpacked / manifest.database
        sqlite.refuse_unlike(new, manifest)
        new.chmod(0o600)
        new = _on_the_disk_of(sqlite.path().parent, new)
        pairs += [(Path(f"{sqlite.path()}{part}"), None if part else new) for part in sqlite.PARTS]
    else:
        schema = "" if postgresql.is_empty() else f"{postgresql.KEPT}{stamp.replace('-', '_')}"
        scripts = postgresql.script(unpacked / manifest.database, manifest, schema)
    _sync(unpacked)
    with _marked(home), _exchanged(pairs, stamp) as aside:
        if scripts:
            postgresql.load(scripts)
    return [*(str(folder) for folder in aside), *([f"schema {schema}"] if schema else [])]


def _on_the_disk_of(folder: Path, file: Path) -> Path:
    """The file where it can be renamed into the folder: DATABASE_URL may name another disk than OSNOWA_HOME."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_dev == file.stat().st_dev:
        return file
    near = folder / f".{file.parent.name}-{file.name}"
    return Path(shutil.copy2(file, near))


@contextmanager
def _exchanged(pairs: list[tuple[Path, Path | None]], stamp: str) -> Iterator[list[Path]]:
    """Rename old things into `before-restore-...` beside them, and new ones into their place; undone by an error."""
    moved: list[tuple[Path, Path]] = []
    aside: list[Path] = []
    try:
        for old, _new in pairs:
            kept = old.parent / f"before-restore-{stamp}" / old.name
            if os.path.lexists(old):
                if kept.parent not in aside:
                    kept.parent.mkdir(mode=0o700, parents=True)
                    aside.append(kept.parent)
                old.rename(kept)
                moved.append((old, kept))
        for old, new in pairs:
            if new is not None:
                old.parent.mkdir(parents=True, exist_ok=True)
                new.rename(old)
                moved.append((new, old))
        yield aside
    except BaseException:
        for was, now in reversed(moved):
            now.rename(was)
        for folder in aside:
            folder.rmdir()
        raise


@contextmanager
def _marked(home: Path) -> Iterator[None]:
    """A mark for the time in which half is old and half new: after a power cut nobody works on that (checks)."""
    mark = home / running.UNFINISHED
    mark.write_text("A restore was interrupted. Run it again: osnowa restore FILE\n", encoding="utf-8")
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
