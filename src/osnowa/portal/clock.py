"""What happens by the clock."""

import datetime as dt

from osnowa.lib import periodic
from osnowa.portal.actions.retention import erase_what_ran_out, warn_before_erasing


@periodic.job("portal.keep_data_no_longer", every=dt.timedelta(hours=12))
def keep_data_no_longer() -> None:
    """First those who were warned of a month ago, then new warnings: nobody is erased in the run that warns."""
    erase_what_ran_out()
    warn_before_erasing()
