"""The distribution record, prints handed out, short links of posters."""

from types import SimpleNamespace
from typing import Any

from osnowa.spreading.models import Handout, HandoutProof, ShortLink
from tests.architecture.permission_matrix.shapes import COORDINATOR, EDITOR, EVALUATOR, PROGRAMME, Row, Who
from tests.factories.spreading import HandoutFactory, HandoutProofFactory, ShortLinkFactory

READ: Who = frozenset({COORDINATOR, EDITOR, EVALUATOR})
WRITE: Who = frozenset({COORDINATOR, EDITOR})
PRINT = f"{PROGRAMME} handout.pk"
LINK = f"{PROGRAMME} short_link.pk"

ROWS: tuple[Row, ...] = (
    Row("spreading:go", "short_link.code"),
    Row("spreading:record", PROGRAMME, get=READ),
    Row("spreading:record_book", PROGRAMME, get=READ),
    Row("spreading:record_paper", PROGRAMME, get=READ),
    Row("spreading:handouts", PROGRAMME, get=READ),
    Row("spreading:handout_new", PROGRAMME, get=WRITE, post=WRITE),
    Row("spreading:handout", PRINT, get=READ),
    Row("spreading:handout_change", PRINT, get=WRITE, post=WRITE),
    Row("spreading:handout_withdraw", PRINT, get=None, post=WRITE),
    Row("spreading:handout_organisations", PRINT, get=WRITE, post=WRITE),
    Row("spreading:handout_organisation_remove", f"{PRINT} organisation.pk", get=None, post=WRITE),
    Row("spreading:proof_new", PRINT, get=None, post=WRITE),
    Row("spreading:proof", f"{PRINT} handout_proof.pk", get=WRITE, note="a photograph may show people"),
    Row("spreading:proof_delete", f"{PRINT} handout_proof.pk", get=None, post=WRITE),
    Row("spreading:links", PROGRAMME, get=READ),
    Row("spreading:link_new", PROGRAMME, get=WRITE, post=WRITE),
    Row("spreading:link", LINK, get=READ),
    Row("spreading:link_change", LINK, get=WRITE, post=WRITE),
    Row("spreading:link_end", LINK, get=None, post=WRITE),
    Row("spreading:link_reopen", LINK, get=None, post=WRITE),
    Row("spreading:poster", LINK, get=READ),
    Row("spreading:code", f"{LINK} code_ending", get=READ),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """One of everything, made by factories in `own.programme`. Names are used by `args`."""
    handout = HandoutFactory(programme=own.programme, place=f"Piknik {first_number}")
    return {
        "handout": handout,
        "handout_proof": HandoutProofFactory(handout=handout),
        "short_link": ShortLinkFactory(programme=own.programme),
        "code_ending": "png",
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    proof = HandoutProof.objects.filter(handout__programme=own.programme).order_by("pk").first()
    return {
        "handout": proof.handout if proof else Handout.objects.filter(programme=own.programme).first(),
        "handout_proof": proof,
        "short_link": ShortLink.objects.filter(programme=own.programme, ended_at=None).order_by("pk").first(),
        "code_ending": "png",
    }
