"""Reports as drafts. A submitted one is made by submitting: frozen rows without a seal would be a lie."""

import datetime as dt
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from osnowa.reporting.models import EvidenceLine, Report, ReportFigure
from tests.factories.programme import IndicatorFactory, ProgrammeFactory


class ReportFactory(DjangoModelFactory):
    """A partial report on April to June 2017."""

    class Meta:
        model = Report

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.LazyAttribute(lambda it: it.programme.reports.count() + 1)
    kind = Report.Kind.PARTIAL
    starts_on = dt.date(2017, 4, 1)
    ends_on = dt.date(2017, 6, 30)
    due_on = dt.date(2017, 7, 30)


class ReportFigureFactory(DjangoModelFactory):
    class Meta:
        model = ReportFigure

    report = factory.SubFactory(ReportFactory)
    indicator = factory.SubFactory(IndicatorFactory, programme=factory.SelfAttribute("..report.programme"))
    number = factory.SelfAttribute("indicator.number")
    name = factory.SelfAttribute("indicator.name")
    unit = "osoby"
    definition = "Osoby, które przyszły."
    baseline = Decimal(0)
    target = factory.SelfAttribute("indicator.target")
    value = Decimal(0)
    value_to_date = Decimal(0)


class EvidenceLineFactory(DjangoModelFactory):
    class Meta:
        model = EvidenceLine

    figure = factory.SubFactory(ReportFigureFactory)
    position = factory.LazyAttribute(lambda it: it.figure.lines.count() + 1)
    happened_on = dt.date(2017, 5, 9)
    amount = Decimal(1)
    label = "Cykl 1, spotkanie 1"
    source_kind = "workshops.attendance"
    source_id = factory.Sequence(lambda n: n + 1)
