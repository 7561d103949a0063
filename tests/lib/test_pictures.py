"""What a camera writes beside the picture goes; the picture stays as it is."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from osnowa.lib.pictures import without_metadata

WHERE = 0x8825  # GPS in EXIF
ORIENTATION, MODEL = 0x0112, 0x0110


def exif(orientation=1):
    said = Image.Exif()
    said[ORIENTATION] = orientation
    said[MODEL] = "Telefon Zofii"
    said.get_ifd(WHERE)[1] = "N"
    said.get_ifd(WHERE)[2] = (51.0, 39.0, 12.0)
    return said


def drawn(kind, **how):
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste("red", (0, 0, 20, 20))
    written = io.BytesIO()
    picture.save(written, kind, **how)
    return written.getvalue()


def pixels(content):
    with Image.open(io.BytesIO(content)) as opened:
        return opened.size, opened.convert("RGB").tobytes()


@pytest.mark.parametrize(
    "how", [{}, {"progressive": True}, {"comment": b"Zofia"}, {"restart_marker_rows": 1}]
)
def test_a_photograph_no_longer_says_where_it_was_taken(how):
    before = drawn("JPEG", exif=exif(), icc_profile=b"a profile of colours", xmp=b"<x>Zofia</x>", **how)
    after = without_metadata(before)
    assert (b"Zofii" in before, b"Zofii" in after, b"Zofia" in after, b"Exif" in after) == (
        True,
        False,
        False,
        False,
    )
    assert pixels(after) == pixels(before)
    with Image.open(io.BytesIO(after)) as opened:
        assert (dict(opened.getexif()), opened.info["icc_profile"]) == ({}, b"a profile of colours")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_how_it_has_to_be_turned_stays(kind, orientation):
    after = without_metadata(drawn(kind, exif=exif(orientation)))
    with Image.open(io.BytesIO(after)) as opened:
        assert dict(opened.getexif()) == {ORIENTATION: orientation}
        opened.load()


def test_words_in_a_screenshot_go():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Zofia")
    words.add_itxt("Komentarz", "u Zofii", zip=True)
    before = drawn("PNG", pnginfo=words, exif=exif(), dpi=(72, 72))
    after = without_metadata(before)
    assert (b"Author" in before, b"Author" in after, b"Komentarz" in after, b"eXIf" in after) == (
        True,
        False,
        False,
        False,
    )
    assert pixels(after) == pixels(before)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_hangs_behind_the_end_goes(kind):
    picture = drawn(kind)
    assert without_metadata(picture + b"a film of three seconds") == without_metadata(picture)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_doing_it_twice_changes_nothing_more(kind):
    once = without_metadata(drawn(kind, exif=exif(6)))
    assert without_metadata(once) == once


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 ...", b"GIF89a", b"PK\x03\x04"])
def test_what_is_no_picture_comes_back_as_it_is(content):
    assert without_metadata(content) == content


@pytest.mark.parametrize("start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", drawn("JPEG"), drawn("PNG")])
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rest=st.binary(max_size=80), cut=st.integers(0, 400))
def test_a_broken_picture_is_refused_and_never_anything_worse(start, rest, cut):
    try:
        made = without_metadata(start[: max(8, len(start) - cut)] + rest)
    except ValueError:
        return
    assert made.startswith((b"\xff\xd8", b"\x89PNG"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_half_a_picture_is_refused(kind):
    picture = drawn(kind)
    with pytest.raises(ValueError, match=r"end|marker"):
        without_metadata(picture[: len(picture) // 2])
