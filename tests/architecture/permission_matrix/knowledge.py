"""Articles and tools: readers open lists, the newsroom of the installation (whatever the programme) decides."""

from types import SimpleNamespace
from typing import Any

from osnowa.knowledge.models import ArticlePage, Submission, ToolCandidate, ToolPage
from tests.architecture.permission_matrix.shapes import NEWSROOM, Row
from tests.factories.knowledge import SubmissionFactory, ToolCandidateFactory, ToolPageFactory

ROWS: tuple[Row, ...] = (
    Row("knowledge:front"),
    Row("knowledge:articles"),
    Row("knowledge:tools"),
    Row("knowledge:compare"),
    Row("knowledge:feed"),
    Row("knowledge:articles_feed"),
    Row("knowledge:texts", get=NEWSROOM),
    Row("knowledge:text", "article.pk", get=NEWSROOM, shared=True),
    Row("knowledge:submit", "article.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:approve", "article.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:send_back", "article.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:tools_to_check", get=NEWSROOM),
    Row("knowledge:tool_confirm", "tool.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:candidates", get=NEWSROOM),
    Row("knowledge:candidate", "candidate.pk", get=NEWSROOM, shared=True),
    Row("knowledge:candidate_take", "candidate.pk", get=None, post=NEWSROOM, shared=True),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """One of everything, made by factories in `own.programme` (and `own.organisation`). Names are used by `args`."""
    return {
        "article": SubmissionFactory(page__programme=own.programme).page,
        "tool": ToolPageFactory(programme=own.programme),
        "candidate": ToolCandidateFactory(),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    waiting = Submission.objects.filter(state=Submission.State.WAITING).values("page_id")
    return {
        "article": ArticlePage.objects.filter(pk__in=waiting).first(),
        "tool": ToolPage.objects.live().first(),
        "candidate": ToolCandidate.objects.first(),
    }
