"""What happens by the clock."""

import datetime as dt

from osnowa.lib import periodic
from osnowa.portal.actions.found import reindex
from osnowa.portal.actions.retention import erase_what_ran_out, warn_before_erasing


@periodic.job("portal.keep_data_no_longer", every=dt.timedelta(hours=12))
def keep_data_no_longer() -> None:
    """First those who were warned of a month ago, then new warnings: nobody is erased in the run that warns."""
    erase_what_ran_out()
    warn_before_erasing()


@periodic.job("portal.make_the_index_anew", every=dt.timedelta(hours=24))
def make_the_index_anew() -> None:
    """Announcements run out, sessions get other titles: once a day the index says what is shown now."""
    reindex()
