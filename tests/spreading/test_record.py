"""The record and the two indicators: read from where things are kept, each counted once, withdrawn prints not at all."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import Page

from osnowa.knowledge.models import ReadCount
from osnowa.lib import clock
from osnowa.spreading.actions.handouts import add_organisations, withdraw_handout
from osnowa.spreading.evidence import COUNTINGS
from osnowa.spreading.queries.record import record_of
from osnowa.spreading.queries.told import path_steps
from osnowa.workshops.models import Attendance, Material
from tests.factories.newsletter import DeliveryFactory, IssueFactory, ReaderFactory
from tests.factories.people import MembershipFactory, OrganisationFactory
from tests.factories.spreading import LinkDayFactory, ShortLinkFactory
from tests.factories.workshops import AttendanceFactory, CycleFactory, EnrolmentFactory
from tests.spreading.conftest import MAY, MAY_10, WORK, sign_in

MAY_20 = clock.moment(dt.date(2017, 5, 20), dt.time(9))


@pytest.fixture
def told(scene):
    """In May: 140 prints (40 of them withdrawn), one issue to three readers, five downloads, a session with materials."""
    given = scene.prints()
    add_organisations(given, [scene.laka], by=scene.alice)
    mistake = scene.prints(copies=40, title="=SUMA(A1)")
    add_organisations(mistake, [scene.brzeg], by=scene.alice)
    withdraw_handout(mistake, "Wpisane dwa razy", by=scene.alice)
    scene.prints(copies=7, given_on=dt.date(2017, 6, 1))
    issue = IssueFactory(programme=scene.programme, state="sent", queued_at=MAY_20, sent_at=MAY_20)
    zorza = OrganisationFactory(name="Zorza")
    for organisation in (scene.laka, zorza, None):
        person = None
        if organisation is not None:
            person = MembershipFactory(
                organisation=organisation, created_at=MAY_20 - dt.timedelta(days=9)
            ).person
        DeliveryFactory(issue=issue, reader=ReaderFactory(person=person), state="sent")
    DeliveryFactory(issue=issue, state="bounced")
    page = Page.objects.get(depth=2)
    for kind, day, times in (("read", 3, 9), ("download", 3, 2), ("download", 30, 3)):
        ReadCount.objects.create(
            page=page, title=page.title, programme=scene.programme, happened_on=dt.date(2017, 5, day),
            kind=kind, referrer="direct", times=times,
        )  # fmt: skip
    cycle = CycleFactory(programme=scene.programme)
    session = cycle.sessions.order_by("number").first()
    session.starts_at, session.ends_at = MAY_20 + dt.timedelta(days=2), MAY_20 + dt.timedelta(days=2, hours=3)
    session.closed_at = session.ends_at
    session.save()
    Material.objects.create(session=session, title="Ściąga", link="https://laka.example/", submission_key="a")
    came = EnrolmentFactory(
        cycle=cycle, membership=MembershipFactory(organisation=OrganisationFactory(name="Sad"))
    )
    AttendanceFactory(session=session, enrolment=came, mark=Attendance.Mark.PRESENT)
    LinkDayFactory(link=ShortLinkFactory(programme=scene.programme), day=MAY_10, visits=4)
    return scene


def test_figures_and_their_lines_agree_and_count_nothing_twice(told):
    copies, reached = COUNTINGS
    assert (copies.total(told.programme, MAY), reached.total(told.programme, MAY)) == (
        Decimal(108),
        Decimal(3),
    )
    for one, counting, left_out in ((copies, [2 + 3, 100, 3], 1), (reached, [1, 1, 1], 1)):
        lines = list(one.lines(told.programme, MAY))
        assert sorted(line.amount for line in lines if line.counts) == sorted(counting)
        assert sum(line.amount for line in lines if line.counts) == one.total(told.programme, MAY)
        assert [line.happened_on for line in lines] == sorted(line.happened_on for line in lines)
        assert ["Wpisane dwa razy" in line.reason for line in lines if not line.counts] == [True] * left_out
        assert all(line.who is None for line in lines)
    proofs = {line.organisation: line.source.kind for line in lines if line.counts}
    assert proofs[told.laka.pk] == "spreading.handout"  # its first fact, though a letter came later
    assert sorted(proofs.values()) == ["newsletter.issue", "spreading.handout", "workshops.attendance"]


def test_the_record_gathers_everything_once(told):
    record = record_of(told.programme, MAY)
    assert (record.copies, record.prints, record.letters, record.downloads) == (108, 100, 3, 5)
    assert (record.organisations, record.reads, record.visits) == (3, 9, 4)
    assert [(row.letters, row.organisations) for row in record.issues] == [(3, 2)]
    assert [(row.reads, row.downloads) for row in record.texts] == [(9, 5)]
    assert [(row.materials, row.people, row.organisations) for row in record.sessions] == [(1, 1, 1)]
    with CaptureQueriesContext(connection) as few:
        record_of(told.programme, MAY)
    for number in range(3):
        add_organisations(told.prints(title=f"Plakat {number}"), [told.laka], by=told.alice)
    with CaptureQueriesContext(connection) as many:
        record_of(told.programme, MAY)
    assert len(many) == len(few) <= 12


def test_page_workbook_and_paper_of_a_period(told, client):
    sign_in(client, told.eve)
    asked = "?od=2017-05-01&do=2017-05-31"
    page = client.get(WORK + asked).content.decode()
    assert "Wpisane dwa razy" not in page
    assert f"rejestr.pdf{asked}".replace("&", "&amp;") in page
    book = load_workbook(io.BytesIO(client.get(f"{WORK}rejestr.xlsx{asked}").content)).active
    assert book.max_row == 1 + 5
    told.prints(title="=SUMA(A1)", given_on=dt.date(2017, 6, 2))
    book = load_workbook(io.BytesIO(client.get(f"{WORK}rejestr.xlsx").content)).active
    assert "=SUMA(A1)" in {cell.value for cell in book["C"] if cell.data_type == "s"}
    paper = client.get(f"{WORK}rejestr.pdf{asked}")
    assert paper.content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in paper.content
    assert paper.headers["Content-Disposition"].startswith(
        'attachment; filename="wiedza-rozpowszechnianie-2017-05-01'
    )


def test_an_organisation_finds_the_prints_on_its_way(told):
    (step,) = path_steps(told.laka)
    assert (step.title, step.text, step.happened_on) == ("Druki: Ulotka", "Piknik", MAY_10)
    assert path_steps(told.brzeg) == []
