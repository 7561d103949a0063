"""Who leads which session: its own trainers, or else the cycle's."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from osnowa.people.models import Account
from osnowa.workshops.models import Session


def led_by(accounts: Iterable[Account], among: QuerySet[Session] | None = None) -> QuerySet[Session]:
    """Sessions that one of these accounts leads. `among`: out of these; if not given, out of all not called off."""
    chosen = [account.pk for account in accounts]
    some = Session.every.filter(Q(trainers__in=chosen) | Q(trainers__isnull=True, cycle__trainers__in=chosen))
    return (Session.objects.all() if among is None else among).filter(pk__in=some.values("pk"))


@dataclass(frozen=True)
class Clash:
    """Somebody is to be in two places at once. `session`: the other one; None: an own calendar says busy (`source`)."""

    account: Account
    session: Session | None = None
    source: str = ""


def clashes(session: Session) -> list[Clash]:
    """Who of those who lead this session has something else at that time. Three queries and one per trainer at most."""
    trainers = session.led_by
    found = []
    for trainer in trainers:
        at_once = {"starts_at__lt": session.ends_at, "ends_at__gt": session.starts_at}
        other = led_by([trainer]).filter(**at_once).exclude(pk=session.pk).select_related("cycle").first()
        if other is not None:
            found.append(Clash(trainer, session=other))
            continue
        busy = trainer.busy_times.filter(**at_once).first()
        if busy is not None:
            found.append(Clash(trainer, source=busy.source))
    return found
