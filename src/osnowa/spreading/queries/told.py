"""What spreading tells elsewhere: on an organisation's way."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osnowa.people.models import Organisation
from osnowa.people.rules.path import PathStep
from osnowa.spreading.models import Handout


def path_steps(organisation: Organisation) -> list[PathStep]:
    """Prints that the organisation got, without withdrawn ones. One query."""
    given = Handout.objects.filter(organisations=organisation, withdrawn_at=None).select_related("programme")
    return [
        PathStep(
            happened_on=row.given_on,
            title=_("Prints: %(title)s") % {"title": row.title},
            text=row.place,
            state_label=pgettext("prints", "received"),
            url=reverse("spreading:handout", args=[row.programme.slug, row.pk]),
            programme=row.programme_id,
        )
        for row in given.order_by("given_on", "pk")
    ]
