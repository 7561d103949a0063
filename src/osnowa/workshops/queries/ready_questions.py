"""Questions that most programmes ask, ready to be added: an empty page that teaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from osnowa.workshops.models import Question

Kind = Question.Kind
Words = str | Promise


@dataclass(frozen=True)
class Ready:
    """`options`: (key, label); keys stay for ever, since statistics and rules of recruitment read them.

    `why`: when to ask it, for the coordinator.
    """

    kind: str
    text: Words
    why: Words
    hint: Words = ""
    options: tuple[tuple[str, Words], ...] = ()
    is_required: bool = False
    is_remembered: bool = True

    def as_question(self) -> dict[str, Any]:
        """What `add_question` takes, in the language of who adds it."""
        return {
            "kind": self.kind,
            "text": str(self.text),
            "hint": str(self.hint),
            "options": [{"key": key, "label": str(label)} for key, label in self.options],
            "is_required": self.is_required,
            "is_remembered": self.is_remembered,
        }


READY: dict[str, Ready] = {
    "role": Ready(
        Kind.CHOICE,
        _("What do you do in the organisation?"),
        _("Shows whether decisions can follow from the workshops."),
        options=(
            ("board", _("I am on the board or lead the group")),
            ("staff", _("I work in it, I am paid")),
            ("volunteer", _("I am a volunteer")),
            ("member", _("I am a member")),
            ("other", _("something else")),
        ),
        is_required=True,
    ),
    "gender": Ready(
        Kind.CHOICE,
        _("Gender"),
        _("Funders ask how many women and men took part. It counts towards statistics only."),
        hint=_("For the statistics that the funder asks for. You need not say."),
        options=(
            ("woman", _("woman")),
            ("man", _("man")),
            ("other", _("another")),
            ("unsaid", _("I prefer not to say")),
        ),
    ),
    "place": Ready(
        Kind.CHOICE,
        _("Where does your organisation work?"),
        _("Shows whether the programme reaches beyond the city."),
        options=(
            ("village", _("in a village")),
            ("town", _("in a town")),
            ("city", _("in a city of more than 100,000 people")),
        ),
        is_required=True,
    ),
    "years": Ready(
        Kind.CHOICE,
        _("How long have you been with the organisation?"),
        _("Tells newcomers from old hands, so that groups fit together."),
        options=(
            ("to-2", _("up to 2 years")),
            ("to-5", _("from 2 to 5 years")),
            ("over-5", _("more than 5 years")),
        ),
    ),
    "expectation": Ready(
        Kind.LONG,
        _("What would you like to be able to do after the cycle?"),
        _("The trainer reads it before the first session."),
        hint=_("Two sentences are enough."),
        is_remembered=False,
    ),
}


def ready_questions(asked: Iterable[Question]) -> list[tuple[str, Ready]]:
    """Those that are not among the questions asked now."""
    texts = {question.text for question in asked if question.retired_at is None}
    return [(key, ready) for key, ready in READY.items() if str(ready.text) not in texts]
