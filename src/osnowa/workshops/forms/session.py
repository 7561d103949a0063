"""One session with all that it may have, calling one off, its materials and homework."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.coworking.models import Resource
from osnowa.coworking.queries.spaces import rooms_of
from osnowa.lib import files
from osnowa.lib.fields import RefusingForm, day_field, line_field, paragraph
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.workshops.forms.cycle import SessionForm, TrainersField
from osnowa.workshops.models import Material, Session
from osnowa.workshops.queries.setting_up import possible_trainers
from osnowa.workshops.rules import agenda

WRITE_ADDRESS = gettext_lazy("Write the address like this: https://www.example.org.")


def address_field(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"], message=WRITE_ADDRESS)],
        widget=forms.TextInput(attrs={"inputmode": "url", "maxlength": None, "autocomplete": "off"}),
        **more,
    )


class RoomField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Resource) -> str:
        return _("%(room)s, %(office)s, for %(people)d people") % {
            "room": obj.name,
            "office": obj.space.name,
            "people": obj.capacity,
        }


class WholeSessionForm(SessionForm):
    """A session with its room, link, trainers and programme."""

    room = RoomField(
        label=gettext_lazy("Room of the office"),
        queryset=Resource.objects.none(),
        required=False,
        empty_label=gettext_lazy("none, or another place"),
        help_text=gettext_lazy("It is booked for the session, and moves and is cancelled with it."),
    )
    online_url = address_field(
        gettext_lazy("Link, if people join online"),
        help_text=gettext_lazy("Only people with a place get it, by e-mail and on their own page."),
    )
    trainers = TrainersField(
        label=gettext_lazy("Who leads this session"),
        queryset=Account.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only if it is not who leads the whole cycle."),
    )
    agenda = line_field(
        gettext_lazy("Programme of the session"),
        4000,
        widget=paragraph(5),
        help_text=gettext_lazy("One point per line, with its hour, as in: 17:00 Welcome."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = rooms_of(programme)
        if rooms.exists():
            self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        else:
            del self.fields["room"]
        self.fields["trainers"].queryset = possible_trainers(programme)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(session: Session) -> dict[str, Any]:
        return {
            **SessionForm.initial_of(session),
            "place": "" if session.room_id else session.place,
            "room": session.room_id,
            "online_url": session.online_url,
            "trainers": [trainer.pk for trainer in session.trainers.all()],
            "agenda": agenda.lines(session.agenda),
        }

    def clean_agenda(self) -> list[dict[str, str]]:
        try:
            return agenda.points(self.cleaned_data["agenda"])
        except ValueError as wrong:
            said = (
                _("Write at most %(most)d points.") % {"most": agenda.MOST_POINTS}
                if str(wrong) == "many"
                else _("Shorten each point to %(most)d characters.") % {"most": agenda.LONGEST_POINT}
            )
            raise forms.ValidationError(said) from wrong

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        details = {
            "room": data.get("room"),
            "online_url": data.get("online_url", ""),
            "trainers": tuple(data.get("trainers") or ()),
            "agenda": data.get("agenda") or [],
        }
        if details["room"] is not None and data.get("place"):
            self.add_error("place", _("You chose a room. Leave this empty, or choose no room."))
        return {**super().clean(), "details": details}


class CallOffForm(RefusingForm):
    reason = line_field(
        gettext_lazy("Why"),
        300,
        gettext_lazy("Write why: people read it in the e-mail and on the page."),
        widget=paragraph(2),
        help_text=gettext_lazy(
            "As in: the trainer is ill, a new date follows. Name no illness of a named person."
        ),
    )


class MaterialForm(RefusingForm):
    """A file or a link. `submission_key` makes two sendings of one form one material."""

    title = line_field(gettext_lazy("What it is called"), 200, gettext_lazy("Write what it is called."))
    upload = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        allow_empty_file=True,  # the deed says it in its own words
        widget=forms.FileInput(attrs={"accept": ",".join(files.ENDINGS)}),
    )
    link = address_field(gettext_lazy("Or a link"))
    moment = forms.ChoiceField(  # type: ignore[assignment]  # a field; forms of days have a method of this name
        label=gettext_lazy("For when"), choices=Material.Moment.choices, widget=forms.RadioSelect
    )
    access = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        choices=Material.Access.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("What everybody may see stands on the public page of the cycle."),
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("What others may do with it"),
        choices=Material.Licence.choices,
        help_text=gettext_lazy("Choose a free licence only for what is your own."),
    )
    author = line_field(
        gettext_lazy("Author"), 150, help_text=gettext_lazy("Whom to name when it is copied.")
    )
    submission_key = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = _(
            "PDF, PNG, JPEG, docx, xlsx, pptx, odt, ods or odp, up to %(limit)d MB."
        ) % {"limit": settings.UPLOAD_BYTES // 1024**2}

    @staticmethod
    def usual(author: str, key: str) -> dict[str, Any]:
        return {
            "moment": Material.Moment.AFTER,
            "access": Material.Access.PARTICIPANTS,
            "licence": Material.Licence.ALL_RIGHTS,
            "author": author,
            "submission_key": key,
        }


class HomeworkForm(RefusingForm):
    homework = line_field(
        gettext_lazy("What to do"), 3000, widget=paragraph(3), help_text=gettext_lazy("Empty: no homework.")
    )
    homework_due_on = day_field(gettext_lazy("Until"), "", required=False)


class BusyTimesForm(RefusingForm):
    source = line_field(
        gettext_lazy("Name of the calendar"),
        80,
        gettext_lazy("Give the calendar a name, as in: work."),
        help_text=gettext_lazy("As in: work. The same name again takes the place of what is there."),
    )
    upload = forms.FileField(
        label=gettext_lazy("The file (.ics)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        error_messages={"required": gettext_lazy("Choose the file of your calendar (.ics).")},
    )
