"""The file of a backup: a ZIP whose last member, the manifest, names every other one with its size and SHA-256.

A ZIP, because its directory stands at the end: a truncated file is known at once, and names and sizes are known
before a byte is unpacked.
"""

import hashlib
import json
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

FORMAT = "osnowa-backup"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
SECRET_KEY = "secret_key"  # noqa: S105  the name of a member, not a secret
MEDIA = "media/"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
ENGINE_WORDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

ENCRYPTED = 0x1
CHUNK = 1024 * 1024
LARGEST_MANIFEST = 64 * 1024 * 1024
TABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
NOT_WHOLE = "{path} is damaged or was cut short. Take another backup."


class BackupRefused(Exception):
    """What cannot be done, in the operator's words, with the way out. Nothing was touched unless it says so."""


@dataclass(frozen=True)
class Member:
    """A member's size in bytes and its SHA-256, in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What the archive says about itself. `rows`: how many each table has. `migrations`: names by app."""

    osnowa: str
    made_at: str
    engine: str
    demonstration: bool
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    members: dict[str, Member]

    @property
    def database(self) -> str:
        return DATABASES[self.engine]

    def as_text(self) -> str:
        whole = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}
        return json.dumps(whole, ensure_ascii=False, indent=1)


def add(archive: zipfile.ZipFile, name: str, source: BinaryIO) -> Member:
    """Put a file into the archive under this name, and say what was put there."""
    digest, size = hashlib.sha256(), 0
    about = zipfile.ZipInfo(name)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.external_attr = (stat.S_IFREG | 0o600) << 16
    with archive.open(about, "w", force_zip64=True) as member:
        while chunk := source.read(CHUNK):
            member.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Member(size, digest.hexdigest())


def add_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    archive.writestr(MANIFEST, manifest.as_text())


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup whose directory and manifest make sense. Contents are proven by `check` or `unpack`.

    Raises BackupRefused for what is no backup of ours, was cut short, or names a file where none may lie.
    """
    with _directory(path) as file:
        try:
            manifest = _manifest(file, path)
            _refuse_wrong_members(file, manifest, path)
            yield file, manifest
        except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError, NotImplementedError) as error:
            raise BackupRefused(NOT_WHOLE.format(path=path)) from error


def _directory(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise BackupRefused(f"There is no file {path}.") from error
    except IsADirectoryError as error:
        raise BackupRefused(f"{path} is a folder. Name a backup in it.") from error
    except PermissionError as error:
        raise BackupRefused(f"{path} cannot be read by this user.") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise BackupRefused(
            f"{path} is not a whole backup of Osnowa: it is another kind of file, or was cut short."
        ) from error


def check(archive: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    """Read everything and compare it with the manifest. Raises BackupRefused."""
    for name, member in manifest.members.items():
        _copy(archive, name, member, None, path)


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path, path: Path) -> None:
    """Write every member into an empty folder and compare it with the manifest. Raises BackupRefused."""
    needed, free = sum(m.size for m in manifest.members.values()), shutil.disk_usage(folder).free
    if needed >= free:
        raise BackupRefused(
            f"The backup needs {_megabytes(needed)} MB on the disk of {folder.parent}, "
            f"and {_megabytes(free)} MB are free."
        )
    for name, member in manifest.members.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            _copy(archive, name, member, file, path)


def _copy(archive: zipfile.ZipFile, name: str, member: Member, target: BinaryIO | None, path: Path) -> None:
    digest = hashlib.sha256()
    with archive.open(name) as source:
        while chunk := source.read(
            CHUNK
        ):  # never more than the size in the directory, which is the manifest's
            digest.update(chunk)
            if target is not None:
                target.write(chunk)
    if digest.hexdigest() != member.sha256:
        raise BackupRefused(
            f"{path}: {name} is not what was backed up (wrong checksum). Take another backup."
        )


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    foreign = BackupRefused(f"{path} is no backup of Osnowa: it has no manifest of ours.")
    try:
        about = archive.getinfo(MANIFEST)
    except KeyError as error:
        raise foreign from error
    if about.file_size > LARGEST_MANIFEST or about.flag_bits & ENCRYPTED:
        raise foreign
    try:
        said = json.loads(archive.read(MANIFEST))
        if said["format"] != FORMAT:
            raise foreign
        version = int(said["format_version"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise foreign from error
    if version > FORMAT_VERSION:
        raise BackupRefused(f"{path} was made by a newer Osnowa. Update this one first, then restore.")
    try:
        return _read(said)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupRefused(f"{path}: the manifest cannot be understood. Take another backup.") from error


def _read(said: dict[str, Any]) -> Manifest:
    rows = {str(table): int(count) for table, count in said["rows"].items()}
    if said["engine"] not in DATABASES or not all(TABLE.fullmatch(table) for table in rows):
        raise ValueError
    return Manifest(
        osnowa=str(said["osnowa"]),
        made_at=str(said["made_at"]),
        engine=said["engine"],
        demonstration=bool(said["demonstration"]),
        migrations={str(app): [str(name) for name in names] for app, names in said["migrations"].items()},
        rows=rows,
        members={
            str(name): Member(int(one["size"]), str(one["sha256"])) for name, one in said["members"].items()
        },
    )


def _refuse_wrong_members(archive: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    names = archive.namelist()
    if len(names) != len(set(names)) or {*names} != {*manifest.members, MANIFEST}:
        raise BackupRefused(f"{path}: the files in it are not those of its manifest. Take another backup.")
    if manifest.database not in manifest.members:
        raise BackupRefused(f"{path} holds no database. Take another backup.")
    for about in archive.infolist():
        name, kind = about.filename, stat.S_IFMT(about.external_attr >> 16)
        if (
            about.filename != about.orig_filename
            or not _may_lie(name, manifest)
            or kind not in {0, stat.S_IFREG}
        ):
            raise BackupRefused(
                f"{path} wants to write where nothing of a backup lies: {name!r}. Do not use it."
            )
        if about.flag_bits & ENCRYPTED or about.compress_type not in {
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        }:
            raise BackupRefused(
                f"{path} is packed in a way that Osnowa does not use. Unpack it with what packed it."
            )
        if name != MANIFEST and about.file_size != manifest.members[name].size:
            raise BackupRefused(NOT_WHOLE.format(path=path))


def _may_lie(name: str, manifest: Manifest) -> bool:
    if name in {MANIFEST, SECRET_KEY, manifest.database}:
        return True
    parts = name.split("/")
    return (
        name.startswith(MEDIA)
        and not {"", ".", ".."}.intersection(parts)
        and "\\" not in name
        and "\0" not in name
        and not PurePosixPath(name).is_absolute()
    )


def _megabytes(size: int) -> int:
    return size // (1024 * 1024) + 1
