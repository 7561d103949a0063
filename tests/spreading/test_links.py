import uuid

import pytest

from osnowa.knowledge.models import DayMark
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.spreading.actions.links import change_link, end_link, make_links, reopen_link
from osnowa.spreading.actions.visits import tally
from osnowa.spreading.models import LinkDay, ShortLink
from osnowa.spreading.queries.links import links_of, target_of
from tests.factories.programme import ProgrammeFactory
from tests.factories.workshops import CycleFactory

Kind = ShortLink.Kind
PHONE = "Mozilla/5.0 (Linux; Android 15; Mobile) Firefox/140.0"


@pytest.fixture(autouse=True)
def nothing_waits(settings, tmp_path):
    """A folder of its own for the secret of the day, and no visits of other tests."""
    settings.HOME = tmp_path
    tally.take()


def make(scene, target=Kind.NEWSLETTER, **fields):
    given = {"label": "Piszemy raz w miesiącu", "places": ["Biblioteka", "Dom kultury"], "by": scene.ed}
    return make_links(scene.programme, target, **given | fields)


def test_each_place_has_its_code_and_the_same_form_makes_no_more(scene):
    key = uuid.uuid4()
    made = make(scene, batch_key=key)
    assert [link.place for link in made] == ["Biblioteka", "Dom kultury"]
    assert make(scene, batch_key=key) == made
    assert len({link.code for link in made}) == ShortLink.objects.count() == 2


def test_it_leads_to_our_own_things_only(scene):
    foreign = CycleFactory(programme=ProgrammeFactory())
    for target in (foreign, "https://zly.example/", "cycle", ""):
        with pytest.raises(RuleBroken) as refused:
            make(scene, target)
        assert refused.value.code == "target"
    for fields, code in (
        ({"places": [" "]}, "places"),
        ({"label": ""}, "label"),
        ({"places": [f"{n}" for n in range(21)]}, "many"),
    ):
        with pytest.raises(RuleBroken) as refused:
            make(scene, **fields)
        assert refused.value.code == code
    assert not ShortLink.objects.exists()


def test_a_visit_leads_on_and_is_counted_once_a_day_without_a_cookie(scene, client):
    cycle = CycleFactory(programme=scene.programme, slug="hasla", is_published=True)
    link, other = make(scene, cycle)
    url = f"/k/{link.code.lower()}/"
    for agent in (PHONE, PHONE, f"{PHONE} Other", "Mozilla/5.0 (compatible; Googlebot/2.1)", "curl/8"):
        answer = client.get(url, headers={"User-Agent": agent})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/programy/wiedza/warsztaty/hasla/")
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies
    client.head(url, headers={"User-Agent": f"{PHONE} Third"})
    assert not LinkDay.objects.exists()  # looking writes nothing
    assert tally.write() == 2
    client.get(url, headers={"User-Agent": PHONE})
    assert tally.write() == 0
    assert LinkDay.objects.values_list("link", "day", "visits").get() == (link.pk, clock.today(), 2)
    assert DayMark.objects.count() == 2
    assert {row.pk: (row.visits, row.visits_lately) for row in links_of(scene.programme)} == {
        link.pk: (2, 2),
        other.pk: (0, 0),
    }


def test_wrong_ended_and_hidden_codes_say_so_and_show_the_way_on(scene, client):
    cycle = CycleFactory(programme=scene.programme, slug="hasla", is_published=False)
    hidden = make(scene, cycle, places=["Rynek"])[0]
    link = make(scene, places=["Biblioteka"])[0]
    end_link(link, by=scene.ed)
    end_link(link, by=scene.ed)
    for code, status, words in (
        (link.code, 410, "Ten plakat jest nieaktualny"),
        (hidden.code, 410, "Ten plakat jest nieaktualny"),
        ("ZZZZZ", 404, "Nie ma takiego kodu"),
        ("<script>", 404, "Nie ma takiego kodu"),
    ):
        answer = client.get(f"/k/{code}/", headers={"User-Agent": PHONE})
        page = answer.content.decode().replace("\u00a0", " ")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "no-store")
        assert words in page
        assert 'href="/szukaj/"' in page
        assert "hasla" not in page
    assert tally.write() == 0
    reopen_link(link, by=scene.ed)
    assert client.get(f"/k/{link.code}/").headers["Location"] == "/newsletter/zapis/"
    cycle.delete()
    hidden.refresh_from_db()
    assert target_of(hidden).path == ""


def test_a_printed_code_can_be_led_elsewhere(scene):
    link = make(scene, places=["Biblioteka"])[0]
    LinkDay.objects.create(link=link, day=clock.today(), visits=3)
    changed = change_link(link, target=Kind.PROGRAMME, label=link.label, place="Szkoła", by=scene.alice)
    assert (changed.code, changed.place, target_of(changed).path) == (
        link.code,
        "Szkoła",
        "/programy/wiedza/",
    )
    assert links_of(scene.programme).get().visits == 3
