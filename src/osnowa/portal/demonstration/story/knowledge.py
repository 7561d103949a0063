"""Two editors write about what they know; each text goes live after the other one has read it."""

import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from wagtail.models import Page

from osnowa.knowledge.actions import approve_text, draft_text, keep_picture, send_text_back, submit_text
from osnowa.knowledge.actions.outside_reviews import (
    approve_from_outside,
    comment_from_outside,
    invite_reviewer,
)
from osnowa.knowledge.models import BY_MODEL, ArticlePage, CollectionPage, ReviewedPage, Submission, ToolPage
from osnowa.lib import audit, clock
from osnowa.portal.demonstration.calendar import DAY, last_working_day, next_working_day
from osnowa.portal.demonstration.kinds_of_texts import DRAWING, KINDED, KindedText, drawing
from osnowa.portal.demonstration.names import EDITOR, SECOND_EDITOR
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.portal.demonstration.texts import Text, texts

WRITERS = {"roza": EDITOR, "wit": SECOND_EDITOR}
READERS = {"roza": SECOND_EDITOR, "wit": EDITOR}
TO_READ = MINUTE * 150  # from giving a text to what the other one says
TO_ASK = MINUTE * 40


def plan_knowledge(scene: Scene) -> None:
    """Each text on its day: begun at nine, given at noon, read in the afternoon."""
    for text in texts():
        scene.timeline.at(clock.moment(_day_of(scene, text), dt.time(9, 20)), partial(_write, scene, text))

    for kinded in KINDED:
        scene.timeline.at(
            clock.moment(next_working_day(scene.calendar.period.start + DAY * kinded.day), dt.time(9, 40)),
            partial(_write_kinded, scene, kinded),
        )


def _write_kinded(scene: Scene, told: KindedText) -> None:
    by = scene.account(WRITERS[told.by])
    page: ReviewedPage = BY_MODEL[told.kind].kind(
        title=told.title,
        lead=told.lead,
        body=told.body,
        topic=told.topic,
        language=told.language,
        competences=told.competences,
        summary_en=told.summary_en,
        programme=scene.programme,
        is_example=True,
        **told.more,
    )
    parts = json.dumps(told.parts)
    if DRAWING in parts:
        kept = keep_picture(drawing(), title="Przekazanie klucza", by=by)
        parts = parts.replace(f'"{DRAWING}"', str(kept.pk))
    page.parts = parts
    if told.kind == "eventreportpage":
        page.happened_on = clock.today() - DAY  # type: ignore[attr-defined]
    if isinstance(page, CollectionPage):
        numbers = dict(Page.objects.filter(title__in=dict(told.picks)).values_list("title", "pk"))
        page.items = json.dumps(
            [
                {"type": "item", "value": {"page": numbers[title], "words": words}}
                for title, words in told.picks
            ]
        )
    if told.translates:
        page.translation_of = Page.objects.get(title=told.translates)
    draft_text(page, by=by)
    given = partial(_give_kinded, scene, told, page)
    scene.timeline.at(clock.now() + TO_READ, given)


def _give_kinded(scene: Scene, told: KindedText, page: ReviewedPage) -> None:
    submission = submit_text(page, by=scene.account(WRITERS[told.by]))
    approve = partial(approve_text, submission, by=scene.account(READERS[told.by]))
    scene.timeline.at(clock.now() + TO_READ, approve)


def _day_of(scene: Scene, text: Text) -> dt.date:
    if text.day < 0:
        return last_working_day(scene.calendar.today + DAY * (text.day + 1))
    return next_working_day(scene.calendar.period.start + DAY * text.day)


def _write(scene: Scene, text: Text) -> None:
    kind = ToolPage if text.tool else ArticlePage
    page = kind(
        title=text.title,
        lead=text.lead,
        body=text.body,
        topic=text.topic,
        programme=scene.programme,
        is_example=True,
        **text.tool,
    )
    draft_text(page, by=scene.account(WRITERS[text.by]))
    if text.fate != "draft":
        scene.timeline.at(clock.now() + TO_READ, partial(_give, scene, text, page))


def _give(scene: Scene, text: Text, page: ArticlePage | ToolPage) -> None:
    submission = submit_text(page, by=scene.account(WRITERS[text.by]))
    if text.reviewer:
        scene.timeline.at(clock.now() + TO_ASK, partial(_ask_outside, scene, text, submission))
    elif text.fate != "waiting":
        scene.timeline.at(clock.now() + TO_READ, partial(_read, scene, text, submission))


def _ask_outside(scene: Scene, text: Text, submission: Submission) -> None:
    """Somebody who knows the law reads it behind a link: one text is approved so, the other waits, with a comment."""
    name, _space, address = text.reviewer.removesuffix(">").partition(" <")
    review = invite_reviewer(
        submission,
        name=name,
        email=address,
        words="Pani Halino, proszę spojrzeć na podstawy prawne. Reszta jest sprawdzona.",
        by=scene.account(READERS[text.by]),
    )
    if text.fate == "waiting":
        words = "Dopiszcie, że porozumienie podpisują osoby uprawnione do reprezentacji. Reszta jest jasna."
        told: Callable[[], Any] = partial(comment_from_outside, review, words, place="Pięć pytań")
    else:
        told = partial(
            approve_from_outside,
            review,
            name=name,
            is_named=True,
            seen=str(submission.revision_id),
            by=audit.PARTICIPANT,
        )
    scene.timeline.at(clock.now() + TO_READ, told)


def _read(scene: Scene, text: Text, submission: Submission) -> None:
    by = scene.account(READERS[text.by])
    if text.fate == "sent_back":
        send_text_back(submission, text.comment, by=by)
    else:
        approve_text(submission, by=by)
