"""Articles and tools: readers open lists, the newsroom of the installation (whatever the programme) decides."""

from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

from wagtail.images.models import Rendition

from osnowa.knowledge.actions import keep_picture
from osnowa.knowledge.models import (
    ArticlePage,
    CollectionPage,
    Submission,
    ToolCandidate,
    ToolKnown,
    ToolPage,
)
from osnowa.knowledge.queries.about import words_of_share_picture
from osnowa.lib import share_pictures
from osnowa.people.queries import pages_shown
from tests.architecture.permission_matrix.shapes import MENTOR, NEWSROOM, NOBODY, Row, Who
from tests.factories.knowledge import (
    ArticlePageFactory,
    CollectionPageFactory,
    SentTextFactory,
    SubmissionFactory,
    ToolCandidateFactory,
    ToolKnownFactory,
    ToolPageFactory,
    tiny_png,
)
from tests.factories.people import PublicPageFactory

MENTORS: Who = frozenset({MENTOR})

ROWS: tuple[Row, ...] = (
    Row("knowledge:front"),
    Row("knowledge:guides"),
    Row("knowledge:articles"),
    Row("knowledge:stories"),
    Row("knowledge:tools"),
    Row("knowledge:collections"),
    Row("knowledge:event_reports"),
    Row("knowledge:read", "shelf_slug published.slug"),
    Row("knowledge:download", "published.pk ending"),
    Row("knowledge:share_picture", "published.pk share_digest"),
    Row("knowledge:picture", "picture_name"),
    Row("knowledge:recording", "zero", get=None),  # of films only; tests/knowledge/test_media.py asks for one
    Row("knowledge:compare"),
    Row("knowledge:feed"),
    Row("knowledge:shelf_feed", "shelf_slug"),
    Row("knowledge:topic_feed", "published.topic"),
    Row("knowledge:collection_feed", "collection.slug"),
    Row("knowledge:articles_feed"),
    Row("knowledge:own_tools", get=MENTORS, post=MENTORS),
    Row("knowledge:own_tools_named", get=None, post=MENTORS),
    Row(
        "knowledge:own_tool_forget",
        "tool_known.pk",
        get=None,
        post=NOBODY,
        note="who said it: tests/knowledge",
    ),
    Row("knowledge:texts", get=NEWSROOM),
    Row("knowledge:load_library", get=None, post=NEWSROOM),
    Row("knowledge:text", "article.pk", get=NEWSROOM, shared=True),
    Row("knowledge:send_text", get=NEWSROOM, post=NEWSROOM, shared=True),
    Row("knowledge:sent_text", "sent.pk", get=NEWSROOM, post=NEWSROOM, shared=True),
    Row("knowledge:submit", "article.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:approve", "article.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:confirm", "article.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:hand_over", "article.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:send_back", "article.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:tools_to_check", get=NEWSROOM),
    Row("knowledge:tool_confirm", "tool.pk", get=None, post=NEWSROOM, shared=True),
    Row("knowledge:candidates", get=NEWSROOM),
    Row("knowledge:candidate", "candidate.pk", get=NEWSROOM, shared=True),
    Row("knowledge:candidate_take", "candidate.pk", get=None, post=NEWSROOM, shared=True),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """One of everything, made by factories in `own.programme` (and `own.organisation`). Names are used by `args`."""
    published = ArticlePageFactory(programme=own.programme, published=True)
    collection = CollectionPageFactory(
        programme=own.programme, picks=[published, ArticlePageFactory(published=True)], published=True
    )
    picture = keep_picture(tiny_png(first_number), title="Kwadrat", by=published.author)
    return {
        "article": SubmissionFactory(page__programme=own.programme).page,
        **_shown(published, collection, picture.renditions.first()),
        "tool": ToolPageFactory(programme=own.programme),
        "candidate": ToolCandidateFactory(),
        "tool_known": ToolKnownFactory(),
        "shown": PublicPageFactory(),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    waiting = Submission.objects.filter(state=Submission.State.WAITING).values("page_id")
    return {
        "article": ArticlePage.objects.filter(pk__in=waiting).first(),
        **_shown(
            ArticlePage.objects.live().first(),
            CollectionPage.objects.live().first(),
            Rendition.objects.first(),
        ),
        "tool": ToolPage.objects.live().first(),
        "candidate": ToolCandidate.objects.first(),
        "tool_known": ToolKnown.objects.first(),
        "shown": pages_shown().first(),
    }


def _shown(published: ArticlePage, collection: CollectionPage, rendition: Rendition) -> dict[str, Any]:
    return {
        "published": published,
        "shelf_slug": "artykuly",
        "ending": "md",
        "sent": SentTextFactory(sent_by=None),
        "share_digest": share_pictures.digest(*words_of_share_picture(published)),
        "picture_name": PurePosixPath(rendition.file.name).name,
        "collection": collection,
    }
