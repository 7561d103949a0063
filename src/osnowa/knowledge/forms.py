"""What an editor says about another's text, and the pictures that editors send."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from osnowa.knowledge.models import SHELVES, ToolKnown, ToolPage
from osnowa.knowledge.models.pictures import draw_widths
from osnowa.knowledge.queries import editors, tool_pages
from osnowa.knowledge.rules import outside_reviews
from osnowa.lib import files, pictures
from osnowa.lib.errors import RuleBroken
from osnowa.lib.fields import RefusingForm, line_field, number_field, paragraph
from osnowa.people.models import Account


class OwnerForm(forms.Form):
    """Who looks after a text: any editor of the installation."""

    owner = forms.ModelChoiceField(
        label=_("Looks after this text"),
        queryset=Account.objects.none(),
        help_text=_("Reads it again when its day comes, and answers for it."),
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _("Choose a person from the list."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        field.queryset = editors()  # type: ignore[attr-defined]
        field.label_from_instance = lambda account: account.name or account.email  # type: ignore[attr-defined]

    def refuse(self, refusal: RuleBroken) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.message))


class SendBackForm(forms.Form):
    """The length is the deed's rule, so that it can say by how much."""

    comment = forms.CharField(
        label=_("What to mend"),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": None}),
        help_text=_("The author gets it by e-mail."),
        error_messages={"required": _("Write what to mend, so that the author knows.")},
    )

    def refuse(self, refusal: RuleBroken) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.message))


class SentTextForm(RefusingForm):
    """The file of a text."""

    file = forms.FileField(
        label=_("File with the text"),
        help_text=_("DOCX or Markdown, at most 10 MB. Markdown with pictures: packed together as ZIP."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.md,.markdown,.txt,.zip"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another one."),
        },
    )


class DraftForm(RefusingForm):
    """On which shelf the draft stands."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(shelf.model_name, shelf.word) for shelf in SHELVES],
        error_messages={
            "required": _("Choose what the text is."),
            "invalid_choice": _("Choose what the text is."),
        },
    )


class InviteForm(RefusingForm):
    """Whom an editor asks from outside."""

    name = line_field(
        _("First and last name"),
        150,
        _("Type the name of the person whom you ask."),
        help_text=_("As it should stand in the letter."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "maxlength": None}),
        help_text=_("The link goes there. It may not be the address of anybody who wrote the text."),
        error_messages={
            "required": _("Type the address to which the link goes."),
            "invalid": _("Type the whole address, like name@example.org."),
        },
    )
    words = forms.CharField(
        label=_("Your words"),
        required=False,
        widget=paragraph(4),
        help_text=_("They stand in the letter. Say why you ask this person, and what to look at."),
    )
    days = number_field(
        _("For how many days the link holds"),
        _("Type the number of days."),
        1,
        outside_reviews.HOLDS_AT_MOST,
        initial=outside_reviews.HOLDS,
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=(("pl", _("Polish")), ("en", _("English")))
    )


class CommentForm(RefusingForm):
    """A remark of a reviewer from outside."""

    place = forms.ChoiceField(label=_("Which part is it about?"), required=False)
    words = forms.CharField(
        label=_("Your comment"),
        widget=paragraph(4),
        error_messages={"required": _("Write your comment.")},
    )

    def __init__(self, *args: Any, places: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if places:
            choices = [("", gettext("the whole text")), *((one, one) for one in places)]
            self.fields["place"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["place"]


class _SignedForm(RefusingForm):
    """What a reviewer decides, under their name."""

    name = line_field(
        _("Your first and last name"),
        150,
        _("Type your name and surname."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "maxlength": None}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ApproveForm(_SignedForm):
    """Their yes, which publishes."""

    has_read = forms.BooleanField(
        label=_("I have read the whole text. I know that my yes publishes it."),
        error_messages={"required": _("Tick that you have read the whole text.")},
    )
    is_named = forms.BooleanField(
        label=_("Readers may see my name under the text, as its reviewer."), required=False
    )


class SendBackOutsideForm(_SignedForm):
    """The length is the deed's rule, so that it can say by how much."""

    comment = forms.CharField(
        label=_("What to mend"),
        widget=paragraph(5),
        help_text=_("The author gets it by e-mail. Comments that you left above stay beside the text."),
        error_messages={"required": _("Write what to mend, so that the author knows.")},
    )


class ToolKnownForm(RefusingForm):
    """A tool of the catalogue, and how well a mentor knows it."""

    tool = forms.ModelChoiceField(
        label=_("Tool"),
        queryset=ToolPage.objects.none(),
        empty_label=_("choose"),
        error_messages={
            "required": _("Choose a tool."),
            "invalid_choice": _("Choose a tool from the list."),
        },
    )
    level = forms.ChoiceField(
        label=_("How well do you know it?"),
        choices=[
            (ToolKnown.Level.KNOWS, _("I know it from use")),
            (ToolKnown.Level.TAUGHT, _("I have taught it to others")),
        ],
        widget=forms.RadioSelect,
        initial=ToolKnown.Level.KNOWS,
        error_messages={
            "required": _("Choose how well you know it."),
            "invalid_choice": _("Choose how well you know it."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].queryset = tool_pages()  # type: ignore[attr-defined]


NAME_LENGTH = 12  # bytes of chance: who does not know the address of a draft's picture does not guess it


class PictureForm(BaseImageForm):
    """By its bytes a JPEG or PNG; without place, time and device; under a name of chance."""

    def save(self, commit: bool = True) -> Any:
        picture = super().save(commit=commit)
        if commit:
            draw_widths(picture)
        return picture

    def clean_file(self) -> Any:
        sent = self.cleaned_data.get("file")
        if not sent or "file" not in self.changed_data:
            return sent
        kind = files.kind_of(sent)
        if kind not in files.PICTURES:
            raise ValidationError(gettext("Choose a JPEG or PNG picture."))
        try:
            content = pictures.without_metadata(sent.read())
        except ValueError as error:
            raise ValidationError(
                gettext("This picture cannot be read. Save it anew and try again.")
            ) from error
        return SimpleUploadedFile(
            secrets.token_hex(NAME_LENGTH) + kind.ending, content, content_type=kind.type
        )


class WordsForm(RefusingForm):
    """What a reader misses in a text. No name, no address: nobody is asked who they are."""

    words = forms.CharField(
        label=_("What is missing, what is unclear, what helped?"),
        help_text=_("Up to 1000 characters. Write no names and no addresses: nobody can answer you here."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": None}),
        error_messages={"required": _("Write what is missing, or leave this page.")},
    )
    # People never see it; machines that fill every field do.
    page_address = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def clean_page_address(self) -> str:
        if self.cleaned_data["page_address"]:
            raise ValidationError(
                gettext("Leave the hidden field for page address empty. It is a trap for machines.")
            )
        return ""
