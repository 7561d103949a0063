"""Who speaks for an organisation, who asks to, and who may answer."""

from collections.abc import Collection

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from osnowa.lib import text
from osnowa.people.models import Account, Membership, Organisation


def people_of(organisation: Organisation) -> QuerySet[Membership]:
    """Everybody who came in the organisation's name: who asks first, then members, then by name."""
    first = Case(
        When(asked_at__isnull=False, confirmed_at__isnull=True, then=Value(0)),
        When(confirmed_at__isnull=False, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        Membership.objects.filter(organisation=organisation, person__erased_at__isnull=True)
        .select_related("person__account")
        .order_by(first, "person__sort_key", "id")
    )


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Who speaks for it now, by name."""
    return people_of(organisation).filter(confirmed_at__isnull=False)


def requests_of(organisation: Organisation) -> QuerySet[Membership]:
    """Who asks to speak for it, and waits."""
    return people_of(organisation).filter(asked_at__isnull=False, confirmed_at__isnull=True)


def requests_waiting() -> QuerySet[Membership]:
    """Who asks to speak for an organisation that is known, the one who waits longest first."""
    return (
        Membership.objects.filter(
            asked_at__isnull=False,
            confirmed_at__isnull=True,
            organisation__isnull=False,
            person__erased_at__isnull=True,
        )
        .exclude(match=Membership.Match.DOUBTFUL)
        .select_related("person__account", "organisation")
        .order_by("asked_at", "id")
    )


def accounts_that_confirm(organisation: Organisation) -> QuerySet[Account]:
    """Active accounts of members, and the one with the contact person's address: they may say who is theirs."""
    who = Q(person__memberships__organisation=organisation, person__memberships__confirmed_at__isnull=False)
    if organisation.contact_email:
        who |= Q(email=text.email_key(organisation.contact_email))
    return Account.objects.filter(who, is_active=True).distinct().order_by("id")


def accounts_of_its_side(organisation: Organisation, among: Collection[int]) -> set[int]:
    """Ids of those among the accounts who ever came in the organisation's name, or are its contact person."""
    who = Q(person__memberships__organisation=organisation)
    if organisation.contact_email:
        who |= Q(email=text.email_key(organisation.contact_email))
    return set(Account.objects.filter(who, pk__in=among).values_list("pk", flat=True))


def organisations_of_account(account: Account) -> QuerySet[Organisation]:
    """Those the account speaks for, and those whose contact person it is, by name.

    Each carries `asking`: how many people ask to speak for it, and `speaks`: is the account its confirmed member?
    """
    own = Membership.objects.filter(person=account.person_id, confirmed_at__isnull=False)
    asking = (
        Membership.objects.filter(
            organisation=OuterRef("pk"),
            asked_at__isnull=False,
            confirmed_at__isnull=True,
            person__erased_at__isnull=True,
        )
        .order_by()
        .values("organisation")
        .annotate(people=Count("id"))
        .values("people")
    )
    return (
        Organisation.objects.filter(
            Q(contact_email=account.email) | Q(pk__in=own.values("organisation")), merged_into=None
        )
        .annotate(
            speaks=Exists(own.filter(organisation=OuterRef("pk"))), asking=Coalesce(Subquery(asking), 0)
        )
        .order_by("sort_key", "id")
    )
