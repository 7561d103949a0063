"""Plain rules about readers: addresses as people type them, lists from elsewhere, signatures, records of a domain."""

import datetime as dt

import pytest

from osnowa.newsletter.rules import (
    addresses,
    consents,
    imports,
    mail_records,
    segments,
    sequences,
    signatures,
)

TODAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Anna Łąka <anna@Laka.PL>;", "anna@laka.pl"),
        (" mailto:jan@wp.pl?subject=x ", "jan@wp.pl"),
        ('"ola@laka.pl",', "ola@laka.pl"),
        ("ola @ laka.pl", "ola@laka.pl"),
        ("brak", "brak"),
    ],
)
def test_what_somebody_meant_by_a_cell(typed, meant):
    assert addresses.tidy(typed) == meant


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("anna@laka.pl", ""),
        ("o'neil+news@sub.laka.org.pl", ""),
        ("", "empty"),
        ("brak", "no_at"),
        ("@laka.pl", "no_at"),
        ("a@b@laka.pl", "many"),
        ("anna@laka", "domain"),
        ("anna@laka..pl", "domain"),
        ("anna@-laka.pl", "domain"),
        ("anna@192.168.0.1", "domain"),
        ("łąka@laka.pl", "letters"),
        ("anna..nowak@laka.pl", "letters"),
        ("anna.@laka.pl", "letters"),
        ("a" * 65 + "@laka.pl", "long"),
        ("a@" + "b" * 250 + ".pl", "long"),
    ],
)
def test_why_an_address_is_none(address, fault):
    assert addresses.fault_of(address) == fault


def test_shared_mailboxes_and_machines():
    assert addresses.is_shared("Biuro@laka.pl")
    assert not addresses.is_shared("anna@biuro.pl")
    assert addresses.is_machine("no-reply@laka.pl")
    assert addresses.is_machine("anna@example.com")
    assert not addresses.is_machine("anna@laka.pl")


def rows(cells, **more):
    table = [[cell] if isinstance(cell, str) else list(cell) for cell in cells]
    header = more.pop("header", ["Adres e-mail"])
    options = {"known": {}, "suppressed": set(), "has_proof": True, "today": TODAY, **more}
    return imports.read_rows(table, imports.columns_of(header, table), **options)


def test_a_list_with_rubbish_is_judged_row_by_row():
    """Faults 5: nearly a third of an old list is rubbish; every row says why it stays out."""
    found = rows(
        "ala@laka.pl ALA@laka.pl brak noreply@laka.pl zna@laka.pl nie@laka.pl zla@laka.pl biuro@laka.pl ela@laka.pl".split(),
        known={"zna@laka.pl": "known", "nie@laka.pl": "ended"},
        suppressed={"zla@laka.pl"},
    )
    assert [(row.number, row.verdict) for row in found] == [
        (2, "add"),
        (3, "double"),
        (4, "no_at"),
        (5, "machine"),
        (6, "known"),
        (7, "ended"),
        (8, "suppressed"),
        (9, "ask"),  # several people read it: one of them has to say yes
        (10, "add"),
    ]
    assert {row.verdict for row in rows(["ala@laka.pl"], has_proof=False)} == {"ask"}


def test_a_column_of_consents_and_languages_is_read():
    found = rows(
        [
            ("Ala", "ala@laka.pl", "12.05.2026", "angielski"),
            ("Ela", "ela@laka.pl", "nie", ""),
            ("Ola", "ola@laka.pl", "", ""),
            ("Ula", "ula@laka.pl", "tak", "pl"),
            ("Iza", "iza@laka.pl", "12.05.2031", ""),
        ],
        header=["Kto", "Poczta", "Zgoda", "Język"],
    )
    assert [row.verdict for row in found] == ["add", "no_consent", "no_consent", "add", "no_consent"]
    assert (found[0].agreed_on, found[0].language, found[3].agreed_on) == (dt.date(2026, 5, 12), "en", None)


def test_the_column_of_addresses_is_found_by_its_cells():
    assert imports.columns_of(["x", "y"], [["a", "ala@laka.pl"]]) == {"email": 1}
    assert imports.columns_of(["x"], [["a"]]) == {}


def test_a_signature_is_believed_once_it_fits_and_soon():
    body = b'{"events": []}'
    head = signatures.sign("tajne", 1000, body)
    assert signatures.fault_of(head, body, secret="tajne", now=1200) == ""
    assert signatures.fault_of(head, body, secret="tajne", now=1301) == "old"
    assert signatures.fault_of(head, body, secret="tajne", now=600) == "old"
    assert signatures.fault_of(head, body + b" ", secret="tajne", now=1000) == "forged"
    assert signatures.fault_of(head, body, secret="inne", now=1000) == "forged"
    assert signatures.fault_of(head.replace("1000", "1001"), body, secret="tajne", now=1000) == "forged"
    assert signatures.fault_of("", body, secret="tajne", now=1000) == "missing"
    assert signatures.fault_of(head, body, secret="", now=1000) == "missing"


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([], "spf_missing"),
        (["google-site-verification=x", "v=spf1 include:_spf.mail.example ~all"], "spf_good"),
        (["v=spf1 mx -all", "v=spf1 a -all"], "spf_many"),
        (["v=spf1 +all"], "spf_everybody"),
        (["v=spf1 mx ?all"], "spf_open"),
        (["v=spf1 redirect=_spf.mail.example"], "spf_good"),
        (["v=spf1 " + " ".join(f"include:{n}.example" for n in range(11)) + " -all"], "spf_long"),
        (["v=spf10 -all"], "spf_missing"),
    ],
)
def test_spf(records, code):
    assert mail_records.judge_spf(records).code == code


def test_dkim_and_dmarc():
    assert mail_records.judge_dkim(["v=DKIM1; k=rsa; p=MIGf MA0"]).code == "dkim_good"
    assert mail_records.judge_dkim(["v=DKIM1; p="]).code == "dkim_withdrawn"
    assert mail_records.judge_dkim([]).code == "dkim_missing"
    assert mail_records.judge_dmarc(["v=DMARC1; p=none; rua=mailto:a@b.pl"]).code == "dmarc_watches"
    assert mail_records.judge_dmarc(["v=DMARC1;p=reject"]).code == "dmarc_good"
    assert mail_records.judge_dmarc(["v=DMARC1; rua=x"]).code == "dmarc_broken"
    assert mail_records.judge_dmarc(["v=DMARC1; p=none", "v=DMARC1; p=none"]).code == "dmarc_many"


def test_a_choice_is_tidied_and_nonsense_left_out():
    typed = {"lists": ["3", "x", "3", 2], "roles": ["member", "", 7], "places": "Łódź", "other": [1]}
    assert segments.tidy(typed) == {"lists": [2, 3], "roles": ["member"]}


def test_words_of_consent_keep_their_versions():
    assert "listy" in consents.words_of(consents.newest())
    assert "letters" in consents.words_of(consents.newest(), "en")
    with pytest.raises(IndexError):
        consents.words_of(0)


def test_a_letter_of_a_series_is_not_written_late_or_for_the_past():
    now = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
    long_ago, day = now - dt.timedelta(days=90), dt.timedelta(days=1)
    assert sequences.is_due(now, now, long_ago)
    assert sequences.is_due(now - 2 * day, now, long_ago)
    assert not sequences.is_due(now - 4 * day, now, long_ago)
    assert not sequences.is_due(now + day, now, long_ago)
    assert not sequences.is_due(now - 2 * day, now, now - day)  # switched on only yesterday
