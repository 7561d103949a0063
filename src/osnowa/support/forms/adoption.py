"""What is typed about a tool: which, what for, who looks after it, how far it is, with what proof."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from osnowa.knowledge.models import ToolKnown
from osnowa.lib import clock, files
from osnowa.lib.fields import RefusingForm, day_field, line_field
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme
from osnowa.support.forms.fields import NamedField
from osnowa.support.models import Adoption, Stage
from osnowa.support.queries import PossibleMentor, mentors_for, possible_owners, programmes_to_join
from osnowa.support.rules import stages

# What each stage means, in the words of who is asked
STAGE_WORDS = {
    Stage.CONSIDERED: _("We are considering it"),
    Stage.CHOSEN: _("We have chosen it"),
    Stage.SET_UP: _("It is set up"),
    Stage.TRIAL: _("We are trying it out"),
    Stage.ROUTINE: _("We use it every day or week"),
    Stage.LEFT: _("We have left it"),
}
CHOOSE = _("Choose how far you are.")


def stage_choices(before: str) -> list[tuple[str, Any]]:
    return [(stage, words) for stage, words in STAGE_WORDS.items() if stages.may_follow(before, stage)]


def purpose_field() -> forms.CharField:
    return line_field(
        _("What for"),
        300,
        _("Write what you want it for."),
        help_text=_("One sentence, for example: shared files of the board instead of e-mails."),
    )


def owner_field() -> forms.ModelChoiceField:
    return NamedField(
        label=_("Who looks after it"),
        queryset=None,
        empty_label=None,
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _(
                "A confirmed member of the organisation has to look after the tool. Choose one of them."
            ),
        },
        help_text=_("A confirmed member of your organisation."),
    )


def named_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("The public catalogue of tools may name us as users"),
        required=False,
        help_text=_(
            "Only the organisation's name and town, and only while you use the tool. You can take it back at any time."
        ),
    )


class AdoptionForm(RefusingForm):
    """A tool that the organisation introduces. The programme is asked for only where there are several."""

    programme = NamedField(
        label=_("Programme"),
        queryset=Programme.objects.none(),
        error_messages={"required": _("Choose a programme."), "invalid_choice": _("Choose a programme.")},
    )
    tool_name = line_field(
        _("Which tool"),
        100,
        _("Write which tool it is."),
        help_text=_("As you call it. Known tools are suggested while you type."),
        widget=forms.TextInput(attrs={"maxlength": None, "autocomplete": "off", "list": "narzedzia"}),
    )
    purpose = purpose_field()
    stage = forms.ChoiceField(
        label=_("How far are you"),
        widget=forms.RadioSelect,
        choices=stage_choices(""),
        initial=Stage.CONSIDERED,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    happened_on = day_field(_("Since when"), _("Write since when."))
    owner = owner_field()
    may_be_named = named_field()

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = possible_owners(organisation)  # type: ignore[attr-defined]
        joinable = programmes_to_join()
        self.fields["programme"].queryset = joinable  # type: ignore[attr-defined]
        found = list(joinable[:2])
        if len(found) == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.fields["programme"].initial = found[0]
        self.fields["happened_on"].initial = clock.today


class AdoptionChangeForm(RefusingForm):
    purpose = purpose_field()
    owner = owner_field()
    may_be_named = named_field()

    def __init__(self, adoption: Adoption, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {"purpose": adoption.purpose, "owner": adoption.owner_id, "may_be_named": adoption.may_be_named},
        )
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = possible_owners(adoption.organisation)  # type: ignore[attr-defined]


class StageForm(RefusingForm):
    """From a day on the tool is at another stage, or still at the same."""

    stage = forms.ChoiceField(
        label=_("How far is the tool"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    happened_on = day_field(_("Since when"), _("Write since when."))
    note = line_field(
        _("In a few words"),
        500,
        help_text=_("What was done, who uses it. When you leave a tool or take a step back: why."),
    )
    proof_file = forms.FileField(
        label=_("Proof: a file"),
        required=False,
        allow_empty_file=True,  # the deed says it in its own words
        widget=forms.FileInput(attrs={"accept": ",".join(files.ENDINGS)}),
    )
    proof_link = forms.CharField(
        label=_("Proof: a link"),
        required=False,
        max_length=300,
        validators=[
            URLValidator(
                schemes=["http", "https"], message=_("Write the address like this: https://www.example.org.")
            )
        ],
        widget=forms.TextInput(attrs={"inputmode": "url", "maxlength": None, "autocomplete": "off"}),
        help_text=_("Where the tool can be seen, if anybody may."),
    )

    def __init__(self, adoption: Adoption, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof_file"].help_text = _(
            "A screenshot, a photograph or a document (PDF, PNG, JPEG, docx, xlsx, odt ...), up to %(limit)d MB."
        ) % {"limit": settings.UPLOAD_BYTES // 1024**2}
        self.fields["stage"].choices = stage_choices(adoption.stage)  # type: ignore[attr-defined]
        self.fields["stage"].initial = stages.next_stage(adoption.stage) or adoption.stage
        self.fields["happened_on"].initial = clock.today


class MentorForm(RefusingForm):
    """Who knows the tool stands first, and the list says so."""

    mentor = forms.TypedChoiceField(
        label=_("Mentor"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={
            "invalid_choice": _("This person is not a mentor of the programme now. Choose another one.")
        },
    )

    def __init__(self, adoption: Adoption, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"mentor": adoption.mentor_id})
        super().__init__(*args, **kwargs)
        self.mentors = mentors_for(adoption)
        self.somebody_knows = any(one.level for one in self.mentors)
        self.fields["mentor"].choices = [  # type: ignore[attr-defined]
            ("", _("none yet")),
            *((one.account.pk, _said_of(one)) for one in self.mentors),
        ]

    def clean_mentor(self) -> Account | None:
        chosen = self.cleaned_data["mentor"]
        return next((one.account for one in self.mentors if one.account.pk == chosen), None)


def _said_of(mentor: PossibleMentor) -> str:
    """`Anna Nowak – knows it from use, 3 tools in care`."""
    said = [str(ToolKnown.Level(mentor.level).label)] if mentor.level else []
    if mentor.caring_for:
        said.append(
            ngettext("%(count)d tool in care", "%(count)d tools in care", mentor.caring_for)
            % {"count": mentor.caring_for}
        )
    name = mentor.account.get_full_name()
    return f"{name} – {', '.join(said)}" if said else name
