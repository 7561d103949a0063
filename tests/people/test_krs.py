"""Answers of the court register: real ones (hand-checked, read from OSNOWA_SHARED) and broken ones."""

import copy
import datetime as dt
import json

import pytest

from osnowa.people.registers import krs
from osnowa.people.registers.krs import AnswerFaultyError

# Checked by hand against the answers: KRS, name, form, REGON, NIP, in liquidation, website or e-mail, street.
REAL = [
    ("0000096794", "Bieszczadzkie Stowarzyszenie na rzecz Poprawy Bezpieczeństwa", "association", "371091972", "6891178090", False, "", "Rynek 6"),
    ("0000147699", "Fundacja – Buczek", "foundation", "370414858", "6861429245", False, "", "Orzechówka 5"),
    ("0000155746", "Fundacja – Pierwsza Pomoc", "foundation", "371149217", "6842324686", False, "", "ul. Batorego 11/38"),
    ("0000162641", "Integracja-Stowarzyszenie Sprawnych Inaczej i Przyjaciół", "association", "830446650", "", False, "", "ul. Sokola 14"),
    ("0000179585", "Karpackie Centrum Wspierania Inicjatyw i Rozwoju", "association", "371167190", "6871791077", False, "", "ul. Kochanowskiego 27"),
    ("0000234234", "„Koło Gospodyń Wiejskich” w Siedliskach", "association", "180039850", "6861580284", True, "", "Siedliska 80B"),
    ("0000251069", "Lokalna Grupa Działania-Lider Dolina Strugu", "local_action_group", "180127778", "8133451711", False, "", "ul. Kościuszki 8"),
    ("0000254981", "Lasowiacy Szkole", "association", "180126193", "", False, "", "Rozalin 36"),
    ("0000258081", "Akcja Józef", "foundation", "180161597", "6842641197", False, "", ""),
    ("0000301921", "Dolinianie znad Sanu i Osławy", "association", "180321380", "6871889592", False, "", "ul. Kusocińskiego 3"),
    ("0000334696", "„Aksis” Stowarzyszenie Reumatologiczne dla Chorych Reumatologicznie i Osób ich Wspierających", "association", "180474563", "8133604014", True, "", "ul. Szopena 29/2"),
    ("0000360415", "Brzezinianki", "association", "180591286", "8181701465", False, "", "Brzeziny 168"),
    ("0000431452", "Mediatorzy Polscy", "association", "180952092", "8133677183", False, "", "ul. Lwowska 173"),
    ("0000447790", "Masz Prawo", "foundation", "180955512", "8672237706", False, "", "ul. Wyspiańskiego 4/82"),
    ("0000497368", "Centrum Badawcze Elektroniki Powerlabs", "foundation", "181074883", "8172175310", False, "", "ul. Kilińskiego 18"),
    ("0000509762", "Akademia Sportu w Lubaczowie", "sports_club", "181114074", "7931625467", False, "", "ul. Sportowa 1"),
    ("0000588668", "Co Dalej", "foundation", "363088048", "7922293505", False, "", "ul. Jana Długosza 48"),
    ("0000681447", "Instytut Optometrii i Zdrowia Oczu", "foundation", "367591531", "7010700636", False, "", "ul. Ignacego Łukasiewicza 66"),
    ("0000733609", "Felnett Health Research Foundation Initiative", "foundation", "380343850", "8672245195", False, "", ""),
    ("0000865131", "Azyl dla Futrzatych – Wystarczy Chcieć", "foundation", "387557470", "7931633509", True, "", "ul. Rejtana 10"),
    ("0000981190", "Czas na Lepsze Jutro", "foundation", "522619741", "7952570487", False, "fundacja.czasnalepszejutro@gmail.com", "ul. Seweryna Goszczyńskiego 8/9"),
    ("0001062347", "Domy Pokoju Miłosiernego Jezusa", "foundation", "526646947", "6852352626", False, "redacted1@gmail.com", "ul. Floriańska 21"),
    ("0001147607", "Infano", "foundation", "540589434", "8151822477", False, "", "ul. Tkacka 6"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "name", "form", "regon", "nip", "liquidation", "email", "street"), REAL)
def test_real_answers_are_read_rightly(  # noqa: PLR0917  the table has so many columns
    shared_data, number, name, form, regon, nip, liquidation, email, street
):
    record = krs.read((shared_data / "krs" / f"{number}.json").read_bytes())
    read = (
        record.krs,
        record.name,
        record.legal_form,
        record.regon,
        record.nip,
        record.in_liquidation,
        record.email,
        record.street,
    )
    assert read == (number, name, form, regon, nip, liquidation, email, street)
    assert (record.website, record.voivodeship) == ("", "podkarpackie")
    kept = json.dumps(record.payload)
    assert ("**" in kept, "pesel" in kept, "nazwisko" in kept) == (False, False, False)


def test_every_real_answer_is_in_the_table(shared_data):
    assert sorted(f.stem for f in (shared_data / "krs").glob("*.json")) == [row[0] for row in REAL]


def test_details_of_a_real_answer(shared_data):
    record = krs.read((shared_data / "krs" / "0000431452.json").read_bytes())
    assert (record.public_benefit, record.registered_on, record.stated_on) == (
        True,
        dt.date(2012, 8, 30),
        dt.date(2025, 1, 29),
    )
    assert (record.town, record.postcode, record.supervisor) == (
        "Rzeszów",
        "35-301",
        "Prezydent Miasta Rzeszowa",
    )
    assert record.branches[3] == "Stowarzyszenie „Mediatorzy Polscy” Oddział we Wrocławiu"


def answer(**about):
    """A whole small answer, as the register would send it."""
    seat = about.pop("seat", {})
    return {
        "odpis": {
            "rodzaj": "Aktualny",
            "naglowekA": {"rejestr": "RejS", "numerKRS": about.pop("krs", "0000999111"), "stanZDnia": "28.01.2025", "dataRejestracjiWKRS": "04.03.2002"},
            "dane": {
                "dzial1": {
                    "danePodmiotu": {"formaPrawna": "STOWARZYSZENIE", "nazwa": "„ŁĄKA”", "identyfikatory": {}, "czyPosiadaStatusOPP": False, **about},
                    "siedzibaIAdres": seat,
                },
                "dzial2": {"reprezentacja": {"nazwaOrganu": "ZARZĄD", "sklad": [{"nazwisko": {"nazwiskoICzlon": "K******"}, "imiona": {"imie": "P****"}, "funkcjaWOrganie": "PREZES"}]}},
                "dzial3": {"celDzialaniaOrganizacji": {"celDzialania": "* POMOC\n* RADA"}},
                "dzial9": {"nowyKlucz": [1, {"x": "y"}]},
            },
        }
    }  # fmt: skip


@pytest.mark.parametrize(
    ("shouted", "read"),
    [
        ('STOWARZYSZENIE "ŁĄKA"', "Stowarzyszenie „Łąka”"),
        ("OCHOTNICZA STRAŻ POŻARNA W ŁĄCE", "Ochotnicza Straż Pożarna w Łące"),
        ("OSP ŁĄKA DOLNA", "OSP Łąka Dolna"),
        ('UKS "ORZEŁ" PRZY SP NR 3 IM. ŚW. JANA PAWŁA II', "UKS „Orzeł” przy SP nr 3 im. św. Jana Pawła II"),
        ("TOWARZYSTWO PRZYJACIÓŁ ZIEMI O'BRIENA", "Towarzystwo Przyjaciół Ziemi O'briena"),
        ('KLUB "ORZEŁ', "Klub „Orzeł”"),
        ('"ŁĄKA" - W LIKWIDACJI', "Łąka"),
        ("ŁĄKA W UPADŁOŚCI LIKWIDACYJNEJ", "Łąka w Upadłości Likwidacyjnej"),
        ("LOKALNA GRUPA DZIAŁANIA – LGD ZIEMIA ŁĄK", "Lokalna Grupa Działania – LGD Ziemia Łąk"),
        ("KGW ŁĄKA", "KGW Łąka"),
        ("Fundacja eFKa", "Fundacja eFKa"),
        ("STOWARZYSZENIE NA RZECZ OSÓB Z ADHD", "Stowarzyszenie na rzecz Osób z ADHD"),
        ("ZHP CHORĄGIEW BIAŁOSTOCKA", "ZHP Chorągiew Białostocka"),
        ("«ŁĄKA» I <<PASIEKA>>", "„Łąka” i „Pasieka”"),
    ],
)  # fmt: skip
def test_names_are_put_into_readable_case(shouted, read):
    assert krs.parse(answer(nazwa=shouted)).name == read


@pytest.mark.parametrize(
    ("form", "name", "ours"),
    [
        ("STOWARZYSZENIE", "ŁĄKA", "association"),
        ("FUNDACJA", "ŁĄKA", "foundation"),
        ("STOWARZYSZENIE", "OCHOTNICZA STRAŻ POŻARNA W ŁĄCE", "fire_brigade"),
        ("STOWARZYSZENIE", "KOŁO GOSPODYŃ WIEJSKICH", "association"),
        ("STOWARZYSZENIE KULTURY FIZYCZNEJ", "LKS ŁĄKA", "sports_club"),
        ("STOWARZYSZENIE KULTURY FIZYCZNEJ", "UCZNIOWSKI KLUB SPORTOWY ŁĄKA", "pupils_sports_club"),
        ("ZWIĄZEK STOWARZYSZEŃ", "FEDERACJA ŁĄK", "union"),
        ("SPÓŁDZIELNIA SOCJALNA", "ŁĄKA", "social_cooperative"),
        ("SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ", "ŁĄKA NON-PROFIT", "non_profit_company"),
        ("SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ", "ŁĄKA", "other"),
        ("JEDNOSTKA TERENOWA STOWARZYSZENIA POSIADAJĄCA OSOBOWOŚĆ PRAWNĄ", "ŁĄKA", "branch"),
        ("KOŚCIELNA OSOBA PRAWNA", "ŁĄKA", "church"),
        ("", "ŁĄKA", "other"),
    ],
)
def test_legal_form_is_understood(form, name, ours):
    assert krs.parse(answer(formaPrawna=form, nazwa=name)).legal_form == ours


@pytest.mark.parametrize(
    ("seat", "email", "website", "notes"),
    [
        ({"adresStronyInternetowej": "BIURO@LAKA.PL"}, "biuro@laka.pl", "", ("email_in_website",)),
        ({"adresStronyInternetowej": "WWW.LAKA.PL"}, "", "https://www.laka.pl", ()),
        ({"adresStronyInternetowej": "HTTP://LAKA.PL/O-NAS"}, "", "http://laka.pl/o-nas", ()),
        ({"adresStronyInternetowej": "http//laka.pl"}, "", "http://laka.pl", ()),
        ({"adresStronyInternetowej": "nie ma"}, "", "", ("website_faulty",)),
        ({"adresStronyInternetowej": "javascript:alert(1)"}, "", "", ("website_faulty",)),
        ({"adresPocztyElektronicznej": "WWW.LAKA.PL"}, "", "https://www.laka.pl", ("website_in_email",)),
        ({"adresPocztyElektronicznej": "A@LAKA.PL", "adresStronyInternetowej": "B@LAKA.PL"}, "a@laka.pl", "", ("email_in_website",)),
        ({"adresPocztyElektronicznej": "a@laka.pl\nBcc: x@y.pl"}, "", "", ()),
    ],
)  # fmt: skip
def test_addresses_are_put_into_their_own_fields(seat, email, website, notes):
    record = krs.parse(answer(seat=seat))
    assert (record.email, record.website, record.notes) == (email, website, notes)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ({"ulica": "UL. LWOWSKA", "nrDomu": "173"}, "ul. Lwowska 173"),
        ({"ulica": "LWOWSKA", "nrDomu": "1", "nrLokalu": "2"}, "ul. Lwowska 1/2"),
        ({"ulica": "AL. JANA PAWŁA II", "nrDomu": "3A"}, "al. Jana Pawła II 3A"),
        ({"ulica": "OS. ZIELONE", "nrDomu": "4"}, "os. Zielone 4"),
        ({"ulica": "3 MAJA", "nrDomu": "5"}, "ul. 3 Maja 5"),
        ({"nrLokalu": '80 "B"'}, "Łąka 80B"),
        ({}, ""),
    ],
)
def test_street_and_number_make_one_line(address, line):
    seat = {"siedziba": {"miejscowosc": "ŁĄKA"}, "adres": address}
    assert krs.parse(answer(seat=seat)).street == line


def test_unknown_keys_are_kept_and_people_are_not():
    kept = krs.parse(answer()).payload["odpis"]["dane"]
    assert kept["dzial9"] == {"nowyKlucz": [1, {"x": "y"}]}
    assert kept["dzial2"] == {"reprezentacja": {"nazwaOrganu": "ZARZĄD", "sklad": []}}
    assert kept["dzial3"]["celDzialaniaOrganizacji"]["celDzialania"] == "* POMOC\n* RADA"


def test_people_that_are_not_masked_are_cut_out_too():
    open_people = answer()
    open_people["odpis"]["dane"]["dzial2"]["reprezentacja"]["sklad"] = [
        {"nazwisko": {"nazwiskoICzlon": "KOWALSKA"}, "imiona": {"imie": "ANNA"}}
    ]
    assert "KOWALSKA" not in json.dumps(krs.parse(open_people).payload)


def test_checksum_ignores_the_moment_of_printing_only():
    first, later, other = answer(), answer(), answer(nazwa="PASIEKA")
    later["odpis"]["naglowekA"] |= {"dataCzasOdpisu": "01.02.2026 08:00:00", "stanZDnia": "01.02.2026"}
    assert krs.parse(first).checksum == krs.parse(later).checksum != krs.parse(other).checksum


def test_wrong_numbers_inside_are_left_out_and_noted():
    record = krs.parse(answer(identyfikatory={"nip": "6891178091", "regon": "37109197200000"}))
    assert (record.nip, record.regon, record.notes) == ("", "371091972", ("nip_faulty",))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xff\xfe\x00", "not_text"),
        (b"<html>404</html>", "not_json"),
        (b'{"odpis": {"rodzaj": "Aktu', "not_json"),
        (b'{"odpis": NaN}', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "foreign"),
        (b'"odpis"', "foreign"),
        (b"{}", "foreign"),
        (b'{"odpis": []}', "foreign"),
        (b'{"features": [1, 2]}', "foreign"),
        (b'{"type": "about:blank", "title": "Not Found", "status": 404}', "not_found"),
        (b'{"odpis": {"rodzaj": "Pe\xc5\x82ny", "dane": {}}}', "full_extract"),
        (b'{"odpis": {"rodzaj": "Aktualny"}}', "no_number"),
        (json.dumps({"odpis": {"naglowekA": {"numerKRS": "0000000001"}, "dane": {"dzial1": {"danePodmiotu": {"nazwa": " \u200b"}}}}}).encode(), "no_name"),
        (b" " * (krs.LARGEST + 1) + b"{}", "too_large"),
    ],
)  # fmt: skip
def test_broken_answers_are_named_with_a_reason(content, code):
    with pytest.raises(AnswerFaultyError) as faulty:
        krs.read(content)
    assert faulty.value.code == code


def test_odd_values_never_break_the_reading():
    odd = answer(nazwa="ŁĄKA\x00 \ud800")
    odd["odpis"]["naglowekA"] |= {
        "stanZDnia": "31.02.2025",
        "dataRejestracjiWKRS": None,
        "numerOstatniegoWpisu": {"a": []},
    }
    odd["odpis"]["dane"]["dzial1"]["siedzibaIAdres"] = ["nie", "to"]
    record = krs.parse(odd)
    assert (record.name, record.stated_on, record.registered_on, record.town) == ("Łąka ?", None, None, "")
    json.dumps(record.payload).encode()


def test_reading_leaves_the_answer_as_it_was():
    given = answer()
    before = copy.deepcopy(given)
    krs.parse(given)
    assert given == before
