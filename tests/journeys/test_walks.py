"""Every page without a browser: looking changes nothing, no word is left untranslated, every link leads somewhere.

And, on the same told story: who is erased is gone from every column (fault 38).
"""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.sessions.models import Session as BrowserSession
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people import actions as people
from osnowa.people.models import Membership, Person
from osnowa.portal import actions
from osnowa.programme.models import Role, TeamMember
from osnowa.reporting.models import Report
from osnowa.reporting.queries.reports import verify_checksum
from osnowa.workshops.models import Enrolment
from tests.architecture.permission_matrix import ROWS
from tests.architecture.permission_matrix.shapes import COORDINATOR, MEMBER
from tests.architecture.test_permission_matrix import url_of
from tests.journeys.fingerprints import fingerprints
from tests.journeys.pages import ROLES, asked_by, is_for_members, pages, signed_in
from tests.journeys.things import Things
from tests.journeys.traces import where_still, words_of
from tests.portal.conftest import signed_in as browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("walks")]
# Looking writes here and nowhere else: browsers' sessions, words looked for in vain, the editor's own sessions and its
# list of subscribers.
PASSED_OVER = {
    "sessions.session",
    "lib.missedsearch",
    "wagtailadmin.editingsession",
    "wagtailcore.pagesubscription",
}


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory):
    """The story is told once for all walks, which only look; it is taken back after the last of them."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(settings, "DEMONSTRATION", True)
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("walks") / "media")
        call_command("demonstration", verbosity=0)
        if connection.vendor == "postgresql":  # nobody has counted rows that no other transaction sees
            tables = ", ".join(
                connection.ops.quote_name(name) for name in connection.introspection.table_names()
            )
            connection.cursor().execute(
                f"ANALYZE {tables}"
            )  # named: those that all databases share stay unlocked
        # Closing an answer closes the connection where a transaction is open, and this one stays open for all of them.
        patch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
        yield Things(), settings.MEDIA_ROOT
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(told, settings):
    things, settings.MEDIA_ROOT = told
    settings.DEMONSTRATION = True
    settings.PAPERS_PER_MINUTE_PER_ADDRESS = 10_000
    return things


def test_looking_at_everything_as_coordinator_changes_nothing(demonstration, client):
    client.post("/demonstracja/wejscie/coordinator/")
    every = [*dict.fromkeys(pages(demonstration))]
    every += [
        url_of(row, demonstration)
        for row in ROWS
        if row.get is not None
        and not is_for_members(row)
        and row.name
        not in {"people:undo_merge", "account_signup", "workshops:enrolment_received", "ui:parts"}
    ]
    index = "/redakcja/"
    every += [index, index + "pages/", "/redakcja/documents/", "/sitemap.xml"]
    others = {who: signed_in(demonstration, who) for who in (MEMBER, *ROLES)}
    links = set()
    before = fingerprints(PASSED_OVER)
    for url, who in asked_by(demonstration, others):
        answer = others[who].get(url)
        assert answer.status_code in (200, 302), (who, url)  # an undo without anything to undo leads back
        answer.close()
    every = dict.fromkeys(every)  # each address once: the rows and the pages name many of the same
    for url in every:
        answer = client.get(url)
        assert answer.status_code < 500, url
        if "text/html" in answer.headers.get("Content-Type", ""):
            links |= set(re.findall(r'href="(/[^"#]*)"', answer.content.decode()))
        answer.close()
    for url in sorted({link.replace("&amp;", "&") for link in links} - set(every)):
        if not url.startswith(("/static/", "/media/")):
            answer = client.get(url)
            assert answer.status_code < 500, url
            answer.close()
    after = fingerprints(PASSED_OVER)
    assert {label for label in before if before[label] != after[label]} == set()
    assert BrowserSession.objects.count() >= 1


def test_polish_pages_hold_no_english_words_of_ours(demonstration, client):
    """Texts that stand in a catalogue and look the same on the page as in the code were forgotten."""
    client.post("/demonstracja/wejscie/coordinator/")
    english = set()
    for catalogue in settings.PACKAGE.glob("*/locale/pl/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file, locale="pl"):
                text = message.id if isinstance(message.id, str) else message.id[0]
                if len(text.split()) > 2 and "%" not in text and message.string != message.id:
                    english.add(text)
    readers = {COORDINATOR: client, **{who: signed_in(demonstration, who) for who in (MEMBER, *ROLES)}}
    found = []
    for url, who in asked_by(demonstration, readers):
        answer = readers[who].get(url)
        if "text/html" not in answer.headers.get("Content-Type", ""):
            answer.close()
            continue
        page = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\u00a0", " ")
        page = re.sub(r"\s+", " ", page)
        found += [f"{url}: {text}" for text in english if f" {text} " in page]
    assert found == []


def test_every_public_link_leads_somewhere(demonstration):
    visitor = Client()
    waiting, seen, wrong = ["/"], {"/"}, []
    while waiting and len(seen) < 200:
        url = waiting.pop()
        answer = visitor.get(url)
        if answer.status_code >= 400:
            wrong.append(f"{url}: {answer.status_code}")
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        for link in re.findall(r'href="(/[^"#]*)"', answer.content.decode()):
            if not link.startswith("/static/") and link not in seen:
                seen.add(link)
                waiting.append(link)
    assert wrong == [], "\n".join(wrong)


def test_after_erasure_no_column_of_the_database_names_the_person(demonstration):
    membership = (
        Membership.objects.filter(
            confirmed_at__isnull=False, person__enrolments__certificates__isnull=False, person__phone__gt=""
        )
        .select_related("person__account", "organisation")
        .earliest("pk")
    )
    person, account = membership.person, membership.person.account
    # a rich life: signed in, the contact of the organisation, a colleague's request, an address being changed
    browser = browser_of(account)
    browser.get("/moje/")
    people.change_contact(
        membership.organisation, name=person.name, email=person.email, phone=person.phone, by=account
    )
    TeamMember.objects.create(
        programme=Enrolment.objects.filter(person=person)[0].cycle.programme,
        account=account,
        role=Role.VOLUNTEER,
    )
    people.ask_address_change(account, "nowy.adres@example.org", by=account)
    people.give_consent(person, "newsletter", by=account)
    OutgoingMail.objects.update(state="sent")
    words = words_of(person, account) | {"nowy.adres@example.org"}
    assert Person.objects.filter(name=person.name).count() == 1
    assert {"people.Person.name", "lib.OutgoingMail.text", "workshops.Certificate.facts"} <= where_still(
        words
    )
    reports = list(Report.objects.filter(state="submitted"))
    totals = (Enrolment.objects.count(), Person.objects.count())

    actions.erase_person(person, by=account)

    assert where_still(words) == set()
    assert (Enrolment.objects.count(), Person.objects.count()) == totals
    assert [verify_checksum(report) for report in reports] == [True] * len(reports)
    assert browser.get("/moje/").headers["Location"].startswith("/konto/zaloguj/")
    line = AuditLine.objects.get(deed="portal.person_erased")
    assert (line.subject_id, line.detail, line.actor) == (person.pk, {"reason": "own"}, "participant")
