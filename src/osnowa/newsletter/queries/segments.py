"""From a choice in words to readers: what a person behind an address is in the programmes, where, with which tools."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from osnowa.newsletter.models import MailingList, Reader, Segment, Subscription
from osnowa.newsletter.rules import segments as rules
from osnowa.people.models import Account, LegalForm, Membership, Organisation, Person
from osnowa.programme.models import Programme, Role, TeamMember
from osnowa.support.models import Adoption, Stage
from osnowa.workshops.models import Enrolment

IN_USE = (Stage.SET_UP, Stage.TRIAL, Stage.ROUTINE)
LIVING = (Enrolment.State.PLACED, Enrolment.State.RESERVE, Enrolment.State.APPLIED)
TEAM_ROLES = tuple(role.value for role in Role)


def narrowed(readers: QuerySet[Reader], chosen: dict[str, Any]) -> QuerySet[Reader]:
    """Those of the readers whom a segment's filter means. Still one query."""
    wanted = rules.tidy(chosen)
    if rules.LISTS in wanted:
        rows = Subscription.objects.filter(
            reader=OuterRef("pk"), mailing_list__in=wanted[rules.LISTS], ended_at=None
        )
        readers = readers.filter(Exists(rows))
    if set(wanted) - {rules.LISTS}:
        people = _people(wanted)
        readers = readers.filter(
            Q(email_key__in=people.values("email_key"))
            | Q(email_key__in=Account.objects.filter(person__in=people, is_active=True).values("email"))
        )
    return readers


def _people(wanted: dict[str, list[Any]]) -> QuerySet[Person]:
    """People for whom every criterion holds. By address, so that one mailbox of several people means each of them."""
    people = Person.objects.filter(erased_at=None).order_by()
    programmes = wanted.get(rules.PROGRAMMES, [])
    if rules.ROLES in wanted:
        people = people.filter(_has_role(wanted[rules.ROLES], programmes))
    elif programmes:
        people = people.filter(_takes_part(programmes))
    organisations = Organisation.objects.filter(merged_into=None)
    if rules.KINDS in wanted:
        organisations = organisations.filter(legal_form__in=wanted[rules.KINDS])
    if rules.PLACES in wanted:
        organisations = organisations.filter(town__in=wanted[rules.PLACES])
    if rules.TOOLS in wanted:
        uses = Adoption.objects.filter(tool_key__in=wanted[rules.TOOLS], stage__in=IN_USE)
        organisations = organisations.filter(pk__in=uses.values("organisation"))
    if {rules.KINDS, rules.PLACES, rules.TOOLS} & set(wanted):
        rows = Membership.objects.filter(organisation__in=organisations.order_by().values("pk"))
        people = people.filter(pk__in=rows.values("person"))
    return people


def _has_role(roles: list[str], programmes: list[int]) -> Q:
    """One of the roles; where programmes are chosen too, in one of them."""
    here = Q()
    team = [role for role in roles if role in TEAM_ROLES]
    if team:
        rows = TeamMember.objects.living().filter(role__in=team)
        rows = rows.filter(programme__in=programmes) if programmes else rows
        here |= Q(account__in=rows.values("account"))
    if rules.PARTICIPANT in roles:
        here |= Q(pk__in=_enrolments(programmes, (Enrolment.State.PLACED,)).values("person"))
    if rules.MEMBER in roles:
        members = Q(pk__in=Membership.objects.filter(confirmed_at__isnull=False).values("person"))
        here |= members & _takes_part(programmes) if programmes else members
    return here or Q(pk__in=[])


def _takes_part(programmes: list[int]) -> Q:
    """Signed up, on the team, or of an organisation that introduces a tool in one of the programmes."""
    team = TeamMember.objects.living().filter(programme__in=programmes)
    tools = Adoption.objects.filter(programme__in=programmes).values("organisation")
    members = Membership.objects.filter(organisation__in=tools, confirmed_at__isnull=False)
    return (
        Q(pk__in=_enrolments(programmes, LIVING).values("person"))
        | Q(account__in=team.values("account"))
        | Q(pk__in=members.values("person"))
    )


def _enrolments(programmes: list[int], states: tuple[str, ...]) -> QuerySet[Enrolment]:
    rows = Enrolment.objects.filter(state__in=states).order_by()
    return rows.filter(cycle__programme__in=programmes) if programmes else rows


def choices(programme: Programme) -> dict[str, list[tuple[str, str]]]:
    """What the programme's team may choose of each criterion: (value, label). Only what there is; four queries."""
    tools = (
        Adoption.objects.filter(stage__in=IN_USE)
        .order_by("tool_key")
        .values_list("tool_key", "tool_name")
        .distinct()
    )
    known = Membership.objects.filter(organisation__isnull=False).values("organisation")
    towns = (
        Organisation.objects.filter(merged_into=None, pk__in=known)
        .exclude(town="")
        .order_by("town")
        .values_list("town", flat=True)
        .distinct()
    )
    forms = set(
        Organisation.objects.filter(merged_into=None, pk__in=known)
        .order_by()
        .values_list("legal_form", flat=True)
        .distinct()
    )
    return {
        rules.LISTS: [
            (str(row.pk), row.title)
            for row in MailingList.objects.filter(Q(programme=programme) | Q(programme=None), closed_at=None)
        ],
        rules.PROGRAMMES: [(str(programme.pk), programme.title)],
        rules.KINDS: [(value, str(label)) for value, label in LegalForm.choices if value in forms],
        rules.TOOLS: list(dict(tools).items()),
        rules.PLACES: [(town, town) for town in towns],
    }


def segments_of(programme: Programme) -> QuerySet[Segment]:
    return Segment.objects.filter(programme=programme).order_by("name", "pk")
