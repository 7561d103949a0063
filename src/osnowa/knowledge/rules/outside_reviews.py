"""A reviewer from outside: how long their link holds, whose mailbox an address is, where their review stands."""

import datetime as dt

from osnowa.lib import text

HOLDS, HOLDS_AT_MOST = 14, 60  # days
AGAIN_AFTER = dt.timedelta(minutes=10)  # sooner, a second press on "send again" sends nothing
MOST_LETTERS = 5  # with the link of one invitation
INVITED_A_DAY = 20  # by one editor
COMMENTS_AT_MOST = 100  # in one review
LONGEST_WORDS = 2000  # of a comment

# Who did not decide is forgotten soon; who decided is the proof of a figure, and stays as long as the programme of
# the text is kept, or this long where the text belongs to none.
FORGOTTEN_AFTER = dt.timedelta(days=30)
KEPT_WITHOUT_PROGRAMME = dt.timedelta(days=5 * 365)

WAITING, APPROVED, SENT_BACK = "waiting", "approved", "sent_back"
WITHDRAWN, DECLINED = "withdrawn", "declined"
RAN_OUT, DECIDED = "ran_out", "decided"


def mailbox(address: str) -> str:
    """What makes two addresses one mailbox: case does not count, nor what follows a plus (`anna+praca@poczta.example`
    reaches `anna@poczta.example`).
    """
    name, _at, domain = text.email_key(address).rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def standing(state: str, *, is_open: bool, expires_at: dt.datetime, now: dt.datetime) -> str:
    """Where a review stands: what its row says, unless others have decided on the text meanwhile (`is_open` is no
    longer true: DECIDED) or the link has run out (RAN_OUT).
    """
    if state != WAITING:
        return state
    if not is_open:
        return DECIDED
    return RAN_OUT if expires_at <= now else WAITING
