"""Organisations agree to be found by everybody, one takes it back; mentors say which tools they know."""

import datetime as dt
from functools import partial

from osnowa.knowledge.actions import let_be_named, note_tool_known
from osnowa.knowledge.models import ToolKnown, ToolPage
from osnowa.lib import clock
from osnowa.people.actions import agree_to_public_page, withdraw_public_page
from osnowa.people.models import Account, Organisation, PublicPage
from osnowa.portal.demonstration.calendar import DAY
from osnowa.portal.demonstration.names import MENTOR, MENTOR_OF_FIGURES, Member
from osnowa.portal.demonstration.story.scene import MINUTE, Scene

AGREE = 9  # of the organisations with members; those whose tools are named are among them
ABOUT = (
    "Spotykamy się co tydzień i chętnie pokazujemy, jak pracujemy. Zapraszamy do wspólnych wydarzeń.",
    "",
    "Działamy w dzielnicy. Pożyczamy sprzęt na sąsiedzkie imprezy.",
)
TAUGHT, KNOWS = ToolKnown.Level.TAUGHT, ToolKnown.Level.KNOWS
KNOWN: tuple[tuple[Member, bool, tuple[tuple[str, str], ...]], ...] = (
    (
        MENTOR,
        True,
        (("Nextcloud", TAUGHT), ("Kanboard", TAUGHT), ("Jitsi Meet", KNOWS), ("WordPress", KNOWS)),
    ),
    (MENTOR_OF_FIGURES, False, (("LibreOffice", TAUGHT), ("Nextcloud", KNOWS), ("CiviCRM", KNOWS))),
)


def plan_finding(scene: Scene) -> None:
    """Called by a deed after members were confirmed."""
    for member, agrees, tools in KNOWN:
        scene.timeline.at(clock.now() + MINUTE * 12, partial(_tell, scene.account(member), agrees, tools))
    seen = [pair for pair in scene.members if pair[0].confirmed_at is not None]
    for number, (organisation, account) in enumerate(seen[:AGREE]):
        scene.timeline.at(
            clock.now() + MINUTE * (20 + number * 7), partial(_agree, scene, number, organisation, account)
        )
    if len(seen) >= AGREE:
        organisation, account = seen[AGREE - 1]
        later = min(clock.now() + DAY * 8, scene.timeline.now - dt.timedelta(hours=3))
        scene.timeline.at(later, partial(withdraw_public_page, organisation, by=account))


def _agree(scene: Scene, number: int, organisation: Organisation, account: Account) -> None:
    """Two said it to the coordinator, the others on their own page."""
    if number % 4 == 1:
        agree_to_public_page(
            organisation, given_on=clock.today() - DAY, way=PublicPage.Way.PAPER, by=scene.coordinator
        )
    else:
        agree_to_public_page(organisation, about=ABOUT[number % len(ABOUT)], by=account)


def _tell(mentor: Account, agrees: bool, tools: tuple[tuple[str, str], ...]) -> None:
    pages = {
        page.title: page
        for page in ToolPage.objects.live().filter(title__in=[name for name, _level in tools])
    }
    for name, level in tools:
        if name in pages:
            note_tool_known(pages[name], level=level, by=mentor)
    if agrees:
        let_be_named(by=mentor)
