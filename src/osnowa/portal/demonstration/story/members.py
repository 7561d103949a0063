"""Some of those who came are confirmed as speaking for their organisation: from now on they may sign in."""

import datetime as dt

from django.db.models import Count

from osnowa.people.actions import ask_membership, confirm_membership
from osnowa.people.models import Account, Membership
from osnowa.portal.demonstration.story.scene import Scene
from osnowa.programme.actions import renew_role
from osnowa.programme.models import Role, TeamMember

ORGANISATIONS_WITH_MEMBERS = 24


def confirm_members(scene: Scene) -> None:
    """One member for each of the first organisations that sent somebody with a mailbox of their own.

    Fills `scene.members`, in the order in which the organisations came.
    """
    shared = (
        Membership.objects.values("person__email_key")
        .annotate(people=Count("person", distinct=True))
        .filter(people__gt=1)
        .values("person__email_key")
    )
    rows = (
        Membership.objects.filter(organisation__isnull=False, organisation__merged_into=None)
        .exclude(person__email_key__in=shared)
        .exclude(person__email_key="")
        .select_related("organisation", "person")
        .order_by("pk")
    )
    known: set[int] = set()
    for membership in rows:
        organisation = membership.organisation
        if organisation is None or organisation.pk in known or len(known) == ORGANISATIONS_WITH_MEMBERS:
            continue
        known.add(organisation.pk)
        confirm_membership(membership, by=scene.coordinator)
        scene.members.append((organisation, Account.objects.get(person=membership.person)))


def renew_evaluator(scene: Scene) -> None:
    """An evaluator's role runs out by itself; this one was renewed for another month."""
    member = TeamMember.objects.get(programme=scene.programme, role=Role.EVALUATOR, ended_at=None)
    renew_role(member, until=scene.calendar.today + dt.timedelta(days=30), by=scene.coordinator)


def ask_to_act(scene: Scene) -> None:
    """A colleague from the first of them asks to act too, and one from elsewhere: both wait on the list of today."""
    first = scene.members[0][0]
    known = {organisation.pk for organisation, _account in scene.members}
    waiting = Membership.objects.filter(
        organisation__isnull=False, organisation__merged_into=None, confirmed_at__isnull=True
    ).exclude(person__email_key="")
    colleague = waiting.filter(organisation=first).order_by("pk").first()
    stranger = waiting.exclude(organisation__in=known).order_by("pk").first()
    for membership in (colleague, stranger):
        if membership is not None:
            ask_membership(membership)
