"""When a message is due, and what comes of words in braces. Plain values."""

import contextlib
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.workshops.rules.message_texts import USUAL, Words
from osnowa.workshops.rules.messages import (
    PLACEHOLDERS,
    UnknownPlaceholder,
    check,
    days_away,
    fill,
    ledger_key,
    window,
)

WARSAW = ZoneInfo("Europe/Warsaw")
VALUES = {key: f"<{key}>" for key, *_words in PLACEHOLDERS}


def at(month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2017, month, day, hour, minute, tzinfo=WARSAW).astimezone(dt.UTC)


SESSION = (at(5, 9, 17), at(5, 9, 20))


@pytest.mark.parametrize(
    ("kind", "opens", "closes"),
    [
        ("week_before", at(5, 2, 17), at(5, 3, 17)),
        ("confirm", at(5, 6, 17), at(5, 7, 17)),
        ("day_before", at(5, 8, 17), at(5, 9, 15)),
        ("hours_before", at(5, 9, 15), at(5, 9, 17)),
        ("after", at(5, 10, 9), at(5, 16, 20)),
        ("missed", at(5, 10, 9), at(5, 16, 20)),
    ],
)
def test_every_kind_has_its_window_and_reminders_end_before_the_session(kind, opens, closes):
    found = window(kind, *SESSION, WARSAW)
    assert (found.opens_at, found.closes_at) == (opens, closes)
    assert [found.is_open(moment) for moment in (opens, closes)] == [True, False]
    assert not found.is_open(opens - dt.timedelta(seconds=1))


def test_days_keep_the_hour_on_the_wall_and_hours_are_real():
    """The clocks go forward on 26 March 2017: the day before lasts 23 hours, two hours stay two hours."""
    start = at(3, 26, 17)
    assert days_away(start, -1, WARSAW) == at(3, 25, 17)
    assert start - days_away(start, -1, WARSAW) == dt.timedelta(hours=23)
    night = at(3, 26, 3, 30)
    assert window("hours_before", night, night, WARSAW).opens_at == at(3, 26, 0, 30)
    assert window("day_before", at(10, 29, 17), at(10, 29, 20), WARSAW).opens_at == at(10, 28, 17)


def test_a_session_right_after_midnight_is_followed_the_next_morning():
    assert window("after", at(5, 9, 20), at(5, 10, 0, 30), WARSAW).opens_at == at(5, 11, 9)


def test_asking_whether_one_comes_is_once_for_a_cycle():
    tuesday, wednesday = dt.date(2017, 5, 9), dt.date(2017, 5, 10)
    assert ledger_key("confirm", 1, tuesday) == ledger_key("confirm", 2, wednesday)
    assert ledger_key("after", 1, tuesday) == ledger_key("after", 1, wednesday)
    assert ledger_key("after", 1, tuesday) != ledger_key("after", 2, tuesday)
    assert ledger_key("day_before", 1, tuesday) != ledger_key("day_before", 1, wednesday)


@pytest.mark.parametrize(
    "text", ["{osoba}", "{name}", "{ Moja  strona }", "{own_page}", "{OWN PAGE}", "bez nawiasów", ""]
)
def test_known_words_pass(text):
    check(text)
    assert "{" not in fill(text, VALUES)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{imię}", "{imię}"),
        ("{}", "{}"),
        ("{osoba", "{"),
        ("osoba}", "}"),
        ("{{osoba}}", "{"),
        ("{0.__class__}", "{0.__class__}"),
    ],
)
def test_unknown_words_and_lonely_braces_are_named(text, word):
    with pytest.raises(UnknownPlaceholder) as refused:
        check(text)
    assert refused.value.word == word


def test_what_is_filled_in_is_not_read_again():
    assert fill("{osoba}!", {**VALUES, "name": "{cykl}"}) == "{cykl}!"


@given(st.text())
def test_any_text_is_checked_or_filled_without_an_accident(text):
    with contextlib.suppress(UnknownPlaceholder):
        check(text)
    fill(text, VALUES)


@pytest.mark.parametrize("kind", list(USUAL))
def test_the_words_of_the_house_hold_their_own_rules(kind):
    words = USUAL[kind]
    for text in (words.subject_pl, words.text_pl, words.subject_en, words.text_en):
        check(text)
        assert text


def test_without_english_everybody_gets_the_polish():
    assert Words("T", "tekst", "", "").in_language("en") == ("T", "tekst")
    assert Words("T", "tekst", "S", "text").in_language("en") == ("S", "text")
    assert Words("T", "tekst", "S", "text").in_language("pl") == ("T", "tekst")
