"""The starter library is put on the shelves: as texts that wait for a second person, like everybody's."""

import datetime as dt
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from osnowa.knowledge import emails, rules
from osnowa.knowledge.actions.news import lay_out_knowledge
from osnowa.knowledge.actions.texts import ask_editor, draft_text, submit_text
from osnowa.knowledge.exchange import fill
from osnowa.knowledge.exchange.library import LibraryRead, library_files, read_library_file
from osnowa.knowledge.models import (
    BY_KIND,
    ArticlePage,
    GuidePage,
    LibraryText,
    ReviewedPage,
    Submission,
)
from osnowa.lib import audit, clock, locks

APART = 3  # days

library_loaded = audit.deed("knowledge.library_loaded", gettext_lazy("loaded the starter library"))


@transaction.atomic
def load_library(*, by: Any) -> list[Submission]:
    """Put the texts of the starter library that were never here on their shelves, and give them for approval.

    What came before is left alone: changed, moved to another address or deleted, it does not come again, and neither
    does a text whose address somebody uses. Repeating changes nothing. The other editors get one letter about all.

    Returns what waits for a second person, in the library's order. Raises RuleBroken: `role`.
    """
    ask_editor(by)
    root = locks.lock(lay_out_knowledge(by=by))
    known = set(LibraryText.objects.values_list("key", flat=True))
    waiting: list[Submission] = []
    for place, file in enumerate(library_files()):
        if file.key in known:
            continue
        page = _page(read_library_file(file), place)
        if BY_KIND[type(page)].index.objects.get().get_children().filter(slug=file.slug).exists():
            continue
        draft_text(page, by=by)
        LibraryText.objects.create(key=file.key, page=page)
        waiting.append(submit_text(page, tell=False, by=by))
    if waiting:
        library_loaded.record(root, by=by, texts=len(waiting))
        emails.library_waits(waiting, by)
    return waiting


def _page(read: LibraryRead, place: int) -> ReviewedPage:
    """`place` in the library: one person looks after all, so no two are asked about on one day."""
    said = read.imported
    days = read.review_after_days + APART * place
    page = (GuidePage if said.kind == "guide" else ArticlePage)(
        title=said.title,
        slug=read.file.slug,
        lead=said.lead,
        body=said.body_html,
        parts=json.dumps(said.parts),
        topic=said.topic,
        language=said.language,
        byline=said.byline,
        summary_en=said.summary_en,
        competences=",".join(rules.competences_in(" ".join(said.competences))),
        review_on=clock.today() + dt.timedelta(days=days),
    )
    fill(page, said.facts)
    return page
