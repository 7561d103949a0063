from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from osnowa.ui.templatetags import look
from osnowa.ui.words import WARSAW

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Spotkanie w Białymstoku", f"Spotkanie w{NBSP}Białymstoku"),
        ("i w domu", f"i{NBSP}w{NBSP}domu"),
        ("A to co", f"A{NBSP}to co"),
        ("8 godzin", f"8{NBSP}godzin"),
        ("10 000 zł", f"10{NBSP}000{NBSP}zł"),
        ("3 listopada", f"3{NBSP}listopada"),
        ("9 października", f"9{NBSP}października"),
        ("wyślij e-mail", "wyślij e\u2011mail"),
        ("kawa i herbata (z cukrem)", f"kawa i{NBSP}herbata (z{NBSP}cukrem)"),
        ("Zuzia ma kota", "Zuzia ma kota"),
    ],
)
def test_nbsp_joins_what_belongs_together(text, joined):
    assert look.nbsp(text) == joined


def test_nbsp_escapes_what_is_not_safe_and_leaves_markup_alone():
    assert look.nbsp("<b>kawa i mleko</b>") == f"&lt;b&gt;kawa i{NBSP}mleko&lt;/b&gt;"
    safe = mark_safe('<a href="/w srodku/" title="a b">idź w górę</a>')
    assert look.nbsp(safe) == f'<a href="/w srodku/" title="a b">idź w{NBSP}górę</a>'


def test_dates_in_polish_and_english():
    moment = datetime(2026, 11, 3, 16, 0, tzinfo=UTC)
    with override("pl"):
        assert look.polish_date(moment) == f"wtorek 3{NBSP}listopada 2026, 17:00"
        assert look.polish_date(date(2026, 11, 3)) == f"wtorek 3{NBSP}listopada 2026"
        assert look.polish_date_short(date(2026, 11, 3)) == f"3{NBSP}listopada 2026"
        assert look.beside_day(date(2017, 9, 12)) == "września, wtorek"
        assert look.beside_day(date(2017, 9, 12), 2017) == "września, wtorek"
        assert look.beside_day(date(2027, 9, 14), 2026) == "września\u00a02027, wtorek"
    with override("en"):
        assert look.polish_date(moment) == f"Tuesday 3{NBSP}November 2026, 17:00"
    assert look.polish_date(None) == ""


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2017, 5, 9), date(2017, 5, 30), f"9–30{NBSP}maja 2017"),
        (date(2017, 9, 28), date(2017, 10, 3), f"28{NBSP}września – 3{NBSP}października 2017"),
        (date(2016, 12, 30), date(2017, 1, 2), f"30{NBSP}grudnia 2016 – 2{NBSP}stycznia 2017"),
        (date(2017, 5, 9), date(2017, 5, 9), f"9{NBSP}maja 2017"),
        (
            datetime(2026, 11, 3, 17, tzinfo=WARSAW),
            datetime(2026, 11, 3, 20, 30, tzinfo=WARSAW),
            f"wtorek 3{NBSP}listopada 2026, 17:00–20:30",
        ),
    ],
)
def test_a_range_says_the_shared_part_once(start, end, said):
    with override("pl"):
        assert look.date_range(start, end) == said


def test_hours_and_numbers_follow_the_language():
    with override("pl"):
        assert look.hours(1.5) == "1,5"
        assert look.hours(timedelta(hours=2, minutes=15)) == "2,25"
        assert look.number(-3.04) == "−3"
        assert look.number(12345.67) == f"12{NBSP}345,7"
        assert look.hours(None) == ""
    with override("en"):
        assert look.hours(1.5) == "1.5"


def test_an_error_goes_on_after_the_word_error():
    assert look.sentence_part("Wpisz adres") == "wpisz adres"
    assert look.sentence_part("NIP ma 10 cyfr") == "NIP ma 10 cyfr"


def test_a_phone_link_has_digits_only():
    assert look.tel("85 000-00 00") == "850000000"
