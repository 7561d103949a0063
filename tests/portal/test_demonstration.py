"""The demonstration: whole on any day of the year, made once, never on foreign ground."""

import datetime as dt
import io
import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from osnowa.knowledge.models import Submission, ToolPage, ToolUse, Topic
from osnowa.lib import clock
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people import queries as people_queries
from osnowa.people.models import LegalForm, Merge, Organisation, Person
from osnowa.people.rules import identifiers
from osnowa.portal.demonstration import numbers
from osnowa.portal.demonstration.calendar import Calendar, easter, is_free_day
from osnowa.portal.demonstration.cycles_later import EIGHT_CYCLES
from osnowa.portal.demonstration.indicators import INDICATORS
from osnowa.portal.demonstration.kinds_of_texts import KINDED
from osnowa.portal.demonstration.story import catalogue, library, recruiting, setting
from osnowa.portal.demonstration.story.catalogue import TAKEN
from osnowa.portal.demonstration.story.telling import tell
from osnowa.portal.demonstration.texts import texts
from osnowa.programme.models import Programme, Role
from osnowa.reporting.models import Report
from osnowa.reporting.queries import COUNTINGS, indicators_with_figures
from osnowa.workshops.models import AccessNeeds, Certificate, Cycle, Session
from osnowa.workshops.queries.cycles import cycles_of, places_of, recruitment_of_row
from tests.factories.people import OrganisationFactory
from tests.factories.programme import ProgrammeFactory

LENGTHS = [len(cycle.sessions) for cycle in EIGHT_CYCLES]
SLUG = "wiedza-wspolpraca-rozwoj"


def noon(day: dt.date) -> dt.datetime:
    return clock.moment(day, dt.time(12))


@pytest.fixture
def demonstration_mode(settings):
    settings.DEMONSTRATION = True


@pytest.fixture
def small_rush(monkeypatch):
    """The same story with a sixth of the people, a few tools and without the starter library."""
    monkeypatch.setattr(catalogue, "TAKEN", 4)
    monkeypatch.setattr(library, "load_library", lambda **_by: [])
    rushes = {number: recruiting.Rush(rush.arrivals // 6, (1,)) for number, rush in recruiting.RUSHES.items()}
    monkeypatch.setattr(recruiting, "RUSHES", rushes | {5: recruiting.Rush(9, (1,))})
    monkeypatch.setattr(setting, "CAPACITIES", dict.fromkeys(range(1, 9), 5))


def test_easter_of_known_years():
    assert [easter(year) for year in (2017, 2024, 2026, 2027)] == [
        dt.date(2017, 4, 16),
        dt.date(2024, 3, 31),
        dt.date(2026, 4, 5),
        dt.date(2027, 3, 28),
    ]


def test_calendar_holds_on_every_day_of_four_years():
    day = dt.date(2026, 1, 1)
    while day < dt.date(2030, 1, 1):
        calendar = Calendar(day)
        period, cycles = calendar.period, calendar.cycles(LENGTHS)
        months = (day.year * 12 + day.month) - (period.start.year * 12 + period.start.month)
        assert months + 1 == 5, day
        now = noon(day)
        for number, days in cycles.items():
            assert len(set(days.days)) == LENGTHS[number - 1], day
            assert period.start <= days.days[0] <= days.days[-1] <= period.end, (day, number)
            assert not [one for one in days.days if is_free_day(one)], (day, number)
            assert dt.timedelta(days=8) <= days.closes_at - days.opens_at, (day, number)
            assert days.closes_at < days.starts_at(0), (day, number)
        assert max(cycles[n].ends_at(-1) for n in (1, 2, 3)) < now, day
        assert cycles[4].days[2] < day <= cycles[4].days[3], day
        assert all(cycles[n].opens_at < now < cycles[n].closes_at for n in (5, 6, 7)), day
        assert now < cycles[8].opens_at, day
        day += dt.timedelta(days=1)


def test_numbers_pass_their_checks_and_are_distinct():
    made = {(kind, make(sequence)) for sequence in range(1, 100) for kind, make in NUMBERS.items()}
    assert len(made) == 3 * 99
    assert [fault for kind, value in made if (fault := identifiers.fault(kind, value))] == []


NUMBERS = {"krs": numbers.krs, "nip": numbers.nip, "regon": numbers.regon}


def test_texts_fit_their_fields():
    fields = ("title", "summary", "level", "accessibility", "childcare", "place")
    too_long = [
        (cycle.number, name)
        for cycle in EIGHT_CYCLES
        for name in fields
        if len(getattr(cycle, name)) > Cycle._meta.get_field(name).max_length
    ]
    assert too_long == []
    longest = Session._meta.get_field("title").max_length
    assert [title for cycle in EIGHT_CYCLES for title in cycle.sessions if len(title) > longest] == []


def test_articles_and_tools_are_whole_and_plain():
    told = texts()
    assert Counter(text.fate for text in told) == {"published": 12, "waiting": 1, "sent_back": 1, "draft": 1}
    assert [text.title for text in told if len(text.lead) > 300 or text.topic not in Topic.values] == []
    words = {
        text.title: len(re.sub(r"<[^>]+>", " ", text.body).split())
        for text in told
        if text.fate == "published"
    }
    assert {title: count for title, count in words.items() if not 250 <= count <= 500} == {}
    assert [text.title for text in told if "**" in text.body or "](" in text.body] == []


def test_indicators_are_of_known_kinds():
    assert {indicator.kind for indicator in INDICATORS} <= set(COUNTINGS)


def test_story_is_told_whole(db):
    now = clock.moment(dt.date(2026, 11, 22), dt.time(12))
    told = tell(now)
    with clock.at(now):
        programme = Programme.objects.get(slug=SLUG)
        cycles = list(cycles_of(programme))
        assert [recruitment_of_row(cycle).value for cycle in cycles] == [
            *("over", "over", "over", "started"),
            *("reserve", "open", "open", "not_open"),
        ]
        assert (places_of(cycles[4]).free, places_of(cycles[4]).reserve > 5) == (0, True)
        assert places_of(cycles[5]).free == 2
        assert [typed.typed for typed in people_queries.memberships_to_settle()] == [
            "Zielone Podwórko",
            "OSP Nowa Osnowa",
            "Fundacja Nitki",
        ]
        assert [(d.first.name, d.second.name) for d in people_queries.duplicates_suggested()] == [
            ("Fundacja Most na Białej", "Most nad Białą")
        ]
        states = {figure.state for figure in indicators_with_figures(programme)}
        assert {"done", "soon", "overdue"} <= states
    counts = dict(told.counts)
    described = 12 - sum(1 for text in texts() if text.tool)
    assert counts["articles and tools"] == described + len(KINDED) + TAKEN
    assert {tool.freshness(now.date()) for tool in ToolPage.objects.live()} == {"fresh", "ageing", "stale"}
    assert ToolUse.objects.count() >= 3
    assert sorted(Submission.objects.exclude(state="approved").values_list("state", flat=True)) == [
        "sent_back",
        "waiting",
    ]
    assert 60 <= counts["organisations and groups"] <= 70
    assert 185 <= counts["people"] <= 215
    assert Organisation.objects.exclude(is_example=True).count() == 0
    assert set(Organisation.objects.values_list("legal_form", flat=True)) == set(LegalForm.values)
    assert Merge.objects.count() == 1
    assert counts["texts of the starter library"] == 22
    assert Certificate.objects.filter(revoked_at__isnull=False).count() == 1
    assert AccessNeeds.objects.count() >= 5
    assert Session.objects.filter(cycle__number=4, closed_at__isnull=False).count() == 2
    assert OutgoingMail.objects.exclude(state=OutgoingMail.State.SENT).count() == 0
    assert not AuditLine.objects.filter(happened_at__gt=now).exists()
    moments = list(AuditLine.objects.order_by("id").values_list("happened_at", flat=True))
    assert moments == sorted(moments)
    assert {*programme.team.values_list("role", flat=True)} == set(Role.values)
    submitted = Report.objects.get(programme=programme, state=Report.State.SUBMITTED)
    assert Report.objects.filter(programme=programme, state=Report.State.DRAFT).count() == 1
    assert submitted.figures.count() == len(INDICATORS)


@pytest.mark.parametrize(
    "day",
    [dt.date(2028, 2, 29), dt.date(2027, 1, 1), dt.date(2027, 3, 28)],
    ids=["leap day", "New Year", "clocks go forward"],
)
def test_story_is_told_on_odd_days(db, small_rush, day):
    now = clock.moment(day, dt.time(0, 20))
    tell(now)
    with clock.at(now):
        cycles = list(cycles_of(Programme.objects.get(slug=SLUG)))
        assert [recruitment_of_row(cycle).value for cycle in cycles] == [
            *("over", "over", "over", "started"),
            *("reserve", "open", "open", "not_open"),
        ]
        assert [duplicate.second.name for duplicate in people_queries.duplicates_suggested()] == [
            "Most nad Białą"
        ]
        assert Person.objects.filter(created_at__gt=now).count() == 0


def test_command_refuses_outside_demonstration_mode(db):
    with pytest.raises(CommandError, match="OSNOWA_MODE=demonstration"):
        call_command("demonstration")


@pytest.mark.usefixtures("demonstration_mode")
def test_command_keeps_away_from_real_programmes(db):
    ProgrammeFactory()
    with pytest.raises(CommandError, match="1 programmes that are no example"):
        call_command("demonstration", again=True)
    assert Programme.objects.count() == 1


@pytest.mark.usefixtures("demonstration_mode")
def test_command_keeps_away_from_real_organisations(db):
    OrganisationFactory()
    with pytest.raises(CommandError, match="1 organisations that are no example"):
        call_command("demonstration")


def told_by() -> tuple[list[str], list[str]]:
    people = list(Person.objects.order_by("id").values_list("name", flat=True))
    return people, list(AuditLine.objects.order_by("id").values_list("deed", flat=True))


@pytest.mark.usefixtures("demonstration_mode", "small_rush")
def test_command_lays_it_once_and_the_same_again_when_asked(db):
    said = io.StringIO()
    with clock.at(clock.moment(dt.date(2026, 11, 22), dt.time(12))):
        call_command("demonstration", stdout=said)
        first, story = Programme.objects.get(slug=SLUG).pk, told_by()
        call_command("demonstration", stdout=said)
        assert Programme.objects.get(slug=SLUG).pk == first
        OrganisationFactory(name="Dopisane w czasie próby")
        call_command("demonstration", again=True, stdout=said)
    assert Organisation.objects.filter(name="Dopisane w czasie próby").count() == 0
    assert told_by() == story
    lines = said.getvalue().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "The demonstration is there",
        "The demonstration is already there (osnowa demonstration --again makes it anew).",
        "The demonstration is there",
    ]
