"""The team's pages about readers: list, one reader, lists that come from elsewhere, topics, groups, the table."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.newsletter.models import AddressSheet, MailingList, Reader, Segment
from osnowa.programme.models import Role
from tests.factories.newsletter import (
    IssueFactory,
    MailingListFactory,
    ReaderFactory,
    SubscriptionFactory,
    SuppressionFactory,
)
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.newsletter.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(slug="razem")


@pytest.fixture
def alice(client, programme):
    """A coordinator's browser."""
    return sign_in(client, TeamMemberFactory(programme=programme, role=Role.COORDINATOR).account)


def url(rest=""):
    return f"/praca/razem/newsletter/{rest}"


def test_list_searches_counts_and_asks_the_database_as_often_for_many(
    alice, programme, django_assert_max_num_queries
):
    mailing_list = MailingListFactory(programme=programme, title="Terminy warsztatów")
    readers = [
        SubscriptionFactory(mailing_list=mailing_list, reader__email=f"r{n}@laka.pl").reader
        for n in range(12)
    ]
    foreign = SubscriptionFactory(reader__email="obca@laka.pl").reader
    SuppressionFactory(email_key=readers[0].email_key)
    alice.get(url("odbiorcy/"))
    with django_assert_max_num_queries(14):
        page = alice.get(url("odbiorcy/")).content.decode()
    assert "12 odbiorców" in page
    assert "Terminy warsztatów" in page
    assert foreign.email not in page, "who chose another programme's topics only"
    found = alice.get(url("odbiorcy/?q=R11@&stan=active")).content.decode()
    assert "r11@laka.pl" in found
    assert "r10@laka.pl" not in found
    assert "r0@laka.pl" in alice.get(url("odbiorcy/?stan=stopped")).content.decode()
    assert alice.get(url("odbiorcy/?temat=abc&stan=xyz&page=99")).status_code == 200


def test_the_table_is_safe_from_formulas_and_noted(alice):
    ReaderFactory(email="=cmd|x@laka.pl")
    assert alice.get(url("odbiorcy/tabela/")).status_code == 405
    table = b"".join(alice.post(url("odbiorcy/tabela/")).streaming_content).decode()
    assert "'=cmd|x@laka.pl" in table
    assert AuditLine.objects.filter(deed="newsletter.readers_exported", detail={"count": 1}).exists()


def test_one_reader_with_proofs_is_asked_again_and_unsubscribed(alice):
    reader = ReaderFactory(confirmed_at=None)
    page = alice.get(url(f"odbiorcy/{reader.pk}/"))
    assert page.status_code == 200
    alice.post(url(f"odbiorcy/{reader.pk}/jeszcze-raz/"))
    alice.post(url(f"odbiorcy/{reader.pk}/jeszcze-raz/"))
    assert OutgoingMail.objects.count() == 1
    alice.post(url(f"odbiorcy/{reader.pk}/wypisz/"))
    reader.refresh_from_db()
    assert reader.ended_because == Reader.Ended.TEAM
    assert list(reader.consents.values_list("step", "way")) == [("asked", "team"), ("withdrawn", "team")]


LIST = """e-mail;zgoda
ala@laka.pl;12.05.2026
ALA@laka.pl;tak
biuro@laka.pl;tak
brak;tak
ela@laka.pl;nie
zna@laka.pl;tak
"""


def upload(browser, content=LIST, **more):
    file = SimpleUploadedFile("targi.csv", content.encode())
    return browser.post(url("odbiorcy/dodaj/"), {"file": file, "origin": "Targi, 12 maja", **more})


def test_a_list_is_looked_at_and_taken_over_with_its_proof_once(alice, programme):
    ReaderFactory(email="zna@laka.pl")
    mailing_list = MailingListFactory(programme=programme)
    assert "Zaznacz co najmniej jeden temat" in upload(alice).content.decode()
    where = upload(alice, has_proof="on", lists=[mailing_list.pk]).headers["Location"]
    page = alice.get(where).content.decode()
    for said in ("stoi wyżej na tej liście", "w adresie nie ma @", "nie ma zgody", "już dostaje newsletter"):
        assert said in page.lower()
    assert Reader.objects.count() == 1, "looking takes nobody over"
    alice.post(where, {"deed": "import"})
    assert alice.post(where, {"deed": "import"}).status_code == 404
    sure, asked = Reader.objects.get(email="ala@laka.pl"), Reader.objects.get(email="biuro@laka.pl")
    proof = sure.consents.get()
    assert (proof.step, proof.way, proof.words, proof.happened_at.date().isoformat()) == (
        "confirmed",
        "import",
        "Targi, 12 maja",
        "2026-05-12",
    )
    assert (sure.is_confirmed, asked.is_confirmed) == (True, False)
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["biuro@laka.pl"]
    assert mailing_list.subscriptions.count() == 2
    assert not AddressSheet.objects.exists()


def test_without_a_word_on_consents_nothing_is_read(alice):
    answer = upload(alice, origin=" ").content.decode()
    assert "skąd są zgody" in answer
    assert not AddressSheet.objects.exists()
    where = upload(alice, content="imię;uwagi\nAla;brak\n").headers["Location"]
    assert "Nie ma kolumny" in alice.get(where).content.decode()
    alice.post(where, {"deed": "drop"})
    assert not AddressSheet.objects.exists()


def test_topics_are_added_closed_and_not_doubled(alice, programme):
    data = {"title": "Terminy warsztatów", "description": "Raz w miesiącu", "is_public": "on"}
    alice.post(url("tematy/dodaj/"), data)
    assert (
        "jest już"
        in alice.post(url("tematy/dodaj/"), {**data, "title": "terminy Warsztatow"}).content.decode()
    )
    made = MailingList.objects.get()
    assert (made.slug, made.programme) == ("terminy-warsztatow", programme)
    alice.post(url(f"tematy/{made.pk}/zamknij/"), {"deed": "close"})
    made.refresh_from_db()
    assert made.closed_at is not None
    assert "Raz w" not in alice.get("/newsletter/zapis/").content.decode()


def test_a_group_is_looked_at_saved_and_kept_while_an_issue_uses_it(alice, programme):
    mailing_list = MailingListFactory(programme=programme)
    reader = SubscriptionFactory(mailing_list=mailing_list).reader
    chosen = {"lists": [mailing_list.pk]}
    page = alice.post(url("grupy/dodaj/"), {**chosen, "deed": "look"}).content.decode()
    assert reader.email in page
    assert not Segment.objects.exists(), "looking saves nothing"
    assert "Wybierz co najmniej jedno" in alice.post(url("grupy/dodaj/"), {"name": "Pusta"}).content.decode()
    alice.post(url("grupy/dodaj/"), {**chosen, "name": "Ci od warsztatów", "deed": "save"})
    again = alice.post(url("grupy/dodaj/"), {**chosen, "name": "Ci od warsztatów", "deed": "save"})
    assert again.status_code == 200
    segment = Segment.objects.get()
    assert segment.filter == {"lists": [mailing_list.pk]}
    issue = IssueFactory(programme=programme, segment=segment)
    alice.post(url(f"grupy/{segment.pk}/usun/"))
    assert Segment.objects.exists()
    issue.delete()
    alice.post(url(f"grupy/{segment.pk}/usun/"))
    assert not Segment.objects.exists()


def test_an_editor_sees_numbers_and_no_addresses(client, programme):
    editor = sign_in(client, TeamMemberFactory(programme=programme, role=Role.EDITOR).account)
    mailing_list = MailingListFactory(programme=programme)
    reader = SubscriptionFactory(mailing_list=mailing_list).reader
    page = editor.post(url("grupy/dodaj/"), {"lists": [mailing_list.pk], "deed": "look"}).content.decode()
    assert "os-figure-number" in page
    assert reader.email not in page
    assert editor.get(url("odbiorcy/")).status_code == 404


def test_the_senders_domain_is_asked_only_by_the_button(alice, settings, monkeypatch):
    asked = []
    answers = {"osnowa.pl": ["v=spf1 mx ~all"], "_dmarc.osnowa.pl": []}

    def texts_of(name):
        asked.append(name)
        if name.startswith("s1."):
            raise dns_records.NoNetwork(name)
        return answers[name]

    from osnowa.newsletter.registers import dns_records

    monkeypatch.setattr(dns_records, "texts_of", texts_of)
    settings.DEFAULT_FROM_EMAIL = "Razem <news@osnowa.pl>"
    alice.get(url("nadawca/"))
    assert asked == []
    page = alice.post(url("nadawca/"), {"selector": ""}).content.decode()
    assert asked == ["osnowa.pl", "_dmarc.osnowa.pl"]
    assert "v=spf1 mx ~all" in page
    assert "Nie ma odpowiedzi" in alice.post(url("nadawca/"), {"selector": "s1"}).content.decode()
    assert "Błąd" in alice.post(url("nadawca/"), {"selector": "../x"}).content.decode()
    settings.DEFAULT_FROM_EMAIL = "osnowa@localhost"
    assert alice.post(url("nadawca/"), {"selector": ""}).status_code == 200
