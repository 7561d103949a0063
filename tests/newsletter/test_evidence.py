"""Total and lines are two ways to the same figure."""

import datetime as dt
from decimal import Decimal

import pytest

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.newsletter.evidence import COUNTINGS
from tests.factories.newsletter import DeliveryFactory, IssueFactory
from tests.factories.programme import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_issues_and_letters_are_counted_on_their_day():
    programme = ProgrammeFactory()
    may = Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))
    last = clock.moment(may.end, dt.time(23, 30))
    read, unread = (IssueFactory(programme=programme, state="sending", queued_at=at) for at in (last, last))
    IssueFactory(programme=programme, state="sending", queued_at=last + dt.timedelta(hours=1))
    IssueFactory(state="sending", queued_at=last)
    for state in ("sent", "sent", "bounced", "queued"):
        DeliveryFactory(issue=read, state=state)
    DeliveryFactory(issue=unread, state="failed")
    figures = {one.kind: one.total(programme, may) for one in COUNTINGS}
    assert figures == {"newsletter.issues_sent": Decimal(1), "newsletter.letters_delivered": Decimal(2)}
    for one in COUNTINGS:
        lines = list(one.lines(programme, may))
        assert sum(line.amount for line in lines if line.counts) == figures[one.kind]
        assert [line.counts for line in lines] == [True, False]
        assert {line.happened_on for line in lines} == {may.end}
