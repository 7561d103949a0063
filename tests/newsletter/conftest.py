"""Alice coordinates, Ed edits, Eve evaluates, Mia mentors; readers confirmed."""

import datetime as dt
from dataclasses import dataclass

import pytest

from osnowa.lib import clock
from osnowa.newsletter.actions.delivery import queue_issue
from osnowa.newsletter.models import Delivery, Issue
from osnowa.people.models import Account
from osnowa.programme.models import Programme, Role
from tests.factories.newsletter import IssueFactory, IssueItemFactory, ReaderFactory
from tests.factories.people import AccountFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory

NOON = dt.datetime(2026, 5, 4, 10, 0, tzinfo=dt.UTC)  # in Warsaw


@dataclass
class Scene:
    programme: Programme
    alice: Account
    ed: Account
    eve: Account
    mia: Account


@pytest.fixture
def scene(db) -> Scene:
    programme = ProgrammeFactory(slug="wiedza", title="Wiedza → współpraca")
    people = []
    for role in (Role.COORDINATOR, Role.EDITOR, Role.EVALUATOR, Role.MENTOR):
        people.append(AccountFactory())
        TeamMemberFactory(programme=programme, account=people[-1], role=role)
    return Scene(programme, *people)


@pytest.fixture
def at_noon():
    with clock.at(NOON):
        yield NOON


@pytest.fixture
def own_home(settings, tmp_path):
    """Where this test's workers keep their journals."""
    settings.HOME = tmp_path
    return tmp_path


def draft(programme: Programme | None = None, **fields) -> Issue:
    issue = IssueFactory(**({"programme": programme} if programme else {}), **fields)
    IssueItemFactory(issue=issue)
    return issue


def under_way(readers: int = 3, **fields) -> Issue:
    """An issue queued for so many readers."""
    ReaderFactory.create_batch(readers)
    return queue_issue(draft(**fields), by=None)


def states(issue: Issue) -> list[str]:
    return list(Delivery.objects.filter(issue=issue).order_by("pk").values_list("state", flat=True))
