"""Total and lines agree; what does not count says why; only the programme's own texts."""

import datetime as dt
from decimal import Decimal

import pytest

from osnowa.knowledge.actions import approve_text, send_text_back, submit_text
from osnowa.knowledge.evidence import COUNTINGS
from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.reporting.queries.addresses import ADDRESSES
from tests.factories.knowledge import ArticlePageFactory, ToolPageFactory, editor
from tests.factories.programme import ProgrammeFactory

pytestmark = pytest.mark.django_db
ARTICLES, TOOLS = COUNTINGS[:2]


def this_year():
    today = clock.today()
    return Period(today - dt.timedelta(days=200), today)


def test_total_is_the_sum_of_lines_that_count(roza, wit, programme):
    for _ in range(2):
        ArticlePageFactory(by=roza, published=True, programme=programme)
    ArticlePageFactory(by=roza, published=True)
    ArticlePageFactory(by=roza, published=True, programme=ProgrammeFactory(slug="inny"))
    ArticlePageFactory(by=roza, programme=programme, title="Szkic")
    submit_text(ArticlePageFactory(by=roza, programme=programme, title="Czeka"), by=roza)
    back = submit_text(ArticlePageFactory(by=roza, programme=programme, title="Wraca"), by=roza)
    send_text_back(back, "Popraw.", by=wit)
    ArticlePageFactory(by=roza, published=True, programme=programme, title="Zdjęty").unpublish()
    lines = list(ARTICLES.lines(programme, this_year()))
    assert ARTICLES.total(programme, this_year()) == 2 == sum(line.amount for line in lines if line.counts)
    assert {line.label: bool(line.reason) for line in lines if not line.counts} == dict.fromkeys(
        ["Szkic", "Czeka", "Wraca", "Zdjęty"], True
    )
    assert TOOLS.total(programme, this_year()) == 0


def test_day_is_the_first_publication_in_warsaw(roza, wit, programme):
    with clock.at(dt.datetime(2017, 9, 30, 22, 30, tzinfo=dt.UTC)):  # October has begun in Warsaw
        page = ToolPageFactory(by=roza, published=True, programme=programme)
    with clock.at(dt.datetime(2017, 11, 5, 12, tzinfo=dt.UTC)):
        page.lead = "Poprawione."
        page.save_revision(user=roza)
        approve_text(submit_text(page, by=roza), by=wit)
    october = Period(dt.date(2017, 10, 1), dt.date(2017, 10, 31))
    rest = [
        Period(dt.date(2017, 9, 1), dt.date(2017, 9, 30)),
        Period(dt.date(2017, 11, 1), dt.date(2017, 11, 30)),
    ]
    assert TOOLS.total(programme, october) == 1
    assert [line.happened_on for line in TOOLS.lines(programme, october)] == [dt.date(2017, 10, 1)]
    assert [TOOLS.total(programme, period) for period in rest] == [Decimal(0), Decimal(0)]


def test_facts_open_the_page_and_a_draft_nothing(roza, programme):
    published = ArticlePageFactory(by=editor(programme), published=True, programme=programme)
    draft = ArticlePageFactory(by=roza, programme=programme)
    foreign = ArticlePageFactory(by=roza)
    found = ADDRESSES["knowledge.articlepage"](programme, [published.pk, draft.pk, foreign.pk])
    assert found == {published.pk: published.url}
