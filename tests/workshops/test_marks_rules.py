"""Which word counts, from when until when, the code on the screen, and what a photograph tells: plain rules."""

import datetime as dt
import io
import itertools
import struct
import uuid

import pytest
from PIL import Image

from osnowa.lib import clock
from osnowa.lib.hours import RepeatedHour, SkippedHour
from osnowa.workshops.rules import delivery, hours, presence, scans, stay
from osnowa.workshops.rules.marks import Said, standing
from tests.workshops.conftest import warsaw

FIVE = dt.datetime(2026, 11, 3, 16, tzinfo=dt.UTC)
A, B, C, D = (uuid.UUID(int=n) for n in range(1, 5))


def said(key, word, minute=0, *, order=1, **more):
    return Said(key, order, word, FIVE + dt.timedelta(minutes=minute), **more)


class TestStanding:
    def test_nobody_said_anything(self):
        assert standing([]).counts is None

    def test_two_devices_that_agree_are_no_conflict(self):
        stands = standing([said(A, "present"), said(B, "present", 5)])
        assert (stands.counts.key, stands.rivals) == (B, ())

    def test_two_devices_that_differ_are_asked_about_and_the_later_counts(self):
        stands = standing([said(A, "present", 5), said(B, "absent", 20)])
        assert (stands.counts.key, [one.key for one in stands.rivals]) == (B, [A, B])

    def test_a_change_of_mind_is_no_conflict(self):
        stands = standing([said(A, "absent"), said(B, "late", 7, follows=A)])
        assert (stands.counts.key, stands.rivals) == (B, ())

    def test_a_tap_on_the_page_settles_what_had_arrived(self):
        before = [said(A, "present", order=1), said(B, "absent", 20, order=2)]
        stands = standing([*before, said(C, "late", 30, order=3, knows_all=True)])
        assert (stands.counts.key, stands.rivals) == (C, ())

    def test_a_mark_that_did_not_know_of_the_tap_is_asked_about(self):
        stands = standing([said(A, "present", 10, order=1, knows_all=True), said(B, "absent", 5, order=2)])
        assert (stands.counts.key, len(stands.rivals)) == (A, 2)

    def test_trainers_word_wins_over_the_scan_whenever_it_comes(self):
        scan = said(A, "present", 30, order=2, by_participant=True)
        assert standing([said(B, "absent", 5, order=1), scan]).counts.key == B
        assert standing([scan, said(B, "absent", 40, order=3)]).counts.key == B

    def test_after_a_mark_is_taken_back_a_new_scan_counts_and_an_old_one_does_not(self):
        cleared = said(B, "", 10, order=2, knows_all=True)
        old = said(A, "present", 5, order=1, by_participant=True)
        assert standing([old, cleared]).counts.word == ""
        assert standing([old, cleared, said(C, "late", 12, order=3, by_participant=True)]).counts.key == C

    def test_order_of_arrival_does_not_matter(self):
        marks = [
            said(A, "present", 1),
            said(B, "absent", 2, follows=A),
            said(C, "late", 3),
            said(D, "present", 0, by_participant=True),
        ]
        found = {
            (stands.counts.key, tuple(one.key for one in stands.rivals))
            for order in itertools.permutations(marks)
            for stands in [standing(order)]
        }
        assert found == {(C, (B, C))}

    def test_a_ring_of_marks_does_not_lose_the_person(self):
        assert standing([said(A, "present", follows=B), said(B, "absent", 1, follows=A)]).counts.key == B


class TestFromTo:
    def moment(self, time, day, start, length):
        starts = warsaw(day, start)
        return stay.moment_of(time, starts, starts + dt.timedelta(hours=length), clock.WARSAW)

    def test_late_and_early(self):
        starts, ends = warsaw(dt.date(2026, 11, 3), 17), warsaw(dt.date(2026, 11, 3), 20)
        came = self.moment(dt.time(17, 25), dt.date(2026, 11, 3), 17, 3)
        left = self.moment(dt.time(19, 30), dt.date(2026, 11, 3), 17, 3)
        assert stay.missed(starts, ends, came, left) == 55
        assert stay.missed(starts, ends, None, None) == 0
        assert stay.missed(starts, ends, self.moment(dt.time(16, 50), dt.date(2026, 11, 3), 17, 3), None) == 0

    def test_outside(self):
        with pytest.raises(stay.OutsideSession):
            self.moment(dt.time(9), dt.date(2026, 11, 3), 17, 3)

    def test_over_midnight(self):
        came = self.moment(dt.time(0, 30), dt.date(2026, 11, 3), 22, 4)
        assert came == warsaw(dt.date(2026, 11, 4), 0, 30)

    @pytest.mark.parametrize(
        ("day", "missed", "minutes"),
        [(dt.date(2027, 3, 27), 4 * 60, 5 * 60), (dt.date(2026, 10, 24), 6 * 60, 7 * 60)],
    )
    def test_night_of_daylight_saving_counts_real_minutes(self, day, missed, minutes):
        """22:00 to 4:00 by the wall clock; somebody came at 3:30, which that night is 4 h 30 or 6 h 30 later."""
        starts, ends = warsaw(day, 22), warsaw(day + dt.timedelta(days=1), 4)
        came = stay.moment_of(dt.time(3, 0), starts, ends, clock.WARSAW)
        assert hours.minutes_between(starts, ends) == minutes
        assert stay.missed(starts, ends, came, None) == missed

    def test_hour_that_does_not_exist_and_hour_that_comes_twice(self):
        spring, autumn = warsaw(dt.date(2027, 3, 27), 22), warsaw(dt.date(2026, 10, 24), 22)
        with pytest.raises(SkippedHour):
            stay.moment_of(dt.time(2, 30), spring, spring + dt.timedelta(hours=5), clock.WARSAW)
        with pytest.raises(RepeatedHour):
            stay.moment_of(dt.time(2, 30), autumn, autumn + dt.timedelta(hours=7), clock.WARSAW)


class TestCode:
    def test_this_code_and_the_one_before_count(self):
        secret = b"s" * 32
        code = presence.code_of(secret, presence.step_of(FIVE))
        assert presence.is_current(code, secret, FIVE + dt.timedelta(seconds=59))
        assert not presence.is_current(code, secret, FIVE + dt.timedelta(seconds=60))
        assert not presence.is_current(code, b"t" * 32, FIVE)

    def test_code_as_people_type_it(self):
        assert presence.read_code(" ab3-4kz ") == "AB34KZ"
        assert presence.read_code("ABC") == presence.read_code("ABCDE0") == presence.read_code("") == ""

    def test_codes_differ_from_step_to_step(self):
        assert len({presence.code_of(b"k", step) for step in range(1000)}) == 1000

    def test_window(self):
        ends = FIVE + dt.timedelta(hours=3)
        minute = dt.timedelta(minutes=1)
        assert [
            presence.is_open(now, FIVE, ends)
            for now in (FIVE - 31 * minute, FIVE - 30 * minute, ends, ends + minute)
        ] == [False, True, True, False]


class TestDelivery:
    def mark(self, **changes):
        return {
            "key": str(A),
            "enrolment": 3,
            "mark": "late",
            "made_at": "2026-11-03T16:05:00.000Z",
            **changes,
        }

    def test_reads_and_orders(self):
        earlier = self.mark(key=str(B), made_at="2026-11-03T16:01:00Z", came="17:20", follows=str(A))
        device, marks, unread = delivery.read_delivery({"device": str(C), "marks": [self.mark(), earlier]})
        assert (device, [one.key for one in marks], unread) == (str(C), [B, A], [])
        assert (marks[0].came, marks[0].follows) == (dt.time(17, 20), A)

    @pytest.mark.parametrize(
        "changes",
        [
            {"mark": "sleeping"},
            {"enrolment": "3"},
            {"enrolment": True},
            {"enrolment": 10**12},
            {"made_at": "yesterday"},
            {"made_at": "2026-11-03T16:05:00"},
            {"made_at": None},
            {"came": "25:00"},
            {"mark": None},
        ],
    )
    def test_a_mark_without_sense_is_given_back(self, changes):
        assert delivery.read_delivery({"device": str(C), "marks": [self.mark(**changes)]})[1:] == (
            [],
            [str(A)],
        )

    @pytest.mark.parametrize(
        "data",
        [
            None,
            [],
            {},
            {"device": "x'; drop", "marks": []},
            {"device": str(C), "marks": [{}]},
            {"device": str(C), "marks": [7]},
            {"device": str(C), "marks": [{"key": "x"}]},
            {"device": str(C), "marks": [{"key": str(A)}] * 201},
        ],
    )
    def test_a_broken_delivery_is_refused_whole(self, data):
        with pytest.raises(delivery.BrokenDelivery):
            delivery.read_delivery(data)

    def test_a_wrong_clock_is_put_right_and_the_future_is_not_believed(self):
        day = dt.timedelta(days=1)
        assert delivery.made_by_clock(FIVE + day, FIVE + day, FIVE) == FIVE
        assert delivery.made_by_clock(FIVE + day, None, FIVE) == FIVE


def photograph(turned=6):
    """A JPEG as a telephone makes it: turned, with a place, a maker and a comment."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Telefon SEKRET"
    exif.get_ifd(0x8825)[1] = "N"
    kept = io.BytesIO()
    Image.new("RGB", (24, 16), "white").save(kept, "JPEG", exif=exif, comment=b"SEKRET", progressive=True)
    return kept.getvalue() + b"SEKRET behind the end"


class TestScan:
    def test_photograph_forgets_where_it_was_made_and_stays_turned(self):
        before = photograph()
        after = scans.clean_jpeg(before)
        assert before.count(b"SEKRET") == 3
        assert b"SEKRET" not in after
        picture = Image.open(io.BytesIO(after))
        picture.load()
        assert (picture.size, dict(picture.getexif())) == ((24, 16), {0x0112: 6})
        assert picture.tobytes() == Image.open(io.BytesIO(before)).tobytes()
        assert scans.clean_jpeg(after) == after

    def test_picture_that_is_not_turned_carries_no_exif(self):
        assert b"Exif" not in scans.clean_jpeg(photograph(turned=1))

    def test_png_loses_its_words(self):
        kept = io.BytesIO()
        Image.new("L", (4, 4)).save(kept, "PNG")
        png = kept.getvalue()
        words = b"tEXtAuthor\0SEKRET"
        chunk = struct.pack(">I", len(words) - 4) + words + b"\0\0\0\0"
        after = scans.clean_png(png[:33] + chunk + png[33:] + b"SEKRET")
        assert b"SEKRET" not in after
        Image.open(io.BytesIO(after)).load()

    @pytest.mark.parametrize("broken", [b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xe1\0\x01", b"\xff\xd8\xff\xd9"])
    def test_broken_picture(self, broken):
        with pytest.raises(scans.Unreadable):
            scans.cleaned(broken)

    def test_kind_by_first_bytes(self):
        assert scans.kind_of(b"%PDF-1.4") == scans.PDF
        assert scans.kind_of(b"<html>") is None
        assert scans.kind_of(b"PK\x03\x04") is None
