"""Organisations and groups enter the registry; doubts are settled; a group registers; two entries become one."""

import datetime as dt

from osnowa.lib import clock
from osnowa.people.actions import (
    create_organisation,
    merge_organisations,
    register_group,
    settle_as_new,
    settle_membership,
)
from osnowa.people.models import LegalForm, Membership, Organisation
from osnowa.portal.demonstration.calendar import last_working_day
from osnowa.portal.demonstration.names import COORDINATOR
from osnowa.portal.demonstration.numbers import numbers_of
from osnowa.portal.demonstration.organisations import (
    GROUP_THAT_REGISTERS,
    GROUPS,
    OPERATOR,
    ORGANISATIONS,
    OTHER_OPERATOR,
    REGISTERED_LATER,
    Invented,
)
from osnowa.portal.demonstration.story.crowd import FIRST_SEQUENCE
from osnowa.portal.demonstration.story.scene import Scene

REGISTERED_SEQUENCE = 3


def found_operators(scene: Scene) -> None:
    """The operators of both programmes."""
    for sequence, row in enumerate((OPERATOR, OTHER_OPERATOR), start=1):
        scene.organisations[row.name] = add(scene, row, sequence)


def fill_registry(scene: Scene) -> None:
    """The coordinator enters whom the operator knew before the programme."""
    for sequence, row in enumerate(ORGANISATIONS, start=FIRST_SEQUENCE):
        scene.organisations[row.name] = add(scene, row, sequence)
    for place, (name, years, aims) in enumerate([*GROUPS, (GROUP_THAT_REGISTERS, 1, REGISTERED_LATER.aims)]):
        contact = scene.people.one()
        scene.organisations[name] = create_organisation(
            name,
            LegalForm.INFORMAL,
            founded_on=_years_before(scene, years),
            town="Białystok",
            aims=aims,
            contact_name=contact.name,
            contact_email=contact.email,
            contact_phone=contact.phone,
            patron=scene.organisations[OPERATOR.name] if place == 0 else None,
            is_example=True,
            by=scene.coordinator,
        )


def add(scene: Scene, row: Invented, sequence: int) -> Organisation:
    """One registered organisation, as the team would type it."""
    founded = _years_before(scene, row.years)
    is_registered = row.numbers != ""
    return create_organisation(
        row.name,
        row.form,
        identifiers=numbers_of(row, sequence),
        founded_on=founded,
        registered_on=founded + dt.timedelta(days=40) if is_registered else None,
        in_liquidation="liquidation" in row.flags,
        public_benefit="opp" in row.flags,
        short_name=row.short,
        voivodeship="podlaskie",
        town=row.town,
        street=row.street,
        postcode="15-000" if row.town == "Białystok" else "16-000",
        email=f"biuro@{row.host}.example" if row.host else "",
        website=f"https://{row.host}.example" if "site" in row.flags else "",
        aims=row.aims,
        is_example=True,
        by=scene.accounts.get(COORDINATOR.email),
    )


def settle_early_doubts(scene: Scene) -> None:
    """What was typed early and resembled something known: one belongs to a known group, two were thought new."""
    _settle(scene, "Szydełka we wtorki", "Grupa Wtorkowe Szydełka")
    for typed in ("Most nad Białą", "Rowerowy Wschód Białystok"):
        membership = _waiting(typed)
        if membership is not None:
            settle_as_new(membership, by=scene.coordinator)


def merge_cyclists(scene: Scene) -> None:
    """The coordinator noticed that two entries are one association. The other such pair still waits for her."""
    absorbed = Organisation.objects.filter(name="Rowerowy Wschód Białystok").first()
    if absorbed is not None:
        merge_organisations(
            scene.organisations["Stowarzyszenie Rowerowy Wschód"], absorbed, by=scene.coordinator
        )


def register_the_garden(scene: Scene) -> None:
    """A group became an association in the course of the programme."""
    register_group(
        scene.organisations[GROUP_THAT_REGISTERS],
        name=REGISTERED_LATER.name,
        legal_form=REGISTERED_LATER.form,
        registered_on=last_working_day(clock.today() - dt.timedelta(days=5)),
        identifiers=numbers_of(REGISTERED_LATER, REGISTERED_SEQUENCE),
        by=scene.coordinator,
    )


def mark_as_example() -> None:
    """Organisations that came in by sign-ups are as invented as the rest."""
    Organisation.objects.update(is_example=True)


def _settle(scene: Scene, typed: str, name: str) -> None:
    membership = _waiting(typed)
    if membership is not None:
        settle_membership(membership, scene.organisations[name], by=scene.coordinator)


def _waiting(typed: str) -> Membership | None:
    return Membership.objects.filter(typed=typed, match=Membership.Match.DOUBTFUL).first()


def _years_before(scene: Scene, years: int) -> dt.date:
    """Some day so many years before the programme."""
    start = scene.calendar.period.start
    return dt.date(start.year - years, scene.dice.randrange(1, 13), scene.dice.randrange(1, 29))
