"""Making a backup: under a temporary name, read again and proven, then renamed."""

import datetime as dt
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection

from osnowa.lib import clock
from osnowa.project import running
from osnowa.project.backup import archive, postgresql, sqlite
from osnowa.project.backup.archive import BackupRefused, Manifest, Member

NAME = re.compile(r"osnowa-(\d{8}-\d{6})\.zip")


@dataclass(frozen=True)
class Made:
    """`with_secret_key`: False where the key comes from the environment, and must be kept elsewhere."""

    path: Path
    size: int
    rows: int
    files: int
    with_secret_key: bool


def default_name() -> str:
    return f"osnowa-{clock.now().astimezone(clock.WARSAW):%Y%m%d-%H%M%S}.zip"


def make(target: Path | None = None) -> Made:
    """Back the installation up while it is at work. `target`: a file that is not there yet, or a folder.

    Raises BackupRefused; then there is no file, and none is left half-written.
    """
    target = (target or settings.HOME / "backups").expanduser().absolute()
    try:
        if target == settings.HOME / "backups":
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
        if target.is_dir():
            target /= default_name()
        if target.exists():
            raise BackupRefused(f"{target} is there already and is not overwritten. Give another name.")
        with running.at_work(settings.HOME):
            return _made(target)
    except running.Taken as error:
        raise BackupRefused("A restore is going on. Make the backup when it has ended.") from error
    except OSError as error:
        raise BackupRefused(
            f"The backup cannot be written to {target.parent}: {error.strerror or error}."
        ) from error


def remove_older(folder: Path, days: int) -> list[Path]:
    """Remove backups with our names older than so many days, and say which."""
    limit = clock.now() - dt.timedelta(days=days)
    old = [
        file
        for file in sorted(folder.iterdir())
        if NAME.fullmatch(file.name)
        and file.is_file()
        and dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC) < limit
    ]
    for file in old:
        file.unlink()
    return old


def _made(target: Path) -> Made:
    with tempfile.TemporaryDirectory(
        prefix=".osnowa-backup-", dir=target.parent
    ) as folder:  # 0700: personal data
        part = Path(folder) / "archive.zip"
        manifest = _written(part, Path(folder))
        with archive.opened(part) as (again, said):
            archive.check(again, said, part)
        part.rename(target)
        _sync(target.parent)
    return Made(
        path=target,
        size=target.stat().st_size,
        rows=sum(manifest.rows.values()),
        files=sum(name.startswith(archive.MEDIA) for name in manifest.members),
        with_secret_key=archive.SECRET_KEY in manifest.members,
    )


def _written(part: Path, folder: Path) -> Manifest:
    engine = connection.vendor
    database = folder / archive.DATABASES[engine]
    # The database first: a file uploaded since is one too many, and harms nobody; the other way round it would lack.
    rows, migrations = (sqlite if engine == "sqlite" else postgresql).dump(database)
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as opened:
            members: dict[str, Member] = {}
            for name, source in _sources(database):
                try:
                    with source.open("rb") as content:
                        members[name] = archive.add(opened, name, content)
                except FileNotFoundError:
                    continue  # erased since we looked: it is not to be kept
            manifest = Manifest(
                osnowa=version("osnowa"),
                made_at=clock.now().isoformat(timespec="seconds"),
                engine=engine,
                demonstration=settings.DEMONSTRATION,
                migrations=migrations,
                rows=rows,
                members=members,
            )
            archive.add_manifest(opened, manifest)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _sources(database: Path) -> Iterator[tuple[str, Path]]:
    yield database.name, database
    key = settings.HOME / "secret_key"
    if not os.environ.get("OSNOWA_SECRET_KEY") and key.is_file():
        yield archive.SECRET_KEY, key
    root = Path(settings.MEDIA_ROOT)
    for folder, _folders, files in os.walk(root):
        for name in sorted(files):
            path = Path(folder) / name
            if (
                path.is_file() and not path.is_symlink()
            ):  # Osnowa makes no links; one leads out of the uploads
                yield archive.MEDIA + path.relative_to(root).as_posix(), path


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
