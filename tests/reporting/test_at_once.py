"""Two people press "submit" in the same second. SQLite lets one writer in at a time; PostgreSQL is the one to ask."""

import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import connection

from osnowa.lib import clock
from osnowa.lib.models import AuditLine
from osnowa.reporting import actions, queries
from osnowa.reporting.models import Report, ReportFigure
from tests.reporting.conftest import TODAY, build_world

pytestmark = pytest.mark.threads


@pytest.mark.django_db(transaction=True)
def test_two_submits_at_once_are_one():
    world = build_world()
    report = actions.create_report(
        world.programme,
        kind="partial",
        starts_on=dt.date(2017, 4, 1),
        ends_on=dt.date(2017, 6, 30),
        by=world.alice,
    )
    start, answers = Barrier(4), []

    def submit(who):
        try:
            with clock.at(TODAY):
                start.wait(timeout=10)
                answers.append(actions.submit_report(report, by=who).checksum)
        except Exception as error:  # noqa: BLE001  what went wrong in a thread is told by the test
            answers.append(repr(error))
        finally:
            connection.close()

    threads = [Thread(target=submit, args=(who,)) for who in (world.alice, world.bob, world.alice, world.bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    report = Report.objects.get(pk=report.pk)
    assert answers == [report.checksum] * 4
    assert ReportFigure.objects.filter(report=report).count() == 3
    assert AuditLine.objects.filter(deed="reporting.report_submitted").count() == 1
    assert queries.verify_checksum(report) is True
