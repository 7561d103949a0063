"""Two issues of the newsletter went out, the third one is being written."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from osnowa.lib import clock
from osnowa.newsletter.actions import composing, postman
from osnowa.newsletter.actions.delivery import queue_issue
from osnowa.newsletter.actions.pictures import put_picture
from osnowa.newsletter.models import Issue, MailingList
from osnowa.newsletter.queries.groups import readers_count
from osnowa.newsletter.queries.issues import candidates
from osnowa.portal.demonstration.calendar import DAY, last_working_day
from osnowa.portal.demonstration.drawings import projector
from osnowa.portal.demonstration.names import EDITOR
from osnowa.portal.demonstration.story.readers import DATES
from osnowa.portal.demonstration.story.scene import MINUTE, Scene


@dataclass(frozen=True)
class IssueText:
    """`days`: before today. `cycles`, `pages`: how many of the coming cycles and the latest texts are picked; texts
    bring their pictures.
    """

    days: int
    title: str
    preheader: str
    opening: str
    closing: str
    cycles: int
    pages: int
    own: tuple[str, str]
    is_sent: bool = True
    topic: str = ""  # to whose readers alone it goes
    seen: str = ""  # in the drawing beside the own words


BYE = "Do zobaczenia!\nZespół programu"
ISSUES = (
    IssueText(
        days=34,
        title="Nowe warsztaty i hasła bez karteczek",
        preheader="Dwa cykle z wolnymi miejscami i trzy krótkie teksty",
        opening="Dzień dobry,\n\npiszemy raz w miesiącu. Dziś o warsztatach, na które można się już zapisać, "
        "i o tym, jak zapamiętać mniej haseł.",
        closing=BYE,
        cycles=2,
        pages=3,
        own=("Dyżur w biurze", "W czwartki biuro jest otwarte do 20.00. Można przyjść bez umawiania się."),
        topic=DATES[0],
    ),
    IssueText(
        days=6,
        title="Co nowego u nas i u sąsiadów",
        preheader="Warsztaty, narzędzia i jedno pytanie do Państwa",
        opening="Dzień dobry,\n\nmamy dla Państwa:\n- najbliższe warsztaty,\n- opisy narzędzi, które sprawdziliśmy,\n"
        "- jedno pytanie na końcu.",
        closing="Czego brakuje Państwa organizacji? Wystarczy odpowiedzieć na ten list.\n\n" + BYE,
        cycles=1,
        pages=3,
        own=("Pożyczamy rzutnik", "Rzutnik i ekran czekają w biurze. Rezerwacja zajmuje minutę."),
        seen="Rzutnik stoi na stole, a jego światło pada na rozstawiony ekran.",
    ),
    IssueText(
        days=1,
        title="Trzy rzeczy na najbliższy miesiąc",
        preheader="",
        opening="Dzień dobry,\n\nnajbliższy miesiąc w trzech punktach.",
        closing=BYE,
        cycles=2,
        pages=2,
        own=("Podziękowania", "Dziękujemy wszystkim, którzy byli z nami na pikniku organizacji."),
        is_sent=False,
    ),
)


def plan_newsletter(scene: Scene) -> None:
    """Each issue in the morning of a working day: written at nine, sent an hour later."""
    for words in ISSUES:
        day = last_working_day(scene.calendar.today - DAY * words.days)
        scene.timeline.at(clock.moment(day, dt.time(9, 5)), partial(_write, scene, words))


def _write(scene: Scene, words: IssueText) -> None:
    editor = scene.account(EDITOR)
    issue = composing.begin_issue(
        scene.programme,
        title=words.title,
        preheader=words.preheader,
        opening=words.opening,
        closing=words.closing,
        language="pl",
        is_public=True,
        by=editor,
    )
    found = [one.key for one in candidates(issue)]
    cycles = [key for key in found if key.startswith("cycle")][: words.cycles]
    pages = [key for key in found if key.startswith("page")][: words.pages]
    composing.add_items(issue, [*cycles, *pages], with_pictures=True, by=editor)
    item = composing.add_words(issue, *words.own, by=editor)
    if words.seen:
        put_picture(item, projector(), alt=words.seen, by=editor)
    topic = MailingList.objects.filter(title=words.topic).first() if words.topic else None
    if topic is not None:
        composing.choose_readers(issue, topic, by=editor)
    if words.is_sent and readers_count(issue):
        scene.timeline.at(clock.now() + MINUTE * 60, partial(_send, scene, issue))


def _send(scene: Scene, issue: Issue) -> None:
    """The worker's turn comes right after the click."""
    queue_issue(issue, by=scene.account(EDITOR))
    postman.send_due()
