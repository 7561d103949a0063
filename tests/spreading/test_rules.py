import datetime as dt
import random

from osnowa.spreading.rules.codes import new_code, places_in, read_code
from osnowa.spreading.rules.prints import day_is_possible


def test_a_code_is_read_however_it_is_typed():
    code = new_code(random.Random(5).choice)
    assert len(code) == 5
    assert read_code(code) == code
    assert read_code(f" {code[:2].lower()}-{code[2:].lower()} ") == code
    assert read_code("SO0ZB") == "5QQ28"  # look-alikes have one reading only
    for typed in ("", "ABC", "ABCDEF", "../..", "ŁŁŁŁŁ", "I1L1I", "A" * 5000, "\x00\x00"):
        assert read_code(typed) == ""


def test_places_come_one_in_a_line_each_once():
    assert places_in(" Biblioteka,  wejście\r\n\r\nDom kultury\nBiblioteka, wejście\n") == [
        "Biblioteka, wejście",
        "Dom kultury",
    ]


def test_days_to_come_and_long_before_the_programme_cannot_be():
    start, today = dt.date(2017, 4, 1), dt.date(2017, 6, 20)
    assert day_is_possible(today, start, today) == ""
    assert day_is_possible(today + dt.timedelta(days=1), start, today) == "future"
    assert day_is_possible(dt.date(2016, 4, 1), start, today) == ""
    assert day_is_possible(dt.date(2016, 3, 31), start, today) == "too_early"
