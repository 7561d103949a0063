"""Plain rules: contact data in public texts, days on the board."""

import datetime as dt

import pytest

from osnowa.cooperation.rules import is_due_to_tell, names_contact, renewed_until

TODAY = dt.date(2017, 5, 9)


@pytest.mark.parametrize(
    "text",
    [
        "Piszcie na ogrod@laka.example.org",
        "tel. 600 100 200",
        "600100200",
        "+48 600-100-200",
        "(+48) 600.100.200",
        "85 742 11 22",
        "(85) 742-11-22",
        "dzwoń 600\u00a0100\u00a0200!",
    ],
)
def test_an_address_or_a_number_is_found(text):
    assert names_contact(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "KRS 0000123456",
        "NIP 689-117-80-90",
        "200 sadzonek po 15 zł, 18:30-20:00",
        "sala na 20 osób @ biuro",
        "rok 2017, ul. Sadowa 4, 15-000 Białystok",
        "PL 61 1090 1014 0000 0712 1981 2874",
        "12.05.2017 i 13.05.2017",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert names_contact(text) is False


def test_renewal_is_a_month_from_today_and_never_shortens():
    assert renewed_until(TODAY - dt.timedelta(days=3), TODAY) == dt.date(2017, 6, 8)
    assert renewed_until(dt.date(2017, 9, 1), TODAY) == dt.date(2017, 9, 1)


def test_told_a_week_before_the_last_day_and_not_when_it_was_short_anyway():
    long_ago = dt.date(2017, 4, 1)
    assert is_due_to_tell(dt.date(2017, 5, 16), long_ago, TODAY) is True
    assert is_due_to_tell(dt.date(2017, 5, 17), long_ago, TODAY) is False
    assert is_due_to_tell(dt.date(2017, 5, 8), long_ago, TODAY) is False
    assert is_due_to_tell(dt.date(2017, 5, 16), TODAY, TODAY) is False
