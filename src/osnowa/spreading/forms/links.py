"""What is typed about a short link: where it leads, what the poster says, where it hangs."""

import uuid
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from osnowa.lib.fields import RefusingForm, line_field, paragraph
from osnowa.programme.models import Programme
from osnowa.spreading.models import ShortLink
from osnowa.spreading.queries.handouts import texts_to_print
from osnowa.spreading.queries.links import cycles_to_link
from osnowa.spreading.rules.codes import places_in
from osnowa.workshops.models import Cycle

MOST_TEXTS = 300
Kind = ShortLink.Kind
CHOOSE = _("Choose where the code leads.")
WHERE = _("Write where the poster will hang.")


class TargetField(forms.ChoiceField):
    """One of our own pages. Gives a Cycle, a Page, or the word for the programme or the newsletter."""

    def offer(self, programme: Programme, link: ShortLink | None) -> None:
        """What can be chosen; where the link leads now stays, though it may be hidden."""
        self.cycles = {f"cycle-{cycle.pk}": cycle for cycle in cycles_to_link(programme)}
        self.pages = {f"page-{page.pk}": page for page in texts_to_print(programme)[:MOST_TEXTS]}
        if link is not None and link.cycle is not None:
            self.cycles.setdefault(f"cycle-{link.cycle.pk}", link.cycle)
        if link is not None and link.page is not None:
            self.pages.setdefault(f"page-{link.page.pk}", link.page)
        groups: list[tuple[str | Promise, Any]] = [("", _("choose"))]
        own = [(Kind.PROGRAMME, programme.title), (Kind.NEWSLETTER, _now("Sign-up for the newsletter"))]
        groups.append((_now("Pages"), own))
        groups.append((_now("Workshops"), [(key, cycle.title) for key, cycle in self.cycles.items()]))
        groups.append((_now("Texts and news"), [(key, page.title) for key, page in self.pages.items()]))
        self.choices = groups

    def clean(self, value: Any) -> Cycle | Page | str:
        key = super().clean(value)
        return self.cycles.get(key) or self.pages.get(key) or Kind(key)


class LinkForm(RefusingForm):
    """A new one asks for several places, one in a line; one that is there has one."""

    target = TargetField(
        label=_("Where the code leads"),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
        help_text=_("Only pages of this site. It can be changed later: the printed code stays the same."),
    )
    label = line_field(
        _("What stands large on the poster"),
        120,
        _("Write what stands large on the poster."),
        help_text=_("A few words. For example: Free workshops for your organisation."),
    )
    words = forms.CharField(
        label=_("One or two sentences below it"),
        required=False,
        max_length=300,
        widget=paragraph(3),
        help_text=_(
            "Left empty, the page's own summary stands there. Dates of workshops come by themselves."
        ),
    )
    places = forms.CharField(
        label=_("Where posters will hang"),
        widget=paragraph(4),
        error_messages={"required": WHERE},
        help_text=_(
            "One place in each line. Each gets a code of its own, so you see which poster works. For example: Library, "
            "main entrance."
        ),
    )
    place = line_field(_("Where the poster hangs"), 150, WHERE)
    batch_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(
        self, programme: Programme, *args: Any, link: ShortLink | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].offer(programme, link)  # type: ignore[attr-defined]
        for name in ("place",) if link is None else ("places", "batch_key"):
            del self.fields[name]

    def clean_places(self) -> list[str]:
        return places_in(self.cleaned_data["places"])

    @staticmethod
    def initial_of(link: ShortLink) -> dict[str, Any]:
        return {
            "target": f"{link.kind}-{link.cycle_id or link.page_id}"
            if link.kind in (Kind.CYCLE, Kind.PAGE)
            else link.kind,
            "label": link.label,
            "words": link.words,
            "place": link.place,
        }
