"""What readers fill in: an address with topics, their choice, a pause."""

import re
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from osnowa.lib import text
from osnowa.lib.fields import RefusingForm
from osnowa.newsletter.models import MailingList

_SPACE = re.compile(r"\s+")
LANGUAGES = (("pl", gettext_lazy("Polish")), ("en", gettext_lazy("English")))
PAUSES = (
    ("7", gettext_lazy("a week")),
    ("30", gettext_lazy("a month")),
    ("90", gettext_lazy("three months")),
    ("180", gettext_lazy("half a year")),
)


class ListsField(forms.ModelMultipleChoiceField):
    """Topics to tick, each with its description."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: MailingList) -> str:
        return f"{obj.title}: {obj.description}" if obj.description else obj.title


def lists_field(label: Any) -> ListsField:
    """At least one topic. Where there is none to choose, the form leaves the field out."""
    return ListsField(
        label=label,
        queryset=MailingList.objects.none(),
        error_messages={
            "required": gettext_lazy("Tick at least one topic."),
            "invalid_choice": gettext_lazy("Choose topics from the list."),
        },
    )


def _language_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Language of the letters"), choices=LANGUAGES)


class SubscribeForm(RefusingForm):
    """An address, topics where there are several, a language."""

    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "type": "email",
                "inputmode": "email",
                "autocomplete": "email",
                "maxlength": None,
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": gettext_lazy("Write your e-mail address."),
            "max_length": gettext_lazy("This e-mail address is too long. Check it."),
        },
    )
    lists = lists_field(gettext_lazy("What about?"))
    language = _language_field()
    page_address = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, offered: list[MailingList], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.initial.setdefault("language", "en" if (get_language() or "").startswith("en") else "pl")
        if len(offered) > 1:
            field = self.fields["lists"]
            field.queryset = MailingList.objects.filter(pk__in=[row.pk for row in offered])  # type: ignore[attr-defined]
        else:
            del self.fields["lists"]

    def clean_email(self) -> str:
        address = _SPACE.sub("", text.clean(self.cleaned_data["email"]))
        try:
            validate_email(address)
        except forms.ValidationError:
            raise forms.ValidationError(
                _("Check the e-mail address. It should look like this: anna@organisation.pl")
            ) from None
        return address

    def clean_page_address(self) -> str:
        if self.cleaned_data["page_address"]:
            raise forms.ValidationError(
                _("Leave the hidden field for page address empty. It is a trap for machines.")
            )
        return ""

    @property
    def chosen(self) -> list[MailingList]:
        """The topics ticked, or the only one that there is."""
        return self.cleaned_data["lists"] if "lists" in self.fields else self.offered


class ChoiceForm(RefusingForm):
    """A reader's topics and language."""

    lists = lists_field(gettext_lazy("Topics"))
    language = _language_field()

    def __init__(self, *args: Any, offered: list[MailingList], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            field = self.fields["lists"]
            field.queryset = MailingList.objects.filter(pk__in=[row.pk for row in offered])  # type: ignore[attr-defined]
        else:
            del self.fields["lists"]

    @property
    def chosen(self) -> list[MailingList]:
        return list(self.cleaned_data.get("lists", []))


class PauseForm(RefusingForm):
    """How long no letters should come."""

    days = forms.ChoiceField(label=gettext_lazy("How long?"), choices=PAUSES, initial="30")
