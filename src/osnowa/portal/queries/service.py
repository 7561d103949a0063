"""Who worked in a programme, for how many hours, and the certificate of it: gathered from the rooms below."""

from dataclasses import dataclass

from osnowa.people.models import Account
from osnowa.programme.models import Programme, ServicePaper
from osnowa.programme.rules import Served
from osnowa.support.queries.served import hours_advised, hours_volunteered
from osnowa.workshops.queries.served import hours_led

Kind = ServicePaper.Kind
WHERE = (
    (Kind.TRAINER, hours_led),
    (Kind.MENTOR, hours_advised),
    (Kind.VOLUNTEER, hours_volunteered),
)


@dataclass(frozen=True)
class ServiceRow:
    """`paper`: the valid certificate, or None. `is_behind`: hours have come since it was issued."""

    account: Account
    kind: ServicePaper.Kind
    served: Served
    paper: ServicePaper | None

    @property
    def is_behind(self) -> bool:
        return self.paper is not None and str(self.paper.facts.get("hours")) != _as_words(self.served)


def service_rows(programme: Programme) -> list[ServiceRow]:
    """Everybody who worked for hours that count, by kind of work and name. Six queries."""
    valid = {
        (paper.account_id, paper.kind): paper
        for paper in ServicePaper.objects.filter(programme=programme, revoked_at=None)
    }
    served = [
        (kind, account, done) for kind, of in WHERE for account, done in of(programme).items() if done.minutes
    ]
    accounts = Account.objects.in_bulk({account for _kind, account, _done in served})
    rows = [
        ServiceRow(accounts[account], kind, done, valid.get((account, kind)))
        for kind, account, done in served
        if account in accounts and not accounts[account].is_erased
    ]
    order = list(Kind)
    return sorted(rows, key=lambda row: (order.index(row.kind), row.account.get_full_name()))


def service_row(programme: Programme, account: int, kind: str) -> ServiceRow | None:
    return next(
        (row for row in service_rows(programme) if row.account.pk == account and row.kind == kind), None
    )


def own_service_papers(account: Account) -> list[ServicePaper]:
    """The account's valid certificates of work, newest first."""
    return list(ServicePaper.objects.filter(account=account, revoked_at=None).select_related("programme"))


def _as_words(served: Served) -> str:
    hours = served.hours
    return str(int(hours)) if hours % 1 == 0 else str(hours.normalize())
