from osnowa.lib.models.audit import AuditLine
from osnowa.lib.models.mail import OutgoingMail
from osnowa.lib.models.periodic import PeriodicRun
from osnowa.lib.models.search import MissedSearch, SearchEntry, SearchKey, SearchWord

__all__ = [
    "AuditLine",
    "MissedSearch",
    "OutgoingMail",
    "PeriodicRun",
    "SearchEntry",
    "SearchKey",
    "SearchWord",
]
