"""One step on an organisation's way through a programme, as every room can say it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class PathStep:
    """`state`: one of the look's states (done progress soon overdue none na), `state_label` the same in words.

    `title` one line, `text` a second one. `url`: the page where it stands, for the team, and `own_url` the same
    for the organisation's members; empty where there is none.
    `programme`: id of the programme it belongs to, or None for what the whole installation shares.
    """

    happened_on: dt.date
    title: str
    text: str = ""
    state: str = "done"
    state_label: str = ""
    url: str = ""
    own_url: str = ""
    programme: int | None = None
