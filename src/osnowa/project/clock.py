"""What the machinery itself does by the clock."""

import datetime as dt

from django.core.management import call_command

from osnowa.lib import mail, periodic, work

periodic.job("lib.return_lost_jobs", every=dt.timedelta(minutes=1))(work.return_lost_jobs)
periodic.job("lib.keep_recent_results", every=dt.timedelta(hours=6))(work.keep_recent_results)
periodic.job("lib.keep_recent_letters", every=dt.timedelta(hours=6))(mail.keep_recent)


@periodic.job("project.clear_sessions", every=dt.timedelta(hours=12))
def clear_sessions() -> None:
    """Sessions that ran out hold who was signed in: no reason to keep them."""
    call_command("clearsessions")
