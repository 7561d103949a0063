"""Which picture an issue or an item shows, and what is said about it."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib.fields import RefusingForm, line_field
from osnowa.newsletter.queries.pictures import Choice


class PictureForm(RefusingForm):
    """A picture that stands on the site already, or a file; words for who does not see it."""

    picture = forms.TypedChoiceField(
        label=gettext_lazy("A picture from the site"),
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("This picture is not on the site any more. Choose another one.")
        },
    )
    file = forms.FileField(
        label=gettext_lazy("Or a picture of your own"),
        help_text=gettext_lazy(
            "JPEG or PNG, at most 10 MB. Where and when it was taken is removed from the file. People who can be "
            "recognised must have agreed to be shown."
        ),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png"}),
        error_messages={"empty": gettext_lazy("This file is empty. Choose another one.")},
    )
    alt = line_field(
        gettext_lazy("What is seen in the picture"),
        250,
        help_text=gettext_lazy(
            "One sentence for people who cannot see it. Left empty, the description from the site is taken."
        ),
    )
    is_decoration = forms.BooleanField(
        label=gettext_lazy("It only decorates: nothing would be missing without it"), required=False
    )
    credit = line_field(gettext_lazy("Who made it, licence"), 200)

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices:
            self.fields["picture"].choices = [(one.picture.picture_id, _label(one)) for one in choices]  # type: ignore[attr-defined]
        else:
            del self.fields["picture"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("picture"):
            self.add_error(
                "picture" if "picture" in self.fields else "file",
                _("Choose a picture, or send one of your own."),
            )
        return cleaned

    @property
    def chosen(self) -> int | bytes:
        """The file where one was sent, else the number of the picture from the site."""
        file = self.cleaned_data.get("file")
        return file.read() if file else int(self.cleaned_data["picture"])


def _label(choice: Choice) -> str:
    words = choice.picture.alt or _("A picture without a description")
    if choice.picture.title:
        words = _("%(alt)s (from: %(title)s)") % {"alt": words, "title": choice.picture.title}
    if not choice.thumbnail:
        return words
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="" loading="lazy"><span>{}</span>',
        choice.thumbnail,
        choice.width,
        choice.height,
        words,
    )
