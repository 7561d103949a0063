from osnowa.people import privacy as people_privacy
from osnowa.programme import privacy
from osnowa.programme.models import TeamMember
from tests.factories.people import PersonFactory


def test_export_gives_the_roles_of_the_persons_account(house):
    person = PersonFactory()
    house.tomek.person = person
    house.tomek.save()
    assert privacy.export(person)["roles"] == [
        {
            "programme": house.programme.title,
            "role": "trainer",
            "since": TeamMember.objects.get(account=house.tomek).added_at.isoformat(),
            "until": None,
        }
    ]
    assert privacy.export(PersonFactory())["roles"] == []


def test_erasing_keeps_the_programmes_history_without_the_name(house):
    person = PersonFactory()
    house.tomek.person = person
    house.tomek.save()
    privacy.erase(person)
    people_privacy.erase(person)
    assert TeamMember.objects.filter(programme=house.programme, role="trainer").count() == 1
    assert "Tomek" not in str(TeamMember.objects.get(programme=house.programme, role="trainer"))
