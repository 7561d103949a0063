"""How tests of recruitment apply, wait for the closing, and read pages."""

import datetime as dt
import html

from django.urls import reverse

from osnowa.lib import clock
from osnowa.people.models import LegalForm
from osnowa.workshops.actions.terms import set_terms
from osnowa.workshops.models import Cycle, Enrolment
from tests.factories.people import MembershipFactory, OrganisationFactory
from tests.factories.workshops import EnrolmentFactory


def by_points(cycle, alice, **changes):
    set_terms(cycle, mode=Cycle.Mode.SCORED, by=alice, **changes)
    cycle.refresh_from_db()
    return cycle


def applied(cycle, *, form=LegalForm.FOUNDATION, organisation=None, **changes):
    organisation = organisation or OrganisationFactory(legal_form=form)
    membership = MembershipFactory(organisation=organisation)
    return EnrolmentFactory(cycle=cycle, membership=membership, state=Enrolment.State.APPLIED, **changes)


def closed(cycle):
    """The clock a minute after the sign-up has closed."""
    return clock.at(cycle.recruitment_closes_at + dt.timedelta(minutes=1))


def reason_of(error):
    return error.value.code


def page(name, *more):
    """A work page of cycle 6 of the programme "wiedza"."""
    return reverse(f"workshops:{name}", args=["wiedza", 6, *more])


def text_of(answer):
    return html.unescape(answer.content.decode())


def main_of(answer):
    return text_of(answer).partition("<main")[2].partition("</main>")[0]
