"""The programme: promises, team, clause, papers about work."""

from types import SimpleNamespace
from typing import Any

from osnowa.programme.models import ServicePaper
from tests.architecture.permission_matrix.shapes import (
    COORD,
    CREATES,
    FIGURES,
    PROGRAMME,
    Row,
)
from tests.factories.programme import ServicePaperFactory

ROWS = (
    # programme
    Row("programme:clause", PROGRAMME),
    Row("programme:create", get=CREATES, post=CREATES),
    Row("programme:overview", PROGRAMME, get=FIGURES),
    Row("programme:change", PROGRAMME, get=COORD, post=COORD),
    Row("programme:publish", PROGRAMME, get=None, post=COORD),
    Row("programme:unpublish", PROGRAMME, get=None, post=COORD),
    Row("programme:activities", PROGRAMME, get=FIGURES),
    Row("programme:activity_add", PROGRAMME, get=COORD, post=COORD),
    Row("programme:activity_change", f"{PROGRAMME} activity.number", get=COORD, post=COORD),
    Row("programme:activity_remove", f"{PROGRAMME} activity.number", get=None, post=COORD, gone_is_fine=True),
    Row("programme:clause_write", PROGRAMME, get=COORD, post=COORD),
    Row("programme:team", PROGRAMME, get=FIGURES),
    Row("programme:team_add", PROGRAMME, get=COORD, post=COORD),
    Row("programme:team_renew", f"{PROGRAMME} evaluator.pk", get=COORD, post=COORD),
    Row("programme:team_end", f"{PROGRAMME} member.pk", get=COORD, post=COORD),
    Row("programme:team_reset_second_factor", f"{PROGRAMME} member.pk", get=COORD, post=COORD),
)


def things(own: SimpleNamespace, _first_number: int) -> dict[str, Any]:
    """Made in `own.programme`. Names are used by `args`."""
    return {"service_paper": ServicePaperFactory(programme=own.programme)}


def found(own: Any) -> dict[str, Any]:
    """The same name, found in the demonstration (tests/journeys/test_every_page.py)."""
    return {"service_paper": ServicePaper.objects.filter(programme=own.programme).order_by("pk").first()}
