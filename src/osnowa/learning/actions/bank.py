"""The bank of questions: taking over the ready-made ones, adding, changing, retiring."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.learning.actions.frameworks import load_digcomp
from osnowa.learning.models import Item, Theme
from osnowa.learning.rules import ready_made
from osnowa.learning.rules.tests import LETTERS
from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme.models import Programme

ready_made_added = audit.deed("learning.ready_made_added", gettext_lazy("added ready-made questions"))
theme_added = audit.deed("learning.theme_added", gettext_lazy("added a theme of tests"))
item_added = audit.deed("learning.item_added", gettext_lazy("added a test question"))
item_changed = audit.deed("learning.item_changed", gettext_lazy("changed a test question"))
item_retired = audit.deed("learning.item_retired", gettext_lazy("retired a test question"))

CONTENT = (
    "kind",
    "form",
    "competence",
    "level",
    "question_pl",
    "question_en",
    "options_pl",
    "options_en",
    "correct",
    "explanation_pl",
    "explanation_en",
)
FEWEST_OPTIONS = 2


@transaction.atomic
def load_ready_made(programme: Programme, *, by: Account | None) -> int:
    """Copy the ready-made themes and questions into the programme's bank. Returns how many questions were new.

    What is there already, changed or retired by the team, stays as the team has it; so it may be asked again.
    """
    programme = lock(programme)
    competences = {one.code: one for one in load_digcomp().competences.all()}
    have = set(Item.objects.filter(theme__programme=programme).values_list("theme__key", "key"))
    new: list[Item] = []
    for source in ready_made.themes():
        theme, _fresh = Theme.objects.get_or_create(
            programme=programme,
            key=source.key,
            defaults={"name_pl": source.name_pl, "name_en": source.name_en, "position": source.position},
        )
        new += [
            Item(
                theme=theme,
                key=question.key,
                position=position,
                is_example=True,
                competence=competences[question.competence],
                options_pl=list(question.options_pl),
                options_en=list(question.options_en),
                created_at=clock.now(),
                **{name: getattr(question, name) for name in CONTENT if name not in _COPIED_APART},
            )
            for position, question in enumerate(source.questions)
            if (source.key, question.key) not in have
        ]
    Item.objects.bulk_create(new)
    if new:
        ready_made_added.record(programme, by=by, programme_id=programme.pk, questions=len(new))
    return len(new)


_COPIED_APART = {"competence", "options_pl", "options_en"}


@transaction.atomic
def add_theme(programme: Programme, *, name_pl: str, name_en: str = "", by: Account | None) -> Theme:
    """A theme of the programme's own. The same Polish name again gives the one that is there.

    Raises RuleBroken: "name".
    """
    programme = lock(programme)
    name_pl, name_en = text.clean(name_pl)[:150], text.clean(name_en)[:150]
    if not name_pl:
        raise RuleBroken(_("Write what the theme is called."), code="name", field="name_pl")
    for theme in Theme.objects.filter(programme=programme):
        if text.fold(theme.name_pl) == text.fold(name_pl):
            return theme
    last = Theme.objects.filter(programme=programme).aggregate(last=Max("position"))["last"] or 0
    theme = Theme.objects.create(
        programme=programme,
        key=f"own-{uuid.uuid4().hex[:12]}",
        name_pl=name_pl,
        name_en=name_en or name_pl,
        position=last + 1,
    )
    theme_added.record(theme, by=by, programme_id=programme.pk)
    return theme


@transaction.atomic
def add_item(theme: Theme, *, submission_key: str = "", by: Account | None, **content: Any) -> Item:
    """A new question. `content`: the fields in CONTENT. `submission_key`: the form; sent twice, it is one question.

    Raises RuleBroken as `_checked` does: "question", "options", "correct", "level", "competence".
    """
    theme = lock(theme)
    key = f"own-{submission_key or uuid.uuid4().hex}"[:40]
    there = Item.objects.filter(theme=theme, key=key).order_by("-version").first()
    if there is not None:
        return there
    last = Item.objects.filter(theme=theme).aggregate(last=Max("position"))["last"] or 0
    item = Item(theme=theme, key=key, position=last + 1, created_at=clock.now(), **_checked(theme, content))
    item.save()
    item_added.record(item, by=by, programme_id=theme.programme_id)
    return item


@transaction.atomic
def change_item(item: Item, *, by: Account | None, **content: Any) -> Item:
    """Change a question. One that somebody was asked stands as it was, and its next version is asked from now on.

    Returns the version that is asked. The same content changes nothing. Raises RuleBroken as `add_item` does, and
    "retired" where a newer version, or nothing, is asked instead.
    """
    theme = lock(item.theme)
    item = Item.objects.get(pk=item.pk)
    checked = _checked(theme, content)
    if item.retired_at is not None:
        newer = Item.objects.filter(theme=theme, key=item.key, retired_at__isnull=True).first()
        if newer is not None and all(getattr(newer, name) == value for name, value in checked.items()):
            return newer  # the same form sent twice
        raise RuleBroken(
            _("This version is not asked any more. Open the newest one and change that."), code="retired"
        )
    if all(getattr(item, name) == value for name, value in checked.items()):
        return item
    if item.replies.exists():
        item.retired_at = clock.now()
        item.save(update_fields=["retired_at"])
        item = Item(
            theme=theme,
            key=item.key,
            version=item.version + 1,
            position=item.position,
            created_at=clock.now(),
        )
    for name, value in checked.items():
        setattr(item, name, value)
    item.is_example = False
    item.save()
    item_changed.record(item, by=by, programme_id=theme.programme_id, version=item.version)
    return item


@transaction.atomic
def retire_item(item: Item, *, by: Account | None) -> Item:
    """Ask the question no more. Answers given stay, and so do results. A second click changes nothing."""
    theme = lock(item.theme)
    item = Item.objects.get(pk=item.pk)
    if item.retired_at is None:
        item.retired_at = clock.now()
        item.save(update_fields=["retired_at"])
        item_retired.record(item, by=by, programme_id=theme.programme_id)
    return item


def _checked(theme: Theme, content: dict[str, Any]) -> dict[str, Any]:
    """The fields of a question, tidied. Kinds decide what belongs to them: only a choice has options."""
    kind = Item.Kind(content["kind"])
    said = {name: content.get(name, "") for name in CONTENT}
    for name in ("question_pl", "question_en"):
        said[name] = text.clean(said[name])[:500]
    for name in ("explanation_pl", "explanation_en"):
        said[name] = text.clean_lines(said[name])
    if not said["question_pl"]:
        raise RuleBroken(_("Write the question in Polish."), code="question", field="question_pl")
    said["question_en"] = said["question_en"] or said["question_pl"]
    competence = said["competence"]
    if competence.framework.programme_id not in (None, theme.programme_id):
        raise RuleBroken(_("Choose a competence of this programme."), code="competence", field="competence")
    highest = max((level["number"] for level in competence.framework.levels), default=1)
    if not 1 <= int(said["level"]) <= highest:
        raise RuleBroken(
            _("Choose a level from 1 to %(highest)d.") % {"highest": highest}, code="level", field="level"
        )
    polish, english = _lines(said["options_pl"]), _lines(said["options_en"])
    if kind != Item.Kind.CHOICE:
        polish = english = []
    elif not FEWEST_OPTIONS <= len(polish) <= len(LETTERS):
        raise RuleBroken(
            _("Write from 2 to 6 answers, one in each line."), code="options", field="options_pl"
        )
    elif english and len(english) != len(polish):
        raise RuleBroken(
            _("Write as many answers in English as in Polish, in the same order."),
            code="options",
            field="options_en",
        )
    allowed = {
        Item.Kind.CHOICE: set(LETTERS[: len(polish)]),
        Item.Kind.TRUE_FALSE: {"true", "false"},
        Item.Kind.SCALE: {""},
    }[kind]
    correct = "" if kind == Item.Kind.SCALE else said["correct"].strip().lower()
    if correct not in allowed:
        raise RuleBroken(_("Choose which answer is right."), code="correct", field="correct")
    return {
        **said,
        "kind": kind.value,
        "form": Item.Form(said["form"]).value,
        "level": int(said["level"]),
        "options_pl": polish,
        "options_en": english or polish,
        "correct": correct,
    }


def _lines(said: str | Iterable[str]) -> list[str]:
    lines = said.splitlines() if isinstance(said, str) else said
    return [line for each in lines if (line := text.clean(each))]
