"""What happens by the clock."""

import datetime as dt

from osnowa.knowledge.actions import delete_old_texts
from osnowa.lib import periodic


@periodic.job("knowledge.delete_sent_texts", every=dt.timedelta(days=1))
def delete_sent_texts() -> None:
    delete_old_texts()
