"""Which organisation runs a programme, from one free field."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osnowa.lib.errors import RuleBroken
from osnowa.people import actions as people_actions
from osnowa.people import queries as people_queries
from osnowa.people.models import Account, LegalForm, Organisation
from osnowa.people.rules import identifiers


@transaction.atomic
def take_operator(typed: str, *, by: Account | None) -> Organisation:
    """The organisation of this name or number; one that nobody knows yet is added to the registry.

    Raises RuleBroken (field `operator`): `ambiguous` where several are called so, `unknown_number` where only a number
    was typed and nobody has it.
    """
    read = identifiers.read_typed(typed)
    same: list[Organisation] = []
    for kind, value in read.numbers:
        same = list(
            Organisation.objects.filter(identifiers__kind=kind, identifiers__value=value, merged_into=None)
        )
        if same:
            break
    if not same:
        same, _rivals = people_queries.organisations_same(read.name)
    if len(same) == 1:
        return same[0]
    if same:
        raise RuleBroken(
            _("Several organisations have this name. Write the KRS or NIP number instead."),
            code="ambiguous",
            field="operator",
        )
    if not read.name:
        raise RuleBroken(
            _("We do not know an organisation with this number. Write its name as well."),
            code="unknown_number",
            field="operator",
        )
    return people_actions.create_organisation(read.name, LegalForm.UNKNOWN, identifiers=read.numbers, by=by)
