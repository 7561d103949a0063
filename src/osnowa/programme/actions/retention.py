"""How long personal data of participants are kept after a programme, and the warning before they go."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme import emails
from osnowa.programme.models import Programme, Role
from osnowa.programme.queries import accounts_with_role

LEAST, MOST = 1, 15  # years

retention_set = audit.deed("programme.retention_set", gettext_lazy("changed how long personal data are kept"))
retention_warned = audit.deed(
    "programme.retention_warned", gettext_lazy("warned that personal data will be erased")
)


@transaction.atomic
def set_retention(programme: Programme, *, years: int, by: Account) -> Programme:
    """Years from 1 January after the programme's last year. A changed time is warned about anew.

    Raises RuleBroken ("years"): fewer than one, or more than fifteen.
    """
    programme = lock(programme)
    if not LEAST <= years <= MOST:
        raise RuleBroken(_("Write a number of years from 1 to 15."), code="years", field="years")
    if programme.keep_years != years:
        programme.keep_years = years
        programme.save(update_fields=["keep_years"])
        retention_set.record(programme, by=by, programme_id=programme.pk, years=years)
    return programme


@transaction.atomic
def warn_of_retention(programme: Programme, *, people: int, by: Account | None = None) -> Programme:
    """Write to the coordinators that the data of so many people will be erased. The same day is told once."""
    programme = lock(programme)
    day = programme.kept_until
    if programme.warned_for_on == day:
        return programme
    programme.warned_for_on, programme.warned_on = day, clock.today()
    programme.save(update_fields=["warned_for_on", "warned_on"])
    for account in accounts_with_role(programme, Role.COORDINATOR):
        emails.retention_warning(programme, account, people)
    retention_warned.record(programme, by=by, programme_id=programme.pk, day=day.isoformat())
    return programme
