from osnowa.reporting.actions.drafts import change_report, create_report, remove_draft
from osnowa.reporting.actions.submitting import submit_report

__all__ = ["change_report", "create_report", "remove_draft", "submit_report"]
