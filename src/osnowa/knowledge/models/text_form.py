"""The editor's form of a text that a second person approves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from osnowa.knowledge import rules
from osnowa.programme.models import Programme


def competence_choices() -> list[tuple[str, str]]:
    language = get_language() or "pl"
    return [(code, f"{code} {rules.competence_name(code, language)}") for code in rules.COMPETENCES]


class CompetencesField(forms.MultipleChoiceField):
    """Codes with a comma between them, shown as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> list[str]:
        return rules.competences_in(value) if isinstance(value, str) else list(value or [])

    def clean(self, value: Any) -> str:
        return ",".join(rules.competences_in(",".join(super().clean(value))))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != self.prepare_value(data)


class TextForm(WagtailAdminPageForm):
    """The editor's form: whoever begins a text is its author, unless they write other names in the byline.

    Where one programme is public, the text is its own unless they say otherwise.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.for_user is not None:
            self.instance.author = self.for_user
            self.initial.setdefault("byline", "")
            self.initial["byline"] = self.initial["byline"] or self.for_user.name
            public = list(Programme.objects.filter(is_public=True)[:2])
            if len(public) == 1 and not self.initial.get("programme"):
                self.initial["programme"] = public[0].pk

    competences = CompetencesField(
        label=gettext_lazy("Digital competences"),
        required=False,
        choices=competence_choices,
        help_text=gettext_lazy("What a reader learns, by the codes of DigComp."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        original = cleaned.get("translation_of")
        if original is None:
            return cleaned
        if original.pk == self.instance.pk:
            self.add_error("translation_of", ValidationError(_("A text is no translation of itself.")))
        elif getattr(original.specific, "language", None) == cleaned.get("language"):
            self.add_error(
                "translation_of",
                ValidationError(_("Both are in the same language: change the language of this text.")),
            )
        return cleaned
