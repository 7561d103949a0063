"""Readers are counted once a day, without cookies; robots and editors are not; looking writes nothing."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from osnowa.knowledge.actions import forget_readers, tally
from osnowa.knowledge.actions.reads import Noted, write_reads
from osnowa.knowledge.evidence import COUNTINGS
from osnowa.knowledge.models import DayMark, ReadCount
from osnowa.knowledge.queries.reads import counted
from osnowa.knowledge.rules import reads as rules
from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme.models import Role
from tests.factories.knowledge import ArticlePageFactory, ReadCountFactory, ToolPageFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.portal.conftest import signed_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def _own_secret(settings, tmp_path):
    settings.HOME = tmp_path
    tally.take()
    yield
    tally.take()


@pytest.mark.parametrize(
    ("headers", "counts"),
    [
        ({"User-Agent": FIREFOX}, True),
        ({"User-Agent": PHONE, "Purpose": "prefetch"}, False),
        ({"User-Agent": PHONE, "Sec-Purpose": "prefetch;prerender"}, False),
        ({"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, False),
        ({"User-Agent": "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)"}, False),
        ({"User-Agent": "facebookexternalhit/1.1"}, False),
        ({"User-Agent": "curl/8.5.0"}, False),
        ({}, False),
    ],
)
def test_who_counts_as_a_reader(headers, counts):
    assert rules.is_reader(headers) is counts


@pytest.mark.parametrize(
    ("referrer", "mark", "kind"),
    [
        ("", "", rules.DIRECT),
        ("https://www.google.pl/search?q=tajne", "", rules.SEARCH),
        ("https://www.google.co.uk/", "", rules.SEARCH),
        ("https://google.com.oszust.example/", "", rules.OTHER),
        ("https://lm.facebook.com/l.php", "", rules.SOCIAL),
        ("https://mail.google.com/", "", rules.OTHER),
        ("https://OSNOWA.example/wiedza/", "", rules.OWN),
        ("https://osnowa.example/wiedza/", "newsletter", rules.NEWSLETTER),
        ("", "skrot", rules.SHORT),
        ("", "cokolwiek", rules.DIRECT),
        ("http://[zepsuty", "", rules.DIRECT),
        ("https://ngo.example/linki", "", rules.OTHER),
    ],
)
def test_where_readers_come_from(referrer, mark, kind):
    assert rules.referrer_kind(referrer, "osnowa.example", mark) == kind


def test_a_mark_says_nothing_without_the_secret_of_its_day():
    day = dt.date(2026, 11, 26)
    said = {"address": "192.0.2.7", "agent": FIREFOX, "what": "read 7"}
    mark = rules.mark_of_reader(b"a" * 32, day, **said)
    assert mark == rules.mark_of_reader(b"a" * 32, day, **said)
    others = [
        rules.mark_of_reader(b"b" * 32, day, **said),
        rules.mark_of_reader(b"a" * 32, day + dt.timedelta(days=1), **said),
        *(rules.mark_of_reader(b"a" * 32, day, **{**said, name: "x"}) for name in said),
    ]
    assert len({mark, *others}) == 6


@pytest.mark.django_db
def test_a_reader_counts_once_a_day_and_looking_writes_nothing(client, roza, programme):
    page = ArticlePageFactory(by=roza, published=True, programme=programme)
    tool = ToolPageFactory(by=roza, published=True)
    for agent, address in (
        (FIREFOX, "192.0.2.1"),
        (FIREFOX, "192.0.2.1"),
        (PHONE, "192.0.2.1"),
        (FIREFOX, "192.0.2.2"),
    ):
        client.get(page.url, headers={"user-agent": agent}, REMOTE_ADDR=address)
    client.get(page.url + "?skad=newsletter", headers={"user-agent": PHONE}, REMOTE_ADDR="192.0.2.3")
    client.head(page.url, headers={"user-agent": PHONE}, REMOTE_ADDR="192.0.2.9")
    client.get(page.url)  # a script without a name
    client.get(tool.url, headers={"user-agent": PHONE, "referer": "https://duckduckgo.com/"})
    client.get(f"/wiedza/pobierz/{page.pk}/md/", headers={"user-agent": PHONE})
    assert (ReadCount.objects.count(), DayMark.objects.count()) == (0, 0)
    assert tally.write() == 6
    assert tally.write() == 0
    client.get(page.url, headers={"user-agent": PHONE}, REMOTE_ADDR="192.0.2.3")  # noted by another process
    assert tally.write() == 0
    today = Period(clock.today(), clock.today())
    found = counted(None, today)
    assert [(row.title, row.kind, row.address, row.reads, row.downloads) for row in found] == [
        (tool.title, "toolpage", tool.url, 1, 0),
        (page.title, "articlepage", page.url, 4, 1),
    ]
    assert [row.page_id for row in counted(programme, today)] == [page.pk]
    rows = ReadCount.objects.filter(page=page, kind="read").values_list("referrer", "times")
    assert dict(rows) == {"direct": 3, "newsletter": 1}
    address = b"192.0.2"
    assert not any(address in mark.encode() for mark in DayMark.objects.values_list("mark", flat=True))
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert forget_readers() == 6
        client.get(page.url, headers={"user-agent": FIREFOX}, REMOTE_ADDR="192.0.2.1")
        assert tally.write() == 1
    assert ReadCount.objects.filter(page=page, kind="read").count() == 3


@pytest.mark.django_db
def test_editors_do_not_count_and_a_file_counts_for_its_text(client, roza, programme):
    page = ArticlePageFactory(by=roza, published=True, programme=programme)
    signed_in(roza, second_factor=False).get(page.url, headers={"user-agent": FIREFOX})
    document = Document.objects.create(title="Wzór", file=ContentFile(b"x", name="wzor.txt"))
    for referer in (f"http://testserver{page.url}", "http://testserver/", "https://obcy.example/"):
        client.get(document.url, headers={"user-agent": FIREFOX, "referer": referer}).close()
    tally.write()
    (row,) = ReadCount.objects.all()
    assert (row.page_id, row.kind, row.referrer, row.times) == (page.pk, "download", "own", 1)


@pytest.mark.django_db
def test_deleted_texts_stay_in_the_sums_and_unknown_ones_never_come_in(roza, programme):
    page = ArticlePageFactory(by=roza, published=True, programme=programme, title="Znikający")
    day = clock.today()
    draft = ArticlePageFactory(by=roza)
    noted = {
        str(n): Noted(day, "read", "direct", page_id=number)
        for n, number in enumerate((page.pk, draft.pk, 0))
    }
    assert write_reads(noted) == 1
    page.delete()
    (row,) = counted(programme, Period(day, day))
    assert (row.page_id, row.title, row.address, row.reads) == (None, "Znikający", "", 1)


@pytest.mark.django_db
def test_evidence_has_a_line_for_each_text_and_month(roza, programme):
    reads = next(one for one in COUNTINGS if one.kind == "knowledge.reads")
    page = ArticlePageFactory(by=roza, published=True, programme=programme)
    days = (dt.date(2026, 9, 30), dt.date(2026, 10, 1), dt.date(2026, 10, 20))
    for number, day in enumerate(days, start=1):
        ReadCountFactory(page=page, happened_on=day, times=number)
    ReadCountFactory(page=page, happened_on=days[2], times=40, kind="download")
    ReadCountFactory(
        page=page, happened_on=days[2], times=50, referrer="other", programme=ProgrammeFactory(slug="inny")
    )
    autumn = Period(dt.date(2026, 9, 1), dt.date(2026, 10, 31))
    lines = list(reads.lines(programme, autumn))
    assert [(line.happened_on, line.amount, line.source.id) for line in lines] == [
        (days[0], 1, page.pk),
        (days[2], 5, page.pk),
    ]
    assert reads.total(programme, autumn) == 6
    assert reads.total(programme, Period(days[1], days[1])) == 2


@pytest.mark.django_db
def test_pages_of_readers_and_their_files(roza, programme, django_assert_max_num_queries):
    for title in ("=1+1", "Hasła"):
        page = ArticlePageFactory(by=roza, published=True, programme=programme, title=title)
        ReadCountFactory(page=page, times=7)
    foreign = ArticlePageFactory(by=roza, published=True, title="Cudzy")
    ReadCountFactory(page=foreign, programme=None)
    alice = TeamMemberFactory(programme=programme, role=Role.COORDINATOR).account
    client = signed_in(alice)
    days = {"od": clock.today().isoformat()}  # the factory's programme is over
    own = client.get(f"/praca/{programme.slug}/czytelnicy/", days).content.decode().replace("\u00a0", " ")
    assert ("Hasła" in own, "Cudzy" in own) == (True, False)
    with django_assert_max_num_queries(20):
        every = client.get("/praca/teksty/czytelnicy/").content.decode()
    assert "Cudzy" in every
    lines = client.get("/praca/teksty/czytelnicy/csv/").getvalue().decode()
    assert "'=1+1" in lines
    assert client.get("/praca/teksty/czytelnicy/xlsx/").content[:2] == b"PK"
    assert client.get("/praca/teksty/czytelnicy/exe/").status_code == 404
    one = client.get(f"/praca/teksty/{page.pk}/czytelnicy/").content.decode()
    assert "<svg" in one
    assert "7" in client.get(f"/praca/teksty/{page.pk}/").content.decode()
