"""The own page of somebody who has just signed up says the same to everybody, but for what they typed.

So it is kept like the page of a cycle (`ui.kept`): the template gets a stand-in of the sign-up that holds places for
the typed words, and nothing else of the person. What the stand-in does not hold it refuses to give, aloud: a new line
in the template shows in the tests, and never somebody's words to somebody else.
"""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse

from osnowa.lib import clock
from osnowa.ui.kept import kept_page, row_values
from osnowa.workshops.models import Enrolment

State = Enrolment.State
TEMPLATE = "workshops/public/enrolment.html"
# What only a few have on their page, or have for a while: such a page is made for them alone
OF_FEW = (
    "refusal",
    "tasks",
    "tasks_done",
    "answers",
    "colleagues",
    "marks",
    "certificate",
    "row",
    "prepared",
    "offered_until",
    "undo_until",
    "begun",
    "pending",
    "lapsed",
)


class Unknown(Exception):
    """The template asks the stand-in for something that it does not hold."""


class StandIn(SimpleNamespace):
    def __getattr__(self, name: str) -> Any:
        raise Unknown(f"{name} is not among what a kept own page may show.")


def own_sheet(request: HttpRequest, enrolment: Enrolment, context: Mapping[str, Any]) -> HttpResponse | None:
    """The kept page for this context, or None where the page has to be made for this person alone."""
    if request.GET or enrolment.state not in (State.PLACED, State.RESERVE):
        return None
    if any(context.get(name) for name in OF_FEW) or any(choice.given for choice in context["consents"]):
        return None
    membership, person, needs = enrolment.membership, enrolment.person, getattr(enrolment, "needs", None)
    if membership is not None and (membership.confirmed_at or membership.asked_at or membership.refused_at):
        return None
    typed = {
        "name": person.name,
        "email": person.email,
        "organisation": membership.typed if membership else "",
        "reference": enrolment.reference,
        "position": str(context.get("position") or ""),
    }
    held = {
        "state": enrolment.state,
        "offer_declined_at": enrolment.offer_declined_at,
        "phone": bool(person.phone),
        "needs": needs and {"keep": needs.keep, "is_carried": needs.is_carried},
        "has_membership": membership is not None,
        "empty": [name for name, words in typed.items() if not words],
    }
    shared = {name: value for name, value in context.items() if name not in ("enrolment", "position")}
    values = (clock.today(), held, {name: _said(value) for name, value in shared.items()})

    def make(fresh: Mapping[str, str]) -> dict[str, Any]:
        words = {name: fresh[name] if typed[name] else "" for name in typed}
        stand_in = StandIn(
            state=held["state"],
            offer_declined_at=held["offer_declined_at"],
            token=enrolment.token,
            reference=words["reference"],
            person=StandIn(name=words["name"], email=words["email"], phone=held["phone"]),
            membership=StandIn(
                typed=words["organisation"], confirmed_at=None, is_asking=False, refused_at=None
            )
            if membership is not None
            else None,
            needs=StandIn(**held["needs"]) if held["needs"] else None,
        )
        return {**shared, "enrolment": stand_in, "position": words["position"]}

    return kept_page(request, TEMPLATE, values, make, own=enrolment.token, **typed)


def _said(value: Any) -> Any:
    """A value as its repr tells all of it: rows by their columns."""
    if isinstance(value, models.Model):
        return row_values(value)
    if isinstance(value, list | tuple):
        return [_said(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value
