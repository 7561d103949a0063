"""What hangs on sessions of a cycle: materials and calendars (rows: workshops.py)."""

from types import SimpleNamespace
from typing import Any

from osnowa.workshops.models import CalendarFeed, Material
from tests.factories.workshops import CalendarFeedFactory, MaterialFactory


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """A material of the session, one for everybody, the calendar of the participant. Names are used by `args`."""
    return {
        "material": MaterialFactory(session=own.session, title=f"Materiał {first_number}"),
        "public_material": MaterialFactory(session=own.session, access="public"),
        "feed": CalendarFeedFactory(person=own.person),
    }


def found(own: Any) -> dict[str, Any]:
    """The same in the demonstration."""
    materials = Material.objects.filter(session__cycle=own.cycle)
    return {
        "material": materials.filter(access="participants").first(),
        "public_material": materials.filter(access="public").first(),
        "feed": CalendarFeed.objects.filter(person__isnull=False).first(),
    }
