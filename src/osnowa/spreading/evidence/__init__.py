"""What counts of spreading: information distributed, and organisations that it reached."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from osnowa.programme.evidence import Counting
from osnowa.spreading.evidence.copies import copies, copies_lines
from osnowa.spreading.evidence.organisations import organisations_reached, organisations_reached_lines

COUNTINGS: tuple[Counting, ...] = (
    Counting(
        kind="spreading.copies",
        name=gettext_lazy("information distributed"),
        unit=pgettext_lazy("unit", "copies"),
        definition=gettext_lazy(
            "Copies that went out in the period: prints handed out, letters of the newsletter that mail servers took "
            "and that did not come back, and downloads of the programme's texts (one reader counts once a day for each "
            "file). Reading a text on the site does not count, nor do materials of workshops, because their "
            "participants are counted elsewhere. Withdrawn prints do not count. The same letters and downloads stand "
            "behind “letters of the newsletter delivered” and “downloads of texts”: never add them to this figure."
        ),
        total=copies,
        lines=copies_lines,
    ),
    Counting(
        kind="spreading.organisations_reached",
        name=gettext_lazy("organisations that information reached"),
        unit=pgettext_lazy("unit", "organisations and groups"),
        definition=gettext_lazy(
            "Different organisations and informal groups that got something in the period: prints written down for "
            "them, an issue of the newsletter that reached one of their people whom the registry knew by then, or "
            "materials at a session with a closed list to which one of their people came. Each counts once, on the day "
            "of the first of these facts. Readers of the newsletter who are in no registry stand for no organisation."
        ),
        total=organisations_reached,
        lines=organisations_reached_lines,
    ),
)
