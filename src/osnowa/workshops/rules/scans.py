"""The scan of a signed list: known by its first bytes, and freed of what a telephone writes into a photograph.

A photograph tells where and when it was made and with what. None of that proves presence, so it is taken out; how the
picture has to be turned stays (EXIF 2.32, tag 0x0112), or the list would lie on its side. Nothing is decoded.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`ending`: under which the file is kept and offered. `type`: as which it is sent."""

    ending: str
    type: str


PDF = Kind(".pdf", "application/pdf")
PNG = Kind(".png", "image/png")
JPEG = Kind(".jpg", "image/jpeg")
BY_ENDING = {kind.ending: kind for kind in (PDF, PNG, JPEG)}
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs"}
)

SOI, EOI, SOS, APP0, APP1, APP2, APP14, APP15, COM = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
ORIENTATION = 0x0112
SHORT = 3


class Unreadable(ValueError):
    """It begins like a picture and goes on like none."""


def kind_of(start: bytes) -> Kind | None:
    """The kind that the first bytes say, or None."""
    if start.startswith(b"%PDF-"):
        return PDF
    if start.startswith(PNG_START):
        return PNG
    if start.startswith(b"\xff\xd8\xff"):
        return JPEG
    return None


def cleaned(content: bytes) -> bytes:
    """The file without what it tells about its maker. A PDF stays as it is. Raises Unreadable."""
    kind = kind_of(content)
    if kind == JPEG:
        return clean_jpeg(content)
    if kind == PNG:
        return clean_png(content)
    return content


def clean_jpeg(content: bytes) -> bytes:
    """Without EXIF, XMP, IPTC, comments, previews and whatever hangs on behind the end; turned as before."""
    kept = [b"\xff\xd8"]
    turned = 1
    rest: list[bytes] = []
    for marker, segment in _segments(content):
        if marker == APP1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:]) or turned
        elif _is_told(marker, segment):
            continue
        elif marker == APP0:
            kept.append(segment)
        else:
            rest.append(segment)
    if turned != 1:
        kept.append(_turned(turned))
    return b"".join([*kept, *rest, b"\xff\xd9"])


def _is_told(marker: int, segment: bytes) -> bool:
    """Does the segment say something that the picture does not need? Colour profiles and Adobe's transform stay."""
    if marker == COM:
        return True
    if marker == APP2:
        return not segment[4:].startswith(b"ICC_PROFILE\0")
    if marker == APP0:
        return not segment[4:].startswith(b"JFIF\0")
    return APP1 <= marker <= APP15 and marker != APP14


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, whole segment) up to the end of the picture; what is coded after SOS belongs to its segment."""
    at = 2
    seen = False
    while at + 2 <= len(content):
        if content[at] != 0xFF:  # noqa: PLR2004  every marker begins so
            raise Unreadable
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004  a byte that only fills
            at += 1
            continue
        if marker == EOI:
            break
        if marker in STANDALONE:
            yield marker, content[at : at + 2]
            at += 2
            continue
        if at + 4 > len(content):
            raise Unreadable
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if end > len(content) or end < at + 4:
            raise Unreadable
        if marker == SOS:
            seen = True
            end = _end_of_coded(content, end)
        yield marker, content[at:end]
        at = end
    if not seen:
        raise Unreadable


def _end_of_coded(content: bytes, at: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        following = content[at + 1]
        if following == 0 or following in STANDALONE:
            at += 2
        elif following == 0xFF:  # noqa: PLR2004  a byte that only fills
            at += 1
        else:
            return at


def _orientation(tiff: bytes) -> int:
    """1 to 8 out of the first directory of an EXIF block; 0 where it says nothing that can be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    try:
        (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, directory)
        for entry in range(min(entries, 100)):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, directory + 2 + entry * 12)
            if tag == ORIENTATION and kind == SHORT:
                return value if 1 <= value <= 8 else 0  # noqa: PLR2004  eight ways to turn a picture
    except struct.error:
        return 0
    return 0


def _turned(orientation: int) -> bytes:
    """An EXIF block that says nothing but how the picture is turned."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, SHORT, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def clean_png(content: bytes) -> bytes:
    """Only the parts that draw the picture. Raises Unreadable where the parts do not fit together."""
    kept = [PNG_START]
    at = len(PNG_START)
    kinds: list[bytes] = []
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if end > len(content):
            raise Unreadable
        kind = content[at + 4 : at + 8]
        kinds.append(kind)
        if kind in PNG_KEPT:
            kept.append(content[at:end])
        at = end
        if kind == b"IEND":
            break
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or b"IDAT" not in kinds:
        raise Unreadable
    return b"".join(kept)
