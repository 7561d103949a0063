"""Which mentors know a tool. Readers see those who agreed; the team sees all."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When

from osnowa.knowledge.models import ToolKnown
from osnowa.people.models import Account, Consent
from osnowa.programme.models import Role, TeamMember
from osnowa.programme.queries import public_programmes

_BEST_FIRST = Case(
    When(level=ToolKnown.Level.TAUGHT, then=Value(0)), default=Value(1), output_field=IntegerField()
)


def _of_mentors(*, for_readers: bool) -> QuerySet[ToolKnown]:
    """Each row carries `is_named`: did the mentor agree that readers see it? `for_readers`: only those."""
    mentoring = TeamMember.objects.living().filter(role=Role.MENTOR, account=OuterRef("account"))
    agreed = Consent.objects.filter(
        kind=Consent.Kind.TOOLS, withdrawn_at=None, person__account=OuterRef("account")
    )
    rows = ToolKnown.objects.filter(account__is_active=True).annotate(is_named=Exists(agreed))
    if for_readers:
        mentoring = mentoring.filter(programme__in=public_programmes().values("pk"))
        rows = rows.filter(is_named=True).exclude(account__name="")
    return rows.filter(Exists(mentoring))


def who_knows(keys: Collection[str], *, for_readers: bool = True) -> QuerySet[ToolKnown]:
    """Mentors who know the tool with one of these keys, who taught it first, then by name. One query."""
    rows = _of_mentors(for_readers=for_readers).filter(tool_key__in=keys)
    return rows.select_related("account").order_by(_BEST_FIRST, "account__name", "pk")


def mentors_by_tool() -> Mapping[str, set[int]]:
    """Key of a tool -> accounts of mentors whom readers may ask about it. One query."""
    found: dict[str, set[int]] = defaultdict(set)
    for key, account in _of_mentors(for_readers=True).values_list("tool_key", "account_id"):
        found[key].add(account)
    return found


def levels_of(keys: Collection[str], accounts: Collection[int]) -> dict[int, str]:
    """Account -> how well it knows the tool with one of these keys (ToolKnown.Level); for the team. One query."""
    rows = ToolKnown.objects.filter(tool_key__in=keys, account__in=accounts).order_by(_BEST_FIRST, "pk")
    found: dict[int, str] = {}
    for account, level in rows.values_list("account_id", "level"):
        found.setdefault(account, level)
    return found


def tools_known_by(account: Account) -> QuerySet[ToolKnown]:
    """What the account said of itself, by name of the tool."""
    return ToolKnown.objects.filter(account=account)


def agreed_to_be_named(account: Account) -> Consent | None:
    """The account's living consent to be shown to readers."""
    return Consent.objects.filter(person__account=account, kind=Consent.Kind.TOOLS, withdrawn_at=None).first()
