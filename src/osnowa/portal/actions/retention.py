"""What happens when the time of keeping personal data runs out: first a warning, a month later erasure."""

import logging

from osnowa.lib.errors import RuleBroken
from osnowa.portal.actions.erasing import erase_person
from osnowa.portal.queries.retention import people_to_erase, programmes_over, programmes_to_warn
from osnowa.portal.rules import Reason
from osnowa.programme.actions import warn_of_retention

logger = logging.getLogger("osnowa.retention")
AT_ONCE = 200  # people in one run; the next run goes on


def warn_before_erasing() -> int:
    """Write to the coordinators of programmes whose day is a month away. Returns of how many programmes."""
    programmes = programmes_to_warn()
    for programme in programmes:
        warn_of_retention(programme, people=people_to_erase(programme).count())
    return len(programmes)


def erase_what_ran_out() -> int:
    """Erase, each in a transaction of its own, those whom nothing keeps any longer. Returns how many.

    Who cannot be erased (the only contact of a group) stays until somebody names another contact.
    """
    erased = 0
    for programme in programmes_over():
        for person in people_to_erase(programme)[: AT_ONCE - erased]:
            try:
                erase_person(person, reason=Reason.RETENTION, by=None)
            except RuleBroken as refusal:
                logger.info("person %s stays: %s", person.pk, refusal.code)
            else:
                erased += 1
    return erased
