"""What happens by the clock. Sending itself is the worker's own turn (project.worker), not a job of one runner."""

import datetime as dt

from osnowa.lib import periodic
from osnowa.newsletter.actions.delivery import begin_due

periodic.job("newsletter.begin_due", every=dt.timedelta(minutes=1))(begin_due)
