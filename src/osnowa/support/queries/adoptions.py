"""Reading tools that organisations introduce."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from osnowa.knowledge.models import ToolKnown
from osnowa.knowledge.queries import levels_of, tool_names_and_slugs, tool_page_named
from osnowa.lib import clock, text
from osnowa.people.models import Account, Organisation, Person
from osnowa.programme.models import Programme, Role
from osnowa.programme.queries import accounts_with_role, public_programmes
from osnowa.support.models import Adoption, AdoptionStage, Stage
from osnowa.support.models.adoption import tool_key
from osnowa.support.rules import stages

SUGGESTIONS = 100
# Free tools that organisations ask for most; suggested until others are known here
WELL_KNOWN = (
    "CiviCRM", "Etherpad", "Jitsi Meet", "Kanboard", "KeePassXC", "LibreOffice", "LimeSurvey", "Listmonk",
    "Mattermost", "Mobilizon", "Nextcloud", "WordPress",
)  # fmt: skip


def adoptions_of(programme: Programme) -> QuerySet[Adoption]:
    """Every tool of the programme, those that moved last first."""
    return Adoption.objects.filter(programme=programme).select_related("organisation", "owner", "mentor")


def adoptions_in(organisation: Organisation) -> QuerySet[Adoption]:
    """The organisation's own tools in all programmes, those that moved last first."""
    return Adoption.objects.filter(organisation=organisation).select_related("programme", "owner", "mentor")


def adoptions_of_mentor(programme: Programme, mentor: Account) -> QuerySet[Adoption]:
    """The living tools of which this account is the mentor: the one that has waited longest first."""
    rows = adoptions_of(programme).filter(mentor=mentor).exclude(stage=Stage.LEFT)
    return with_stages(rows).order_by("stage_on", "pk")


def stage_counts(programme: Programme) -> dict[str, int]:
    """Stage -> how many tools are at it now. One query."""
    counted = dict(
        Adoption.objects.filter(programme=programme).order_by().values_list("stage").annotate(n=Count("pk"))
    )
    return {stage: counted.get(stage, 0) for stage in Stage.values}


def with_stages(adoptions: QuerySet[Adoption]) -> QuerySet[Adoption]:
    rows = AdoptionStage.objects.select_related("recorded_by").order_by("pk")
    return adoptions.prefetch_related(Prefetch("stages", queryset=rows))


@dataclass(frozen=True)
class WayStep:
    """One row of an adoption's way. `row` is None for what usually comes next."""

    state: str
    label: str
    stage: str
    row: AdoptionStage | None = None


def way(adoption: Adoption) -> list[WayStep]:
    """The stages so far, the present one marked, and the one that usually comes next."""
    rows = list(adoption.stages.all())
    steps = [WayStep("done", str(Stage(row.stage).label), row.stage, row) for row in rows]
    if rows and rows[-1].stage != Stage.LEFT:
        steps[-1] = WayStep("now", str(Stage(rows[-1].stage).label), rows[-1].stage, rows[-1])
    ahead = stages.next_stage(adoption.stage)
    if ahead:
        steps.append(WayStep("ahead", str(Stage(ahead).label), ahead))
    return steps


def without_movement(programme: Programme, today: dt.date | None = None) -> QuerySet[Adoption]:
    """Tools on their way (neither left nor in routine use) of which nothing was heard for thirty days."""
    until = (today or clock.today()) - stages.WITHOUT_MOVEMENT
    return (
        adoptions_of(programme)
        .filter(stage_on__lt=until)
        .exclude(stage__in=[Stage.LEFT, Stage.ROUTINE])
        .order_by("stage_on", "pk")
    )


def without_mentor(programme: Programme) -> QuerySet[Adoption]:
    """Living tools that nobody advises, the one that has waited longest first."""
    waiting = adoptions_of(programme).filter(mentor__isnull=True).exclude(stage=Stage.LEFT)
    return waiting.order_by("created_at", "pk")


def tool_names(programme: Programme | None = None) -> list[str]:
    """Names to suggest: those known here, those of the catalogue, and well-known free tools.

    A name stands once, however it was spelt. Two queries.
    """
    rows = Adoption.objects.all() if programme is None else Adoption.objects.filter(programme=programme)
    known = dict(rows.order_by("-pk").values_list("tool_key", "tool_name")[:SUGGESTIONS])
    for name in (*(name for name, _slug in tool_names_and_slugs()), *WELL_KNOWN):
        known.setdefault(tool_key(name), name)
    return sorted(known.values(), key=str.casefold)


def possible_owners(organisation: Organisation) -> QuerySet[Person]:
    """Confirmed members of the organisation, by name."""
    return Person.objects.filter(
        memberships__organisation=organisation,
        memberships__confirmed_at__isnull=False,
        erased_at__isnull=True,
    ).distinct()


def possible_mentors(programme: Programme) -> QuerySet[Account]:
    return accounts_with_role(programme, Role.MENTOR)


@dataclass(frozen=True)
class PossibleMentor:
    """A mentor for an adoption. `level`: how well they know its tool (ToolKnown.Level), empty where they said nothing;
    `caring_for`: how many living tools of the programme are in their care already.
    """

    account: Account
    level: str
    caring_for: int


def mentors_for(adoption: Adoption) -> list[PossibleMentor]:
    """Who knows the tool stands first (who taught it before who knows it), then by name. At most five queries."""
    found = list(possible_mentors(adoption.programme))
    page = tool_page_named(text.fold(adoption.tool_name))
    keys = {adoption.tool_key, *(page.keys if page else ())}
    accounts = [account.pk for account in found]
    levels = levels_of(keys, accounts)
    caring = dict(
        Adoption.objects.filter(programme=adoption.programme_id, mentor__in=accounts)
        .exclude(stage=Stage.LEFT)
        .order_by()
        .values_list("mentor")
        .annotate(n=Count("pk"))
    )
    order = {ToolKnown.Level.TAUGHT.value: 0, ToolKnown.Level.KNOWS.value: 1}
    mentors = [
        PossibleMentor(account, levels.get(account.pk, ""), caring.get(account.pk, 0)) for account in found
    ]
    return sorted(mentors, key=lambda one: order.get(one.level, 2))


def programmes_to_join(today: dt.date | None = None) -> QuerySet[Programme]:
    """Programmes in which an organisation may introduce a tool now: public, begun and not over."""
    day = today or clock.today()
    return public_programmes().filter(starts_on__lte=day, ends_on__gte=day)
