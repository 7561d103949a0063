from osnowa.lib.models.audit import AuditLine
from osnowa.lib.models.mail import OutgoingMail
from osnowa.lib.models.periodic import PeriodicRun

__all__ = ["AuditLine", "OutgoingMail", "PeriodicRun"]
