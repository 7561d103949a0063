import json

from osnowa.spreading import privacy
from osnowa.spreading.actions.handouts import withdraw_handout
from osnowa.spreading.actions.links import make_links
from osnowa.spreading.evidence import COUNTINGS
from tests.factories.people import PersonFactory
from tests.spreading.conftest import MAY


def test_who_wrote_it_down_takes_it_along_and_is_forgotten(scene):
    scene.alice.person = person = PersonFactory()
    scene.alice.save()
    handout = scene.prints(note="Anna stała przy stoisku")
    mistake = withdraw_handout(scene.prints(), "Anna się pomyliła", by=scene.alice)
    make_links(scene.programme, "newsletter", label="Piszemy", places=["Rynek"], by=scene.alice)
    told = privacy.export(person)
    assert [len(told[part]) for part in ("prints", "prints_withdrawn", "short_links")] == [2, 1, 1]
    assert json.dumps(told)
    assert privacy.export(PersonFactory())["prints"] == []
    before = [one.total(scene.programme, MAY) for one in COUNTINGS]
    for _again in range(2):
        privacy.erase(person)
    handout.refresh_from_db()
    mistake.refresh_from_db()
    assert (handout.note, mistake.withdrawn_because) == ("", "")
    assert [one.total(scene.programme, MAY) for one in COUNTINGS] == before
