"""Who took the list of addresses along."""

from django.db import transaction

from osnowa.newsletter.actions import deeds
from osnowa.people.models import Account
from osnowa.programme.models import Programme


@transaction.atomic
def note_export(programme: Programme, count: int, *, by: Account) -> None:
    """Leave a line that so many addresses were downloaded."""
    deeds.exported.record(programme, by=by, programme_id=programme.pk, count=count)
