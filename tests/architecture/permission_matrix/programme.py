"""The programme: promises, team, clause."""

from tests.architecture.permission_matrix.shapes import (
    COORD,
    CREATES,
    FIGURES,
    PROGRAMME,
    Row,
)

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
