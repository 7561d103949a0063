"""One thing on the page "my affairs", as every room can say it to the person whose thing it is."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Affair:
    """`at`: the moment it is about (UTC), or None. `url`: the person's own page of it; `deed`: the verb on its button,
    empty where nothing waits for the person; `deed_url`: where the button leads, empty for `url`.
    `state` and `state_label` as in `PathStep`.
    """

    title: str
    second: str = ""
    at: dt.datetime | None = None
    url: str = ""
    deed: str = ""
    deed_url: str = ""
    state: str = "none"
    state_label: str = ""

    @property
    def waits(self) -> bool:
        """Must the person do something about it?"""
        return bool(self.deed) and self.state in {"soon", "overdue"}
