"""What is asked about programmes. Lists come as QuerySets where they can."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import DateTimeField, Max, Model, Q, QuerySet
from django.db.models.functions import Coalesce

from osnowa.lib import clock, text
from osnowa.lib.period import Period
from osnowa.lib.prepared import Prepared
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import (
    Activity,
    Funder,
    Indicator,
    InformationClause,
    Programme,
    Role,
    ServicePaper,
    TeamMember,
    living,
)


def public_programmes() -> QuerySet[Programme]:
    """Those on the public pages, newest first."""
    return Programme.objects.filter(is_public=True).select_related("operator", "funder")


def programmes_of(account: Account) -> QuerySet[Programme]:
    """Those on whose team the account is now, newest first."""
    return (
        Programme.objects.filter(living("team__"), team__account_id=account.pk)
        .select_related("operator", "funder")
        .distinct()
    )


_newest_clause = Prepared(
    lambda programme: InformationClause.objects.filter(programme=programme).order_by("-version")[:1],
    programme=int,
)


def current_clause(programme: Programme) -> InformationClause | None:
    """The newest version of the information clause, or None where none was written."""
    return _newest_clause.first(programme=programme.pk)


def clauses(programme: Programme) -> QuerySet[InformationClause]:
    return InformationClause.objects.filter(programme=programme).order_by("-version")


def programmes_with_clause_for_readers() -> QuerySet[Programme]:
    """Those that are or once were public: who gave data then may read on what terms, also later."""
    return Programme.objects.filter(Q(is_public=True) | Q(published_at__isnull=False)).select_related(
        "operator"
    )


def activities(programme: Programme) -> QuerySet[Activity]:
    return Activity.objects.filter(programme=programme).order_by("number")


def indicators(programme: Programme) -> QuerySet[Indicator]:
    return Indicator.objects.filter(programme=programme).select_related("activity").order_by("number")


def next_number(rows: QuerySet[Any]) -> int:
    """The number after the highest one in use."""
    return (rows.aggregate(top=Max("number"))["top"] or 0) + 1


def team(programme: Programme) -> QuerySet[TeamMember]:
    """The living team: coordinators first, then by name."""
    return (
        TeamMember.objects.living()
        .filter(programme=programme)
        .select_related("account")
        .order_by("role", "account__name", "id")
    )


def living_role(programme: Programme, email: str, role: str) -> TeamMember | None:
    """The role that the person behind an address has now, in whatever letters the address is typed."""
    return (
        TeamMember.objects.living()
        .filter(programme=programme, account__email=text.email_key(email), role=role)
        .first()
    )


def former_team(programme: Programme) -> QuerySet[TeamMember]:
    return (
        TeamMember.objects.over()
        .filter(programme=programme)
        .select_related("account")
        .order_by(Coalesce("ended_at", "expires_at").desc())
    )


def with_second_factor(programme: Programme) -> set[int]:
    """Ids of the accounts on the living team that have connected a phone."""
    return set(
        Authenticator.objects.filter(
            type=Authenticator.Type.TOTP,
            user__in=TeamMember.objects.living().filter(programme=programme).values("account"),
        ).values_list("user_id", flat=True)
    )


def likely_operator() -> str:
    """The name of who most likely runs a new programme: who ran the last one, or the only organisation there is."""
    last = Programme.objects.select_related("operator").order_by("-pk").first()
    if last is not None:
        return last.operator.name
    names = list(Organisation.objects.filter(merged_into=None).values_list("name", flat=True)[:2])
    return names[0] if len(names) == 1 else ""


def accounts_with_role(programme: Programme, *roles: str) -> QuerySet[Account]:
    """Active accounts that hold one of these roles in the programme now, by name."""
    return (
        Account.objects.filter(
            living("roles__"), roles__programme=programme, roles__role__in=roles, is_active=True
        )
        .distinct()
        .order_by("name", "id")
    )


def coordinated_alone(account: Account) -> QuerySet[Programme]:
    """Programmes whose only coordinator this account is."""
    others = (
        TeamMember.objects.living()
        .filter(role=Role.COORDINATOR, account__is_active=True)
        .exclude(account=account)
    )
    return (
        Programme.objects.filter(living("team__"), team__account=account, team__role=Role.COORDINATOR)
        .exclude(pk__in=others.values("programme"))
        .distinct()
    )


def trainers(programme: Programme) -> QuerySet[Account]:
    return accounts_with_role(programme, Role.TRAINER)


def funder_named(name: str) -> Funder | None:
    """A funder whose name is the same but for case, marks and signs."""
    wanted = text.fold(name)
    return next((funder for funder in Funder.objects.all() if text.fold(funder.name) == wanted), None)


def missing_before_publication(programme: Programme) -> list[str]:
    """What a programme lacks before people may see it, as short codes: contact, summary, activities, clause."""
    lacking = []
    if not (programme.contact_email or programme.contact_phone):
        lacking.append("contact")
    if not programme.summary:
        lacking.append("summary")
    if not programme.activities.exists():
        lacking.append("activities")
    if not programme.clauses.exists():
        lacking.append("clause")
    return lacking


@dataclass(frozen=True)
class Step:
    """One step of setting up. `count`: how many there are; `done`: nothing is missing."""

    code: str
    count: int
    done: bool


def steps(programme: Programme) -> list[Step]:
    """Setting up in order: data, activities, indicators, clause, team. Everything is asked in six questions."""
    lacking = missing_before_publication(programme)
    activities_count = programme.activities.count()
    indicators_count = programme.indicators.count()
    newest = current_clause(programme)
    team_count = programme.team.filter(living()).count()
    return [
        Step("data", 0, not {"contact", "summary"}.intersection(lacking)),
        Step("activities", activities_count, activities_count > 0),
        Step("indicators", indicators_count, indicators_count > 0),
        Step("clause", newest.version if newest else 0, newest is not None),
        Step("team", team_count, team_count > 1),
    ]


@dataclass(frozen=True)
class Outside:
    """Things of one kind that stick out of a programme's dates."""

    kind: str
    count: int
    first: dt.date
    last: dt.date


def outside_dates(programme: Programme, period: Period) -> list[Outside]:
    """What happens before or after the period: activities, and whatever apps above keep below a programme.

    The apps above are not known here. Their models are found as merging finds them: by walking the relations to
    Programme, two steps deep, and asking each that has `starts_on`/`ends_on` or `starts_at`/`ends_at`.
    """
    found = []
    for model, path in _dated(Programme):
        first, last = _dates_of(model) or ("", "")
        moments = isinstance(model._meta.get_field(first), DateTimeField)  # noqa: SLF001
        before = period.starts_at if moments else period.start
        after = Q(**{f"{last}__gt": period.ends_before if moments else period.end})
        rows = model._base_manager.filter(**{path: programme}).filter(Q(**{f"{first}__lt": before}) | after)  # noqa: SLF001
        days = [(_day(start), _day(end)) for start, end in rows.values_list(first, last)]
        if days:
            found.append(
                Outside(
                    model._meta.label_lower,  # noqa: SLF001
                    len(days),
                    min(start for start, _end in days),
                    max(end for _start, end in days),
                )
            )
    return found


def _dated(root: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Models below `root` that last from a day to a day, each once, with the shortest path that leads back to it."""
    near = _below(root)
    far = [(deeper, f"{step}__{path}") for model, path in near for deeper, step in _below(model)]
    seen = {root}
    for model, path in (*near, *far):
        if model not in seen and _dates_of(model):
            seen.add(model)
            yield model, path


def _below(model: type[Model]) -> list[tuple[type[Model], str]]:
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.related_objects  # noqa: SLF001
        if relation.one_to_many and relation.related_model.__module__.startswith("osnowa.")
    ]


def _dates_of(model: type[Model]) -> tuple[str, str] | None:
    names = {field.name for field in model._meta.get_fields()}  # noqa: SLF001
    return next(
        (pair for pair in (("starts_on", "ends_on"), ("starts_at", "ends_at")) if names.issuperset(pair)),
        None,
    )


def _day(moment: dt.date) -> dt.date:
    return moment.astimezone(clock.WARSAW).date() if isinstance(moment, dt.datetime) else moment


def service_paper_by_code(code: str) -> ServicePaper | None:
    """`code` as `lib.codes.read_code` writes it."""
    return ServicePaper.objects.filter(code=code).select_related("programme__operator").first()
