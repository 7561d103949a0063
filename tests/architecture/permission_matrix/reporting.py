"""Indicators and reports."""

from tests.architecture.permission_matrix.shapes import (
    COORD,
    FIGURES,
    PROGRAMME,
    Row,
)

ROWS = (
    # reporting
    Row("reporting:indicators", PROGRAMME, get=FIGURES),
    Row("reporting:indicator", f"{PROGRAMME} indicator.number", get=FIGURES),
    Row("reporting:indicator_facts", f"{PROGRAMME} indicator.number", get=FIGURES),
    Row("reporting:indicator_facts_book", f"{PROGRAMME} indicator.number", get=FIGURES),
    Row("reporting:definitions", PROGRAMME, get=FIGURES),
    Row("reporting:definition_add", PROGRAMME, get=COORD, post=COORD),
    Row("reporting:definition_change", f"{PROGRAMME} indicator.number", get=COORD, post=COORD),
    Row(
        "reporting:definition_remove",
        f"{PROGRAMME} indicator.number",
        get=None,
        post=COORD,
        gone_is_fine=True,
    ),
    Row("reporting:reports", PROGRAMME, get=FIGURES),
    Row("reporting:report_create", PROGRAMME, get=COORD, post=COORD),
    Row("reporting:report", f"{PROGRAMME} draft.number", get=FIGURES),
    Row("reporting:report_change", f"{PROGRAMME} draft.number", get=COORD, post=COORD),
    Row("reporting:report_narrative", f"{PROGRAMME} draft.number", get=COORD, post=COORD),
    Row("reporting:report_preview", f"{PROGRAMME} draft.number", get=FIGURES),
    Row("reporting:report_copy", f"{PROGRAMME} draft.number", get=FIGURES),
    Row("reporting:report_submit", f"{PROGRAMME} draft.number", get=COORD, post=COORD),
    Row("reporting:report_remove", f"{PROGRAMME} draft.number", get=None, post=COORD, gone_is_fine=True),
    Row("reporting:report_paper", f"{PROGRAMME} report.number", get=FIGURES),
    Row("reporting:report_facts", f"{PROGRAMME} report.number", get=FIGURES),
    Row("reporting:frozen_figure", f"{PROGRAMME} report.number figure.number", get=FIGURES),
)
