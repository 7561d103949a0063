"""Papers by typst: tagged PDF (PDF/UA-1), Polish hyphenation, our fonts, no file and no network within reach.

A paper is a template `<app>/templates/<app>/papers/<name>.typ` that begins with `#import "/look.typ": *` and reads
`data`. What people typed travels as JSON, so it is always text and never code.
"""

import functools
import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.utils import get_app_template_dirs

PAPERS = Path(__file__).parent / "papers"
PICTURES = ("mark", "motif", "motif-panel")
QR_SCALE = 28  # points of a PNG for each square of the code


class PaperFailed(Exception):
    """A template that typst refuses, with typst's own words: a mistake of ours, never of the person's text."""


def pdf(
    template: Path | str,
    data: dict[str, Any],
    *,
    title: str,
    language: str,
    author: str = "Osnowa",
    photographs: Mapping[str, bytes] | None = None,
) -> bytes:
    """Set one paper.

    `template`: a path, or a template's name as Django finds it ("programme/papers/certificate.typ").
    `data`: anything that JSON can say (dates and decimals included); pictures as SVG strings.
    `photographs`: JPEG and PNG by the name under which the template reads them ("/photographs/<name>").
    `title`, `language` ("pl", "en"): what a screen reader says first, and how words are hyphenated.
    Raises PaperFailed where the template is wrong, e.g. has an image without `alt`.
    """
    words = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    inputs = {"data": words, "title": title, "language": language, "author": author}
    if not photographs:
        return _set(template, inputs, _empty_folder())
    with tempfile.TemporaryDirectory(prefix="osnowa-photographs-") as folder:
        beside = Path(folder) / "photographs"
        beside.mkdir()
        for name, content in photographs.items():
            (beside / Path(name).name).write_bytes(content)
        return _set(template, inputs, folder)


def _set(template: Path | str, inputs: dict[str, str], folder: str) -> bytes:
    """`folder`: all that typst may read from disk."""
    try:
        return _compile(_source(template), inputs, folder, ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed with font" not in str(error):
            raise PaperFailed(f"{template}: {error.diagnostic or error}") from error
    # Somebody's name has a sign that none of our fonts knows (an emoji): the paper is made all the same, tagged,
    # with an empty box for that sign, which PDF/UA does not allow.
    return _compile(_source(template), inputs, folder, ["1.7"])


def _compile(source: bytes, inputs: dict[str, str], folder: str, standards: list[str]) -> bytes:
    return typst.compile(  # type: ignore[call-overload]  # its stubs do not know that a dict of files is taken
        {"main.typ": source, **_shared_files()},
        root=folder,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=standards,
        package_path=_empty_folder(),
        package_cache_path=_empty_folder(),
        sys_inputs=inputs,
    )


def qr(text: str) -> str:
    """A QR code as an SVG string, to be shown by `picture(data.qr, alt: ..., width: ...)`.

    The mask is fixed: every reader takes any mask, and trying all eight costs more than the whole paper.
    """
    return segno.make(text, error="m", micro=False, mask=2).svg_inline(
        border=0, dark="#1B211D", omitsize=True
    )


def qr_file(text: str, kind: str) -> bytes:
    """The same code as a file for somebody's own poster: "svg", or "png" of some 1,000 points, with the white edge that
    telephones need.
    """
    file = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(file, kind=kind, border=4, scale=QR_SCALE, dark="#1B211D", light="#FFFFFF")
    return file.getvalue()


def _source(template: Path | str) -> bytes:
    if isinstance(template, Path):
        return template.read_bytes()
    return _read_named.__wrapped__(template) if settings.DEBUG else _read_named(template)


@functools.cache
def _read_named(name: str) -> bytes:
    """Found where Django's templates lie, but not parsed by Django: `{#` means something else in typst."""
    for folder in get_app_template_dirs("templates"):
        if (folder / name).is_file():
            return (folder / name).read_bytes()
    raise PaperFailed(f"There is no paper {name}.")


@functools.cache
def _shared_files() -> dict[str, bytes]:
    pictures = {
        f"pictures/{name}.svg": _on_white(settings.PAPER_PICTURES / f"{name}.svg") for name in PICTURES
    }
    return {"look.typ": (PAPERS / "look.typ").read_bytes(), **pictures}


def _on_white(picture: Path) -> bytes:
    """Paper is white: the linen of the screen would print as a grey veil."""
    return picture.read_bytes().replace(b"#FAF6EC", b"#FFFFFF")


@functools.cache
def _fonts() -> typst.Fonts:
    """Read once per process. Typst's own faces stand in for scripts that ours lack (Cyrillic, Greek)."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(settings.PAPER_FONTS)]
    )


@functools.cache
def _keep_empty_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="osnowa-papers-")


def _empty_folder() -> str:
    """What typst may read from disk where a paper has no photographs: nothing."""
    return _keep_empty_folder().name


def size_that_fits(said: str, sizes: Sequence[tuple[int, float]]) -> float:
    """The largest size (points) at which `said` fits in one line; what is longer than all takes the smallest.

    `sizes`: (letters that fit at most, points), largest points first.
    """
    return next((size for letters, size in sizes if len(said) <= letters), sizes[-1][1])
