"""Texts out of files: the file is kept for a look, then one draft is made of it, with its pictures."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.knowledge import rules
from osnowa.knowledge.actions.pictures import keep_picture
from osnowa.knowledge.actions.texts import draft_text
from osnowa.knowledge.exchange import Imported, fill, with_own_links
from osnowa.knowledge.models import BY_MODEL, ReviewedPage, SentText, Topic
from osnowa.knowledge.permissions import may_edit
from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme

KEPT = dt.timedelta(days=1)

text_sent = audit.deed("knowledge.text_sent", gettext_lazy("sent a text as a file"))
text_taken_in = audit.deed("knowledge.text_taken_in", gettext_lazy("made a draft of a file"))


@transaction.atomic
def keep_text(name: str, content: bytes, *, by: Any) -> SentText:
    """Keep a file until a draft is made of it, for a day at the most. It was read before, so it can be read.

    Raises RuleBroken (`role`).
    """
    _ask_editor(by)
    delete_old_texts()
    sent = SentText.objects.create(name=text.clean(name)[:120] or "?", content=content, sent_by=by)
    text_sent.record(sent, by=by, bytes=len(content))
    return sent


@transaction.atomic
def make_draft(sent: SentText, found: Imported, kind: str, *, by: Any) -> ReviewedPage:
    """One draft out of a file, on the shelf of `kind` ("guidepage", ...), with its pictures. A second press finds the
    same draft.

    `found`: what `exchange.read_file` read of `sent`. Raises RuleBroken: `role`, `kind`, `gone` (nobody took it over
    within a day, or the draft was deleted meanwhile).
    """
    _ask_editor(by)
    try:
        sent = locks.lock(sent)
    except SentText.DoesNotExist as gone:
        raise _gone() from gone
    if sent.page is not None:
        made: ReviewedPage = sent.page.specific
        return made
    if not sent.content:
        raise _gone()
    if kind not in BY_MODEL:
        raise RuleBroken(_("Choose what the text is."), code="kind", field="kind")
    page = draft_text(_page(found, kind, by), by=by)
    sent.page_id, sent.content = page.pk, b""
    sent.save(update_fields=["page", "content"])
    text_taken_in.record(page, by=by, programme_id=page.programme_id, pictures=len(found.pictures))
    return page


@transaction.atomic
def drop_text(sent: SentText, *, by: Any) -> None:
    """Forget a file without making anything of it. Raises RuleBroken (`role`)."""
    _ask_editor(by)
    SentText.objects.filter(pk=sent.pk).delete()


@transaction.atomic
def delete_old_texts() -> int:
    """Forget files of which nobody made a draft within a day. Returns how many."""
    return SentText.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]


def _ask_editor(by: Any) -> None:
    if not may_edit(by):
        raise RuleBroken(_("Only editors and coordinators write and approve texts."), code="role")


def _gone() -> RuleBroken:
    return RuleBroken(_("This file is no longer here. Send it once more."), code="gone")


def _page(found: Imported, kind: str, by: Any) -> ReviewedPage:
    body, parts = with_own_links(found.body_html, found.parts)
    page = BY_MODEL[kind].kind(
        title=found.title,
        lead=found.lead,
        body=body,
        language=found.language,
        byline=found.byline,
        summary_en=found.summary_en,
        competences=", ".join(rules.competences_in(" ".join(found.competences))),
        topic=found.topic if found.topic in Topic.values else Topic.MANAGEMENT,
        licence=found.licence or "cc-by-4.0",
        programme=_only_programme(),
    )
    fill(page, found.facts)
    kept = {
        picture.key: keep_picture(picture.content, title=picture.alt or picture.name, by=by).pk
        for picture in found.pictures
    }
    page.parts = page.parts.stream_block.to_python([_with_pictures(part, kept) for part in parts])
    return page


def _only_programme() -> Programme | None:
    """Where one programme is public, a text is its own unless its editor says otherwise (as in the editor's form)."""
    public = list(Programme.objects.filter(is_public=True)[:2])
    return public[0] if len(public) == 1 else None


def _with_pictures(part: dict[str, Any], kept: dict[str, int]) -> dict[str, Any]:
    """The numbers of kept pictures in place of their keys."""
    value = part["value"]
    if part["type"] == "picture":
        value = {**value, "picture": kept.get(value["picture"])}
    elif part["type"] == "steps":
        value = [{**step, "picture": kept.get(step["picture"])} for step in value]
    return {**part, "value": value}
