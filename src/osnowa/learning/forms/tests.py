"""What participants answer, and what the team writes down from paper."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from osnowa.learning.models import Reply, Theme
from osnowa.learning.queries.bank import themes_of, usable
from osnowa.learning.rules.tests import LETTERS
from osnowa.lib.fields import RefusingForm
from osnowa.programme.models import Programme


class ReplyForm(RefusingForm):
    """One question on one page."""

    given = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an answer. “I don't know” is a good answer too."),
            "invalid_choice": _("Choose an answer. “I don't know” is a good answer too."),
        },
    )

    def __init__(self, *args: Any, reply: Reply, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["given"]
        field.label = reply.item.question(language)
        field.choices = [*reply.item.labels(language), (Reply.DONT_KNOW, _("I don't know"))]  # type: ignore[attr-defined]


class PaperForm(RefusingForm):
    """A whole test on one page, question by question, in the order of the paper."""

    def __init__(self, *args: Any, replies: list[Any], language: str, **kwargs: Any) -> None:
        """`replies`: (position, item, given)."""
        super().__init__(*args, **kwargs)
        for position, item, given in replies:
            choices = [
                (key, f"{key.upper()}. {said}" if key in LETTERS else said)
                for key, said in item.labels(language)
            ]
            self.fields[f"q{position}"] = forms.ChoiceField(
                label=f"{position}. {item.question(language)}",
                choices=[*choices, (Reply.DONT_KNOW, _("I don't know, or left empty"))],
                widget=forms.RadioSelect,
                initial=given or Reply.DONT_KNOW,
                error_messages={"required": _("Choose an answer."), "invalid_choice": _("Choose an answer.")},
            )

    @property
    def answers(self) -> dict[int, str]:
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}


class ThemeField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        found = usable(obj)
        name = obj.name(get_language() or "pl")
        if found.why:
            return f"{name} ({_('not ready yet')})"
        return f"{name} ({found.minutes} min)"


class ChooseThemeForm(RefusingForm):
    theme = ThemeField(
        label=_("What the test is about"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("no test"),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes_of(programme)  # type: ignore[attr-defined]
