"""Who is offered as a mentor: those who know the tool first, and the list says so."""

from osnowa.support.models import Adoption
from osnowa.support.queries import mentors_for
from tests.factories.knowledge import ToolKnownFactory, ToolPageFactory
from tests.support.conftest import sign_in


def test_who_knows_the_tool_stands_first(client, scene, django_assert_max_num_queries):
    ToolPageFactory(published=True, title="Nextcloud", other_names="Chmura NC")
    adoption = scene.tool(tool_name="Chmura NC")
    assert [one.account for one in mentors_for(adoption)] == [scene.bob, scene.marek], "by name"
    ToolKnownFactory(account=scene.marek, tool_key="nextcloud", level="knows")
    ToolKnownFactory(account=scene.charlie, tool_key="nextcloud", level="taught")  # of another programme
    with django_assert_max_num_queries(6):
        assert [(one.account, one.level) for one in mentors_for(adoption)] == [
            (scene.marek, "knows"),
            (scene.bob, ""),
        ]
    where = f"/praca/wiedza/wdrozenia/{adoption.pk}/mentor/"
    page = sign_in(client, scene.alice).get(where).content.decode()
    assert page.index("Marek Mentorski – zna z używania") < page.index("Bob Zespołowy")
    assert "Ta osoba nie jest" in client.post(where, {"mentor": scene.charlie.pk}).content.decode()
    assert "Ta osoba nie jest" in client.post(where, {"mentor": "x"}).content.decode()
    client.post(where, {"mentor": scene.marek.pk})
    assert Adoption.objects.get().mentor == scene.marek
    assert "pod opieką" in client.get(where).content.decode()
    client.post(where, {"mentor": ""})
    assert Adoption.objects.get().mentor is None
