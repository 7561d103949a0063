"""Who may open which address: one row per address of ours, one per foreign prefix. A module for each app.

An address without a row fails the build, and so does a row without an address. `get` and `post` name who is let in;
everybody else is kept out (404, or sent to sign in). None: there is no such method (405 for whoever could come in).
`args` are paths into the world of test_permission_matrix.py; the same paths into the foreign programme's world must be
404 even for the coordinator, except where the thing is shared by all programmes (`shared`) or is public.
"""

from tests.architecture.permission_matrix import (
    attendance,
    cooperation,
    coworking,
    front,
    knowledge,
    learning,
    messages,
    newsletter,
    newsletter_readers,
    people,
    programme,
    recruitment,
    reporting,
    sessions,
    spreading,
    support,
    timetable,
    workshops,
)
from tests.architecture.permission_matrix.shapes import ALL, NEWSROOM, NOBODY, Prefix

ROWS = (
    *front.ROWS,
    *programme.ROWS,
    *people.ROWS,
    *workshops.ROWS,
    *messages.ROWS,
    *learning.ROWS,
    *support.ROWS,
    *timetable.ROWS,
    *coworking.ROWS,
    *cooperation.ROWS,
    *knowledge.ROWS,
    *newsletter.ROWS,
    *newsletter_readers.ROWS,
    *spreading.ROWS,
    *reporting.ROWS,
)

# Rooms that make their own things for the world (`things`) and find them in the demonstration (`found`)
MAKERS = (
    programme,
    coworking,
    knowledge,
    cooperation,
    support,
    workshops,
    sessions,
    recruitment,
    messages,
    attendance,
    timetable,
    learning,
    newsletter,
    newsletter_readers,
    spreading,
)

PREFIXES = (
    Prefix("redakcja/", NEWSROOM, note="Wagtail's admin: rights lent by role (knowledge.permissions)"),
    Prefix("wiedza/", ALL, example="wiedza/aktualnosci/", note="published articles, tools and news only"),
    Prefix("dokumenty/", NOBODY, example="dokumenty/1/nie-ma.pdf", note="documents of the news: downloads"),
)

# Of the editors' room, closed to everybody: what has consequences beyond the news.
CLOSED = (
    "redakcja/users/",
    "redakcja/groups/",
    "redakcja/sites/",
    "redakcja/workflows/list/",
    "redakcja/collections/",
    "redakcja/images/",
    "redakcja/images/add/",
    "redakcja/pages/1/privacy/",
    "wiedza/_util/login/",
    "konto/login/",
    "konto/password/reset/",
    "konto/signup/",
    "admin/",
)
