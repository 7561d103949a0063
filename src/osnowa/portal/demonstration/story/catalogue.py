"""The catalogue: tools of the library, given by one editor and read by the other; and candidates from a list."""

import datetime as dt
from functools import partial

from osnowa.knowledge.actions import approve_text, draft_text, import_candidates, submit_text
from osnowa.knowledge.models import ToolPage
from osnowa.knowledge.registers import tool_library
from osnowa.knowledge.registers.tool_lists import Candidate
from osnowa.lib import clock
from osnowa.portal.demonstration.calendar import DAY, next_working_day
from osnowa.portal.demonstration.names import EDITOR, SECOND_EDITOR
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.portal.demonstration.texts import texts

LAID_AFTER = DAY * 9  # from the programme's start
TAKEN = 30  # records, from the top of the library: what organisations ask for most
# Days since somebody checked it: what an editor is reminded of, and what readers are warned about
NOT_CHECKED_FOR = {"Mailtrain": 402, "Framadate": 204, "Mattermost": 191}
SOURCE = "awesome-selfhosted"
CANDIDATES = (
    ("Dolibarr", "https://www.dolibarr.org/", "https://github.com/Dolibarr/dolibarr", "GPL-3.0", "Resource Planning"),
    ("Indico", "https://getindico.io/", "https://github.com/indico/indico", "MIT", "Polls and Events"),
    ("Keila", "https://www.keila.io/", "https://github.com/pentacent/keila", "AGPL-3.0",
     "Communication - Email - Mailing Lists and Newsletters"),
    ("Paperless-ngx", "https://docs.paperless-ngx.com/", "https://github.com/paperless-ngx/paperless-ngx", "GPL-3.0",
     "Document Management"),
    ("Rallly", "https://rallly.co/", "https://github.com/lukevella/rallly", "AGPL-3.0", "Polls and Events"),
)  # fmt: skip


def plan_tools(scene: Scene) -> None:
    day = next_working_day(scene.calendar.period.start + LAID_AFTER)
    scene.timeline.at(clock.moment(day, dt.time(9, 5)), partial(_lay, scene))
    scene.timeline.at(clock.moment(day, dt.time(9, 50)), _import_list)


def _lay(scene: Scene) -> None:
    written = {text.title for text in texts()}
    by, pages = scene.account(EDITOR), []
    for record in tool_library.records()[:TAKEN]:
        if record.title in written:
            continue
        page = ToolPage(**record.fields)
        page.checked_on = scene.calendar.today - DAY * NOT_CHECKED_FOR.get(record.title, 30)
        pages.append(draft_text(page, by=by))
    scene.timeline.at(clock.now() + MINUTE * 95, partial(_approve, scene, pages))


def _approve(scene: Scene, pages: list[ToolPage]) -> None:
    for page in pages:
        approve_text(submit_text(page, by=scene.account(EDITOR)), by=scene.account(SECOND_EDITOR))


def _import_list() -> None:
    import_candidates(
        [
            Candidate(
                SOURCE,
                name.casefold(),
                name,
                {
                    "website": website,
                    "source_url": source,
                    "licences": [licence],
                    "tags": [kind],
                    "own_server": True,
                },
            )
            for name, website, source, licence, kind in CANDIDATES
        ],
        by=None,
    )
