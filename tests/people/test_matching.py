"""When two names mean one organisation. The thresholds stand on these examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.lib import text
from osnowa.people.rules import matching, names, spelling

WORDS = st.sampled_from(
    "Fundacja Stowarzyszenie Łąka Pasieka OSP KGW Siedliska Bojary w na rzecz Rozwoju Wsi Klub Seniora „Żagiew” im. Jana 2000".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join) | st.text(max_size=60)


@given(NAMES, NAMES)
def test_likeness_is_symmetric_and_between_nothing_and_one(first, second):
    assert matching.likeness(first, second) == matching.likeness(second, first)
    assert 0 <= matching.likeness(first, second) <= 1
    assert matching.near(first, second) == matching.near(second, first)
    assert matching.same(first, second) == matching.same(second, first)


@given(NAMES)
def test_a_name_is_the_same_as_itself_shouted_quoted_and_without_marks(name):
    if names.core(name):
        assert matching.same(name, name)
        assert matching.same(name, f"„{name}”")
        assert matching.near(name, name)


@given(NAMES)
def test_core_of_a_core_is_itself(name):
    assert names.core(names.core(name)) == names.core(name)


@given(st.text(alphabet="aąbcćdeęfghijklłmnńoóprsśtuwyzźż AŁŻ„”-.", max_size=40))
def test_folding_agrees_with_the_house_for_polish(name):
    assert names.folded(name) == text.fold(name)


SAME = [
    ("Mediatorzy Polscy", "Stowarzyszenie „Mediatorzy Polscy”"),
    ("FUNDACJA CZAS NA LEPSZE JUTRO", "Czas na Lepsze Jutro"),
    ("Stow. Łąka", 'Stowarzyszenie "ŁĄKA" w likwidacji'),
    ("OSP Łąka", "Ochotnicza Straż Pożarna Łąka"),
    ("UKS Orzeł", "Uczniowski Klub Sportowy „Orzeł”"),
]
NEAR = [
    ("Fundacja Łąka", "Stowarzyszenie Łąka"),
    ("OSP Siedliska", "Ochotnicza Straż Pożarna w Siedliskach"),
    ("Siedliska", "OSP Siedliska"),
    ("Mediatrzy Polscy", "Mediatorzy Polscy"),
    ("KCWIR", "Karpackie Centrum Wspierania Inicjatyw i Rozwoju"),
    ("Karpackie Centrum Inicjatyw", "Karpackie Centrum Wspierania Inicjatyw i Rozwoju"),
    ("Fundacja Lepsze Jutro", "Czas na Lepsze Jutro"),
    ("Integracja", "Integracja-Stowarzyszenie Sprawnych Inaczej i Przyjaciół"),
    ("Grupa nieformalna Sąsiedzi", "Sąsiedzi z Bojar"),
    ("Brzezinianki", "Stowarzyszenie Brzezinianek"),
    ("Akademia Sportu", "Akademia Sportu w Lubaczowie"),
]
DIFFERENT = [
    ("OSP Siedliska", "KGW Siedliska"),
    ("Stowarzyszenie Rozwoju Wsi Łąka", "Stowarzyszenie Rozwoju Wsi Kąty"),
    ("Stowarzyszenie Przyjaciół Białegostoku", "Stowarzyszenie Przyjaciół Supraśla"),
    ("Fundacja Masz Prawo", "Fundacja Co Dalej"),
    ("Fundacja Buczek", "Fundacja Buk"),
    ("Teatr Pod Dębem", "Klub Żagiew"),
    ("Fundacja", "Stowarzyszenie"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_same(first, second):
    assert matching.same(first, second)


@pytest.mark.parametrize(("first", "second"), NEAR)
def test_near_but_not_the_same(first, second):
    assert (matching.same(first, second), matching.near(first, second)) == (False, True)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_different(first, second):
    assert (matching.same(first, second), matching.near(first, second)) == (False, False)


@given(st.text(max_size=80))
def test_spelling_takes_any_text(shouted):
    read = spelling.name(shouted)
    assert read == text.clean(read) or read == ""
    assert read.count("„") == read.count("”")


@given(st.text(alphabet="ABCĆŁŻ \"„”'-.IVX", max_size=40))
def test_spelling_twice_changes_no_letter(shouted):
    once = spelling.name(shouted)
    assert names.folded(spelling.name(once)) == names.folded(once)
