"""Papers of learning: a form of the test to be filled in by hand."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from osnowa.learning.models import Item
from osnowa.lib import typeset
from osnowa.ui import words
from osnowa.workshops.models import Cycle


def test(cycle: Cycle, items: Sequence[Item], form: str, language: str) -> bytes:
    """One form as a tagged PDF, in one language, with boxes to tick. The name is written by hand."""
    with translation.override(language):
        title = _("Test of cycle %(number)d, form %(form)s") % {"number": cycle.number, "form": form}
        return typeset.pdf(
            "learning/papers/test.typ",
            {
                "heading": _("Test, form %(form)s") % {"form": form},
                "running": f"{cycle.programme.title} · {title}",
                "cycle": words.join_words(f"{cycle.number}. {cycle.title}"),
                "name": _("First and last name"),
                "moment": _("Before or after the cycle"),
                "moments": [_("before"), _("after")],
                "how": words.join_words(
                    _(
                        "Tick one answer in each question. “I don't know” is a good answer. Nobody passes or fails."
                    )
                ),
                "box": _("empty box"),
                "questions": [
                    {
                        "text": words.join_words(item.question(language)),
                        "answers": [
                            words.join_words(f"{key.upper()}. {said}" if key in "abcdef" else str(said))
                            for key, said in item.labels(language)
                        ]
                        + [_("I don't know")],
                    }
                    for item in items
                ],
            },
            title=title,
            language=language,
        )
