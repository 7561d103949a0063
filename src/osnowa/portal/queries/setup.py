"""What a new programme still lacks before it can be shown."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.programme.models import Programme, living
from osnowa.programme.queries import missing_before_publication


@dataclass(frozen=True)
class Step:
    """One thing to set up before the programme can be shown."""

    title: str
    second: str
    url: str
    done: bool


def steps_of_setup(programme: Programme) -> list[Step]:
    """What a new programme lacks, in the order in which it is easiest done."""
    lacking = missing_before_publication(programme)
    slug = [programme.slug]

    def step(title: str, second: str, name: str, *, done: bool) -> Step:
        return Step(title, second, reverse(name, args=slug), done)

    return [
        step(
            _("Describe the programme"),
            _("Two sentences for the home page, and how people reach you"),
            "programme:change",
            done="summary" not in lacking and "contact" not in lacking,
        ),
        step(
            _("Add activities"),
            _("The blocks of your agreement"),
            "programme:activities",
            done="activities" not in lacking,
        ),
        step(
            _("Write the information clause"),
            _("What people are told when they give their data; a pattern waits"),
            "programme:clause_write",
            done="clause" not in lacking,
        ),
        step(
            _("Add indicators"),
            _("What you promised to count: baseline, target, source"),
            "reporting:definitions",
            done=programme.indicators.exists(),
        ),
        step(
            _("Invite the team"),
            _("Trainers see their sessions, evaluators the figures"),
            "programme:team",
            done=programme.team.filter(living()).count() > 1,
        ),
        step(
            _("Add the first cycle"),
            _("Topic, dates, places"),
            "workshops:work_cycles",
            done=programme.cycles.exists(),
        ),
        step(
            _("Publish the programme"),
            _("Then everybody can see it"),
            "programme:overview",
            done=programme.is_public,
        ),
    ]
