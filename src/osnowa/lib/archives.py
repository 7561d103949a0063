"""Archives that people send: how many parts they have and how large they get is asked before anything is unpacked."""

import io
import struct
import zipfile
from xml.parsers import expat

MOST_PARTS = 2_000
_END = b"PK\x05\x06"  # the record at the archive's end, which tells how long the list of parts is
_END_AT_MOST = 22 + 65_535
_LONGEST_ENTRY = 46 + 600  # one line of the list of parts, with a long name and what Windows adds
_MANY, _LONG = 0xFFFF, 0xFFFFFFFF  # "more than fits here": ZIP64 says it elsewhere, and it is too many for us
DEEPEST = 250  # elements within elements; word processors stay under 60


class ArchiveRefused(Exception):
    """`code`: "broken", "parts", "unpacked", "ratio", "xml". `number`: how many parts or bytes it has, where known."""

    def __init__(self, code: str, number: int = 0) -> None:
        super().__init__(code)
        self.code, self.number = code, number


def opened(content: bytes, *, most_unpacked: int, most_ratio: int = 150) -> zipfile.ZipFile:
    """A ZIP archive of which the list of parts keeps the limits. Nothing is unpacked.

    `most_unpacked` in bytes, of all parts together; `most_ratio`: so many times larger than `content` it may get
    (archives under 2 MB unpacked are not asked). Reading a part later never gives more than the list says.
    Raises ArchiveRefused.
    """
    parts, length = _said_at_the_end(content)
    if parts > MOST_PARTS or length > MOST_PARTS * _LONGEST_ENTRY:
        raise ArchiveRefused("parts", parts)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as broken:
        raise ArchiveRefused("broken") from broken
    listed = archive.infolist()
    unpacked = sum(part.file_size for part in listed)
    if len(listed) > MOST_PARTS:
        raise ArchiveRefused("parts", len(listed))
    if unpacked > most_unpacked:
        raise ArchiveRefused("unpacked", unpacked)
    if unpacked > 2 * 1024**2 and unpacked > most_ratio * len(content):
        raise ArchiveRefused("ratio", unpacked)
    if any(part.flag_bits & 1 for part in listed):  # locked by a password
        raise ArchiveRefused("broken")
    return archive


def _said_at_the_end(content: bytes) -> tuple[int, int]:
    """How many parts the archive says it has, and how many bytes the list of them takes."""
    at = content.rfind(_END, max(0, len(content) - _END_AT_MOST))
    if at < 0 or at + 22 > len(content):
        raise ArchiveRefused("broken")
    parts, length = struct.unpack("<HI", content[at + 10 : at + 16])
    if parts == _MANY or length == _LONG:
        raise ArchiveRefused("parts", _MANY)
    return parts, length


def ask_plain_xml(content: bytes) -> None:
    """Refuse XML that declares anything (entities come that way), is broken, or is nested deeper than people write.

    Raises ArchiveRefused ("xml").
    """
    depth = 0

    def refuse(*_said: object) -> None:
        raise ArchiveRefused("xml")

    def begin(_name: str, _attrs: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ArchiveRefused("xml")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = refuse
    reader.EntityDeclHandler = refuse
    reader.StartElementHandler = begin
    reader.EndElementHandler = end
    try:
        reader.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as broken:
        raise ArchiveRefused("xml") from broken
