"""What pages of support say beside the plain case: the same tool again, who advises, who can confirm, own hours."""

import datetime as dt

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.people.rules.affairs import Affair
from osnowa.support import queries
from osnowa.support.actions.adoption import record_stage
from osnowa.support.actions.consultation import confirm_consultation
from osnowa.support.actions.hours import approve_hours, return_hours
from osnowa.support.models import Adoption, WorkLog
from tests.factories.people import OrganisationFactory, member_of
from tests.support.conftest import MAY_10, sign_in
from tests.support.test_adoption import deeds
from tests.support.test_pages import WORK, own, text


class TestSameToolAgain:
    def typed(self, scene, **changed):
        return {
            "programme": scene.programme.pk,
            "tool_name": "nextcloud",
            "purpose": "Wspólne pliki",
            "stage": "considered",
            "happened_on": "10.05.2017",
            "owner": scene.owner.pk,
        } | changed

    def test_what_is_not_saved_is_said_with_the_ways_on(self, client, scene):
        adoption = scene.tool()
        sign_in(client, scene.ola)
        page = client.post(
            own(scene, "narzedzia/dodaj/"), self.typed(scene, purpose="Kalendarz"), follow=True
        )
        adoption.refresh_from_db()
        assert (adoption.purpose, Adoption.objects.count()) == ("Wspólne pliki", 1)
        shown = text(page)
        assert ("jest już na Waszej liście" in shown, "nie zapisaliśmy" in shown) == (True, True)
        alert = shown.partition("jest już na Waszej liście")[2].partition("</div></div>")[0]
        assert f'href="{own(scene, f"narzedzia/{adoption.pk}/etap/")}"' in alert

    def test_the_same_form_sent_twice_is_answered_the_same(self, client, scene):
        sign_in(client, scene.ola)
        said = [
            text(client.post(own(scene, "narzedzia/dodaj/"), self.typed(scene), follow=True))
            for _ in range(2)
        ]
        assert ["nie zapisaliśmy" in page for page in said] == [False, False]


class TestTold:
    def test_path(self, scene):
        adoption = scene.tool()
        record_stage(adoption, "trial", MAY_10, note="Próba", by=scene.ola)
        confirm_consultation(scene.talk(), by=scene.ola)
        scene.talk(topic="Niepotwierdzona")
        steps = queries.path_steps(scene.laka)
        assert [(step.title, step.text, step.state_label) for step in steps] == [
            ("Nextcloud", "Wspólne pliki", "rozważane"),
            ("Nextcloud", "Próba", "w próbie"),
            ("Konsultacja: Wybór dysku", "1,5 h, online", "potwierdzona"),
        ]
        assert {step.programme for step in steps} == {scene.programme.pk}
        assert queries.path_steps(scene.brzeg) == []

    def test_affairs(self, scene):
        scene.talk()
        scene.tool()
        return_hours(scene.work(), "Dla kogo?", by=scene.alice)
        approve_hours(scene.work(what="Ulotka"), by=scene.alice)
        affairs = queries.affairs_of(scene.ola)
        assert [(a.title, a.deed) for a in affairs] == [
            ("Konsultacja: Wybór dysku", "Potwierdź"),
            ("Nextcloud", ""),
        ]
        assert all(isinstance(affair, Affair) for affair in affairs)
        assert [(a.deed, a.state_label) for a in queries.affairs_of(scene.wera)] == [
            ("Popraw", "do poprawy"),
            ("", "zatwierdzone"),
        ]
        assert queries.affairs_of(scene.charlie) == []


class TestWhoCanConfirm:
    def test_the_coordinator_sees_who_can_and_reminds_once_in_three_days(self, client, scene):
        talk = scene.talk()
        OutgoingMail.objects.all().delete()
        sign_in(client, scene.alice)
        page = f"{WORK}konsultacje/{talk.pk}/"
        said = text(client.get(page))
        for address in (scene.marek.email, scene.ola.email, scene.jan.email):
            assert f"mailto:{address}" in said
        for _click in range(2):
            assert client.post(f"{page}przypomnij/").headers["Location"] == page
        assert OutgoingMail.objects.count() == 2  # Ola and Jan, once
        assert deeds().count("support.consultation_reminded") == 1
        assert "przypomnij/" not in text(client.get(page))
        with clock.at(clock.now() + dt.timedelta(days=3)):
            client.post(f"{page}przypomnij/")
        assert OutgoingMail.objects.count() == 4

    def test_where_nobody_acts_the_mentor_and_the_coordinator_are_told(self, client, scene):
        nobodys = OrganisationFactory()
        talk = scene.talk(organisation=nobodys)
        assert list(queries.confirmed_by_nobody(scene.programme)) == [talk]
        sign_in(client, scene.marek)
        page = f"{WORK}konsultacje/{talk.pk}/"
        assert "Nikt jeszcze nie może jej potwierdzić" in text(client.get(page))
        sign_in(client, scene.alice)
        client.post(f"{page}przypomnij/")
        assert (OutgoingMail.objects.count(), deeds().count("support.consultation_reminded")) == (0, 0)
        member_of(nobodys)
        assert list(queries.confirmed_by_nobody(scene.programme)) == []


class TestOwnHours:
    def test_a_volunteer_withdraws_what_waits_and_nothing_else(self, client, scene):
        log, approved = scene.work(), scene.work()
        approve_hours(approved, by=scene.alice)
        sign_in(client, scene.wera)
        for _click in range(2):
            answer = client.post(f"{WORK}godziny/{log.pk}/wycofaj/")
            assert answer.headers["Location"] == f"{WORK}godziny/"
        client.post(f"{WORK}godziny/{approved.pk}/wycofaj/")
        assert list(WorkLog.objects.all()) == [approved]
        assert deeds().count("support.hours_withdrawn") == 1

    def test_a_link_opens_the_reason(self, client, scene):
        log = scene.work()
        sign_in(client, scene.alice)
        page = f"{WORK}godziny/{log.pk}/"
        assert 'id="odeslij" open' in text(client.get(f"{page}?odeslij=1"))
        assert 'id="odeslij" open' not in text(client.get(page))

    def test_a_long_day_is_asked_about(self, client, scene):
        sign_in(client, scene.wera)
        typed = {"done_on": "2017-05-10", "minutes": "780", "what": "Plakat"}
        assert 'name="long_day"' not in text(client.get(f"{WORK}godziny/dodaj/"))
        assert 'name="long_day"' in text(client.post(f"{WORK}godziny/dodaj/", typed))
        client.post(f"{WORK}godziny/dodaj/", typed | {"long_day": "on"})
        assert WorkLog.objects.get().minutes == 780
