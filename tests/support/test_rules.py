"""Plain rules: which stage may follow which, quarters of an hour, what a file says that it is."""

import datetime as dt
from decimal import Decimal

import pytest

from osnowa.lib import files
from osnowa.support.rules import hours, stages


class TestStages:
    @pytest.mark.parametrize(
        ("before", "after", "may", "reason"),
        [
            ("", "considered", True, False),
            ("", "routine", True, False),
            ("", "left", False, True),
            ("considered", "routine", True, False),
            ("trial", "trial", True, False),
            ("trial", "considered", True, True),
            ("trial", "left", True, True),
            ("left", "left", False, True),
            ("left", "trial", True, True),
            ("trial", "nonsense", False, False),
        ],
    )
    def test_order(self, before, after, may, reason):
        assert (stages.may_follow(before, after), stages.needs_reason(before, after)) == (may, reason)

    def test_next(self):
        assert [stages.next_stage(stage) for stage in (*stages.WAY, stages.LEFT)] == [
            "chosen",
            "set_up",
            "trial",
            "routine",
            "",
            "",
        ]

    def test_never_before_the_stage_before_it(self):
        start, before = dt.date(2017, 4, 1), dt.date(2017, 5, 2)
        assert stages.earliest(start, before) == before
        assert stages.earliest(start, None) == dt.date(2016, 3, 31)


class TestHours:
    @pytest.mark.parametrize(
        ("minutes", "fine"), [(15, True), (0, False), (-15, False), (20, False), (90, True)]
    )
    def test_quarters(self, minutes, fine):
        assert hours.is_in_quarters(minutes) is fine

    def test_hours_of_quarters_are_exact(self):
        assert [hours.as_hours(n) for n in (15, 45, 60, 720)] == [
            Decimal("0.25"),
            Decimal("0.75"),
            Decimal("1.00"),
            Decimal("12.00"),
        ]

    def test_a_day_bears_so_much(self):
        assert hours.fits(60, 660, hours.LONGEST_ADVISED) is True
        assert hours.fits(75, 660, hours.LONGEST_ADVISED) is False


def open_document(kind):
    return b"PK\x03\x04" + bytes(26) + b"mimetype" + kind.encode() + b"PK\x03\x04rest"


class TestFiles:
    @pytest.mark.parametrize(
        ("start", "ending"),
        [
            (b"%PDF-1.7\n...", ".pdf"),
            (b"\x89PNG\r\n\x1a\n....", ".png"),
            (b"\xff\xd8\xff\xe0....", ".jpg"),
            (open_document("application/vnd.oasis.opendocument.text"), ".odt"),
            (open_document("application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
            (open_document("application/vnd.oasis.opendocument.text-master"), None),
            (open_document("application/epub+zip"), None),
            (b"MZ\x90\x00", None),
            (b"\x7fELF", None),
            (b"#!/bin/sh\n", None),
            (b"<svg onload=alert(1)>", None),
            (b"<!doctype html>", None),
            (b"junk %PDF-1.7", None),
            (b"", None),
        ],
    )
    def test_first_bytes_decide(self, start, ending):
        kind = files.kind_of_start(start)
        assert (kind.ending if kind else None) == ending

    @pytest.mark.parametrize(
        ("names", "ending"),
        [
            (["[Content_Types].xml", "word/document.xml"], ".docx"),
            (["[Content_Types].xml", "xl/workbook.xml"], ".xlsx"),
            (["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"], None),
            (["META-INF/MANIFEST.MF", "Main.class"], None),
            (["word/document.xml"], None),
            (["[Content_Types].xml", "word/document.xml", "xl/workbook.xml"], None),
            (["[Content_Types].xml", "word/document.xml", *map(str, range(2000))], None),
        ],
    )
    def test_parts_of_an_archive_decide(self, names, ending):
        kind = files.kind_of_parts(names)
        assert (kind.ending if kind else None) == ending
