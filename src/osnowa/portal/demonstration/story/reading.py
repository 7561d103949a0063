"""People read the texts: counted without names, as on a real site; a few say whether a text helped them."""

import datetime as dt
import random
from functools import partial

from osnowa.knowledge.actions import forget_answers, forget_readers, note_answer, send_words, write_reads
from osnowa.knowledge.actions.reads import Noted
from osnowa.knowledge.models import ReadCount, Referrer, ReviewedPage
from osnowa.knowledge.queries import text_named
from osnowa.knowledge.queries.reading import newest
from osnowa.lib import audit
from osnowa.portal.demonstration.calendar import DAY
from osnowa.portal.demonstration.story.scene import MINUTE, Scene

READ_TEXTS = 24  # the newest; the others are read by chance
DAYS = 45
FROM = (
    *[Referrer.SEARCH] * 9,
    *[Referrer.DIRECT] * 6,
    *[Referrer.OWN] * 6,
    *[Referrer.NEWSLETTER] * 4,
    *[Referrer.SOCIAL] * 3,
    *[Referrer.OTHER] * 2,
    Referrer.SHORT,
)
OPINIONS = (9, 5, 7, 3, 4)  # answers about the newest texts, one list of answers for each
WORDS = (
    (0, True, "Krótko i po ludzku. Wydrukowałam i powiesiłam w biurze."),
    (1, False, "Brakuje przykładu dla grupy, która nie ma konta w banku."),
    (2, True, "Przydałaby się lista: co zrobić w pierwszym tygodniu, a co może poczekać."),
)


def plan_reading(scene: Scene) -> None:
    """The sums of all days are written at once, an hour and a half before now."""
    now = scene.timeline.now
    scene.timeline.at(now - MINUTE * 90, partial(_read, scene))
    for number, answers in enumerate(OPINIONS):
        scene.timeline.at(now - DAY * (number + 2), partial(_say, number, answers))
    for number, is_useful, words in WORDS:
        scene.timeline.at(now - DAY * (number + 1) - MINUTE * 25, partial(_write, number, words, is_useful))


def _read(scene: Scene) -> None:
    dice = random.Random(83)  # noqa: S311  dice of their own: the rest of the story stays as it is
    noted = {}
    today = scene.calendar.today
    for place, text in enumerate(newest(READ_TEXTS)):
        first = max(text.published_on or today, today - DAY * DAYS)
        for number in range((today - first).days + 1):
            day = first + dt.timedelta(days=number)
            fresh = 6 if number < 3 else 0  # noqa: PLR2004  a new text is read more in its first days
            for _reader in range(dice.randrange(0, 5 - min(place // 6, 3)) + fresh):
                kind = ReadCount.Kind.DOWNLOAD if dice.random() < 0.12 else ReadCount.Kind.READ  # noqa: PLR2004  one in eight
                mark = f"{dice.getrandbits(128):032x}"
                noted[mark] = Noted(day, kind, dice.choice(FROM), page_id=text.pk)
    write_reads(noted)
    forget_readers()
    forget_answers()


def _text(number: int) -> ReviewedPage | None:
    found = newest(number + 1)
    return text_named(found[number].pk) if len(found) > number else None


def _say(number: int, answers: int) -> None:
    page = _text(number)
    if page is not None:
        for one in range(answers):
            mark = f"{number:016x}{one:016x}"
            note_answer(page, one % 4 != 3, mark=mark)  # noqa: PLR2004  every fourth says no


def _write(number: int, words: str, is_useful: bool) -> None:
    page = _text(number)
    if page is not None:
        send_words(page, words, is_useful, by=audit.PARTICIPANT)
