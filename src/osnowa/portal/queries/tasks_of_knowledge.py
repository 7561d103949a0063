"""What waits for somebody in knowledge, as tasks of the team."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from osnowa.knowledge.queries.reading import what_waits
from osnowa.lib import clock
from osnowa.portal.queries.task import Task


def knowledge_tasks() -> Iterator[Task]:
    """Texts that wait for a second person, tools that nobody checked: all editors and coordinators share them."""
    found = what_waits(clock.today())
    waiting, due, unchecked = found["waiting"], found["due"], found["unchecked"]
    if waiting:
        yield Task(
            title=_("Read and approve texts"),
            second=ngettext(
                "%(count)d text waits for a second person",
                "%(count)d texts wait for a second person",
                waiting,
            )
            % {"count": waiting},
            deed=pgettext("deed", "Read"),
            url=reverse("knowledge:texts"),
        )
    if due:
        yield Task(
            title=_("Read texts again"),
            second=ngettext(
                "%(count)d text was to be checked again already",
                "%(count)d texts were to be checked again already",
                due,
            )
            % {"count": due},
            deed=pgettext("deed", "Read"),
            url=reverse("knowledge:texts") + "#due",
        )
    if found["dead"]:
        yield Task(
            title=_("Mend links of texts"),
            second=ngettext(
                "%(count)d link leads nowhere any more",
                "%(count)d links lead nowhere any more",
                found["dead"],
            )
            % {"count": found["dead"]},
            deed=pgettext("deed", "Look"),
            url=reverse("knowledge:links"),
        )
    if unchecked:
        yield Task(
            title=_("Check tools of the catalogue"),
            second=ngettext(
                "%(count)d tool was not checked for half a year",
                "%(count)d tools were not checked for half a year",
                unchecked,
            )
            % {"count": unchecked},
            deed=pgettext("deed", "Look"),
            url=reverse("knowledge:tools_to_check"),
        )
