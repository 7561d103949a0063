"""Numbers: check digits, tidying, and what stands in one free field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.people.rules import identifiers as rule
from osnowa.people.rules import mails
from tests.factories.people import nip, regon

DIGITS = st.text("0123456789", min_size=1, max_size=20)
KINDS = st.sampled_from(["krs", "nip", "regon", "arimr", "local"])


@given(st.integers(101_000_000, 998_999_999))
def test_every_nip_with_its_check_digit_passes(first):
    assert rule.fault("nip", nip(first)) is None


@given(st.integers(101_000_000, 998_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_a_nip_is_always_found(first, place, by):
    number = nip(first)
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert rule.fault("nip", wrong) is not None


@given(st.integers(1, 99_999_999))
def test_every_regon_passes_also_padded(first):
    number = regon(first)
    assert rule.fault("regon", number) is None
    assert rule.normalise("regon", number + "00000") == number


@given(KINDS, st.text(max_size=80))
def test_normalising_twice_changes_nothing(kind, typed):
    once = rule.normalise(kind, typed)
    assert rule.normalise(kind, once) == once


@given(KINDS, st.text(max_size=80), st.text(max_size=10))
def test_any_text_gets_an_answer_in_words(kind, typed, office):
    fault = rule.fault(kind, rule.normalise(kind, typed), office=office)
    assert fault is None or fault.words % fault.values


@given(st.integers(101_000_000, 998_999_999), st.sampled_from([" ", "-", "", ". "]))
def test_separators_do_not_count(first, separator):
    number = nip(first)
    typed = f"NIP: PL {number[:3]}{separator}{number[3:6]}{separator}{number[6:]}"
    assert rule.normalise("nip", typed.replace("PL ", "")) == number


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("krs", "96794", "0000096794"),
        ("krs", "KRS 0000 096-794", "0000096794"),
        ("krs", "nr KRS: 0000096794", "0000096794"),
        ("krs", "１２３４５", "0000012345"),
        ("krs", "12345678", "12345678"),
        ("nip", "PL6891178090", "6891178090"),
        ("nip", "٦٨٩١١٧٨٠٩٠", "6891178090"),
        ("regon", "37109197200000", "371091972"),
        ("regon", "37109197200012", "37109197200012"),
        ("arimr", " kgw / 123 ", "KGW / 123"),
    ],
)
def test_numbers_are_tidied(kind, typed, kept):
    assert rule.normalise(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("krs", "0000096794", None),
        ("krs", "123", "length"),
        ("krs", "0000000000", "zeros"),
        ("nip", "6891178090", None),
        ("nip", "6891178091", "check_digit"),
        ("nip", "0000096794", "first_digit"),
        ("nip", "1000003000", "no_check_digit"),
        ("nip", "689117809", "length"),
        ("nip", "68911780X0", "letters"),
        ("regon", "371091972", None),
        ("regon", "371091973", "check_digit"),
        ("regon", "12345678512347", None),
        ("regon", "12345678512348", "check_digit"),
        ("regon", "1234567890", "length"),
        ("arimr", "abc", "no_digit"),
        ("local", "12/2017", "no_office"),
        ("nip", "", "empty"),
    ],
)
def test_fault_names_the_rule(kind, value, code):
    fault = rule.fault(kind, value)
    assert (fault.code if fault else None) == code


def test_fault_tells_which_digit_and_what_it_should_be():
    fault = rule.fault("nip", "6891178091")
    assert fault.values == {"register": "NIP", "place": 10, "right": "0", "typed": "1"}


@pytest.mark.parametrize(
    ("typed", "name", "numbers"),
    [
        ("Fundacja Łąka", "Fundacja Łąka", ()),
        ("Fundacja Łąka, KRS 0000096794", "Fundacja Łąka", (("krs", "0000096794"),)),
        ("Fundacja 2000 (NIP 689 117 80 90)", "Fundacja 2000", (("nip", "6891178090"),)),
        ("6891178090", "", (("nip", "6891178090"),)),
        ("0000096794 Łąka", "Łąka", (("krs", "0000096794"),)),
        ("371091972", "", (("regon", "371091972"),)),
        ("Łąka 371091972", "Łąka 371091972", ()),  # it could be a telephone
        ("Łąka REGON 371091972", "Łąka", (("regon", "371091972"),)),
        ("KRS 0000096794 NIP 6891178090", "", (("krs", "0000096794"), ("nip", "6891178090"))),
        ("NIP 6891178091", "NIP 6891178091", ()),
        ("Szkoła nr 3 w Łące", "Szkoła nr 3 w Łące", ()),
        ("", "", ()),
    ],
)
def test_one_free_field_is_read(typed, name, numbers):
    assert rule.read_typed(typed) == rule.Typed(name, numbers)


@given(st.text(max_size=250))
def test_any_text_in_the_free_field_is_read(typed):
    read = rule.read_typed(typed)
    assert all(rule.fault(kind, value) is None for kind, value in read.numbers)
    assert read.name or read.numbers or not typed.strip(" ,;-–()\t\n") or not "".join(typed.split())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" a@b.pl ", "a@b.pl"),
        ("mailto:a@b.pl", "a@b.pl"),
        ("Jan <a@b.pl>", "a@b.pl"),
        ("a@b.pl.", "a@b.pl"),
        ("A@B.PL", "A@B.PL"),
        ("a@b.pl\nBcc: x@y.pl", "a@b.pl Bcc: x@y.pl"),
    ],
)
def test_addresses_are_tidied(typed, kept):
    assert mails.tidy(typed) == kept


@given(st.text(max_size=300))
def test_an_accepted_address_never_holds_a_line_break(typed):
    tidy = mails.tidy(typed)
    assert not mails.is_address(tidy) or not any(c in tidy for c in "\r\n\x00 ")
