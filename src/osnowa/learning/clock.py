"""What happens by the clock."""

import datetime as dt

from osnowa.learning.actions.invitations import invite
from osnowa.learning.queries.invitations import cycles_to_invite
from osnowa.lib import periodic


@periodic.job("learning.invite_to_tests", every=dt.timedelta(minutes=30))
def invite_to_tests() -> None:
    """Each cycle in a transaction of its own: one that fails leaves the others alone until the next turn."""
    for cycle, kind in cycles_to_invite():
        invite(cycle, kind)
