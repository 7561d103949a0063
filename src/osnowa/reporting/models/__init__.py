from osnowa.reporting.models.report import EvidenceLine, Report, ReportFigure

__all__ = ["EvidenceLine", "Report", "ReportFigure"]
