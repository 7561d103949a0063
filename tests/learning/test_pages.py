"""Pages of learning, as people walk them: without JavaScript, by GET that changes nothing and POST that leads on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from osnowa.learning.models import (
    CycleTest,
    Framework,
    Invitation,
    Item,
    Sitting,
    SurveyAnswer,
    SurveyTicket,
    Theme,
)
from osnowa.lib import clock
from tests.factories.learning import CompetenceFactory, SurveyAnswerFactory
from tests.learning.test_figures import all_take
from tests.learning.test_survey import say
from tests.workshops.conftest import sign_in


def url_of_test(tested, moment="before", position=None, number=1):
    args = [tested.person(number).token, moment]
    return (
        reverse("learning:test", args=args)
        if position is None
        else reverse("learning:test_question", args=[*args, position])
    )


def work(tested, name, *args):
    return reverse(f"learning:{name}", args=[tested.scene.programme.slug, *args])


class TestTakingOnAPhone:
    def test_from_the_own_page_to_thanks(self, client, tested):
        with tested.before():
            own = client.get(reverse("workshops:enrolment", args=[tested.person().token]))
            front = client.get(url_of_test(tested))
            assert Sitting.objects.count() == 0
            begun = client.post(url_of_test(tested))
            first = client.get(begun.headers["Location"])
            answers = [client.post(url_of_test(tested, position=n), {"given": "b"}) for n in (1, 2, 3)]
            done = client.get(answers[-1].headers["Location"])

        assert url_of_test(tested) in own.content.decode()
        assert front.status_code == 200
        assert begun.status_code == 303
        assert "Question 1 of 3" in first.content.decode() or "Pytanie 1 z 3" in first.content.decode()
        assert [answer.headers["Location"] for answer in answers] == [
            url_of_test(tested, position=2),
            url_of_test(tested, position=3),
            url_of_test(tested),
        ]
        assert "Bo tak jest." not in done.content.decode(), "explanations would spoil the other form"
        assert done.headers["Cache-Control"] == "no-store, private"

    def test_after_the_second_test_the_explanations_stand_there(self, client, tested):
        tested.take(1, "before", right=1)
        tested.take(1, "after", right=2)
        with tested.after():
            page = client.get(url_of_test(tested, "after")).content.decode()

        assert page.count("Bo tak jest.") == 3
        assert reverse("learning:survey", args=[tested.person().token]) in page

    def test_nothing_chosen_is_asked_again_at_the_question(self, client, tested):
        with tested.before():
            client.post(url_of_test(tested))
            page = client.post(url_of_test(tested, position=1), {})

        assert page.status_code == 200
        assert "error-summary" in page.content.decode()

    @pytest.mark.parametrize("position", [0, 4, 99])
    def test_question_that_there_is_not(self, client, tested, position):
        with tested.before():
            client.post(url_of_test(tested))
            assert client.get(url_of_test(tested, position=position)).status_code == 404

    def test_back_and_forward_after_the_end_lead_to_thanks(self, client, tested):
        tested.take(1, "before", right=3)
        with tested.before():
            assert client.get(url_of_test(tested, position=2)).headers["Location"] == url_of_test(tested)
            assert client.post(url_of_test(tested, position=2), {"given": "a"}).status_code == 303
            assert client.post(url_of_test(tested)).status_code == 303

    def test_closed_and_foreign(self, client, tested):
        with tested.after(days=30):
            page = client.post(url_of_test(tested, "after"))
        assert page.status_code == 200
        assert not Sitting.objects.exists()
        assert client.get("/zgloszenie/nie-ma/test/przed/").status_code == 404
        assert client.get(f"/zgloszenie/{tested.person().token}/test/jutro/").status_code == 404
        CycleTest.objects.all().delete()
        assert client.get(url_of_test(tested)).status_code == 404


class TestSurveyPage:
    def url(self, tested):
        return reverse("learning:survey", args=[tested.person().token])

    def test_sent_once_then_thanks(self, client, tested):
        with tested.after():
            sent = client.post(self.url(tested), {"useful": "5", "liked": "Ćwiczenia"})
            again = client.post(self.url(tested), {"useful": "1"})
            page = client.get(self.url(tested)).content.decode()

        assert (sent.status_code, again.status_code) == (303, 303)
        assert SurveyTicket.objects.count() == SurveyAnswer.objects.count() == 1
        assert "<form" not in page.partition("<main")[2].partition("</main")[0]

    @pytest.mark.parametrize("sent", [{}, {"useful": "9"}, {"liked": "x" * 1001}])
    def test_what_cannot_be_taken_is_said(self, client, tested, sent):
        with tested.after():
            page = client.post(self.url(tested), sent)

        assert page.status_code == 200
        assert "error-summary" in page.content.decode()
        assert not SurveyAnswer.objects.exists()


class TestCyclePage:
    def test_the_coordinator_sees_growth_with_picture_and_table(self, client, many):
        all_take(many)
        page = sign_in(client, many.scene.alice).get(work(many, "cycle", 4)).content.decode()

        assert "<svg" in page
        assert "33" in page
        assert "Bogdan" in page
        assert work(many, "paper_enter", 4, 1, "before") not in page, "done on their own page"

    def test_below_five_pairs_no_figure_is_shown(self, client, many):
        all_take(many, people=4)
        page = sign_in(client, many.scene.alice).get(work(many, "cycle", 4)).content.decode()

        assert 'class="chart"' not in page
        assert "100%" not in page.partition("<main")[2]

    def test_the_evaluator_sees_figures_and_no_names(self, client, many):
        all_take(many)
        page = sign_in(client, many.scene.eve).get(work(many, "cycle", 4)).content.decode()

        assert 'class="chart"' in page
        assert "Bogdan" not in page

    def test_workshops_in_numbers_tell_growth_with_its_limits(self, client, many):
        address = reverse("workshops:work_statistics", args=[many.scene.programme.slug])
        all_take(many, people=4)
        few = sign_in(client, many.scene.eve).get(address).content.decode()
        for number in range(5, 13):
            many.take(number, "before", right=1)
            many.take(number, "after", right=3)
        page = client.get(address).content.decode()
        file = client.get(address.rstrip("/") + ".csv", {"tabela": "wzrost"})
        rows = b"".join(file.streaming_content).decode().splitlines()

        assert 'href="#wzrost"' in page
        assert 'id="wzrost"' in page
        of_few = few.partition('id="wzrost"')[2].partition("</table>")[0]
        assert "mniej niż pięć osób" in of_few
        assert "67" not in of_few
        assert [part.strip('"') for part in rows[1].split(";")][1:6] == ["12", "12", "33", "100", "67"]
        assert "Bogdan" not in page

    def test_the_theme_is_chosen_on_the_page(self, client, tested):
        CycleTest.objects.all().delete()
        theme = Theme.objects.get()
        client = sign_in(client, tested.scene.alice)

        answer = client.post(work(tested, "cycle_theme", 4), {"theme": theme.pk})

        assert answer.status_code == 302
        assert CycleTest.objects.get().theme == theme
        client.post(work(tested, "cycle_theme", 4), {"theme": ""})
        assert not CycleTest.objects.exists()

    def test_a_refusal_stands_at_the_field(self, client, tested):
        tested.take(1, "before", right=1)
        page = sign_in(client, tested.scene.alice).post(work(tested, "cycle_theme", 4), {"theme": ""})

        assert page.status_code == 200
        assert "error-summary" in page.content.decode()

    def test_the_list_costs_the_same_for_few_and_many(self, client, many, django_assert_max_num_queries):
        all_take(many)
        client = sign_in(client, many.scene.alice)
        client.get(work(many, "cycle", 4))
        with django_assert_max_num_queries(24):
            client.get(work(many, "cycle", 4))


class TestPapers:
    def test_a_form_is_printed_as_tagged_pdf(self, client, tested):
        answer = sign_in(client, tested.scene.tomek).get(work(tested, "cycle_paper", 4, "A"))

        assert answer.content.startswith(b"%PDF")
        assert b"/MarkInfo" in answer.content or b"StructTreeRoot" in answer.content
        assert client.get(work(tested, "cycle_paper", 4, "C")).status_code == 404

    def test_written_down_by_the_trainer(self, client, tested):
        client = sign_in(client, tested.scene.tomek)
        url = work(tested, "paper_enter", 4, 1, "before")
        with tested.after():
            page = client.get(url)
            sent = client.post(url, {"q1": "b", "q2": "a", "q3": "dont_know"})

        assert page.content.decode().count("dont_know") == 3
        assert sent.status_code == 302
        assert list(Sitting.objects.get().replies.values_list("given", flat=True)) == ["b", "a", "dont_know"]

    def test_wrong_answers_are_refused_and_keep_what_was_typed(self, client, tested):
        client = sign_in(client, tested.scene.tomek)
        page = client.post(work(tested, "paper_enter", 4, 1, "before"), {"q1": "z", "q2": "a", "q3": "b"})

        assert page.status_code == 200
        assert not Sitting.objects.exists()


class TestSurveyResults:
    def test_the_trainer_reads_from_five_answers_on_without_names(self, client, many):
        client = sign_in(client, many.scene.tomek)
        with many.after():
            for number in range(1, 5):
                say(many, number, liked="Ćwiczenia parami")
            hidden = client.get(work(many, "cycle_survey", 4)).content.decode()
            home = client.get(work(many, "trainer")).content.decode()
            say(many, 5, liked="Ćwiczenia parami")
            shown = client.get(work(many, "cycle_survey", 4)).content.decode()

        assert "Ćwiczenia parami" not in hidden + home
        assert shown.count("Ćwiczenia parami") >= 5
        assert not any(name in shown for name in ("Bogdan", "Łucja", "Ądam"))
        assert work(many, "comment_remove", 4, SurveyAnswer.objects.first().pk, "liked") not in shown

    def test_the_coordinator_removes_a_comment(self, client, tested):
        answer = SurveyAnswerFactory(cycle=tested.cycle)
        client = sign_in(client, tested.scene.alice)

        assert client.post(work(tested, "comment_remove", 4, answer.pk, "liked")).status_code == 302
        assert client.post(work(tested, "comment_remove", 4, answer.pk, "useful")).status_code == 404
        assert SurveyAnswer.objects.get().liked == ""


class TestTrainersHome:
    def test_what_comes_and_how_strong_they_are(self, client, many):
        for number in range(1, 7):
            many.take(number, "before", right=1)
        with many.before():
            page = sign_in(client, many.scene.tomek).get(work(many, "trainer")).content.decode()

        assert reverse("workshops:attendance", args=["wiedza", 4, 1]) in page
        assert 'class="chart"' in page

    def test_from_five_on_and_only_ones_own_cycles(self, client, many):
        many.take(1, "before", right=1)
        with many.before():
            page = sign_in(client, many.scene.tomek).get(work(many, "trainer")).content.decode()
            other = sign_in(client, many.scene.bob).get(work(many, "trainer")).content.decode()

        assert 'class="chart"' not in page
        assert many.cycle.title not in other


class TestBankPages:
    def test_ready_made_questions_by_one_tap(self, client, tested):
        client = sign_in(client, tested.scene.alice)
        before = client.get(work(tested, "bank")).content.decode()
        client.post(work(tested, "ready_made"))
        after = client.get(work(tested, "bank")).content.decode()

        assert work(tested, "ready_made") in before
        assert work(tested, "ready_made") not in after
        assert "Hasła, kopie, dane osobowe" in after

    def test_a_question_is_added_changed_and_retired(self, client, tested):
        client = sign_in(client, tested.scene.tomek)
        theme, competence = Theme.objects.get(), CompetenceFactory()
        typed = {
            "submission_key": "0" * 32,
            "kind": "choice",
            "form": "B",
            "competence": competence.pk,
            "level": "3",
            "question_pl": "Nowe pytanie?",
            "options_pl": "tak\nnie",
            "correct": "b",
        }
        wrong = client.post(work(tested, "item_new", theme.pk), typed | {"options_pl": "tak"})
        made = client.post(work(tested, "item_new", theme.pk), typed)
        client.post(work(tested, "item_new", theme.pk), typed)
        item = Item.objects.get(question_pl="Nowe pytanie?")
        shown = client.get(work(tested, "item", item.pk)).content.decode()
        client.post(work(tested, "item_change", item.pk), typed | {"question_pl": "Lepsze pytanie?"})
        client.post(work(tested, "item_retire", item.pk))
        item.refresh_from_db()

        assert wrong.status_code == 200
        assert "Nowe pytanie?" in wrong.content.decode()
        assert made.headers["Location"] == work(tested, "item", item.pk)
        assert "tak" in shown
        assert item.question_pl == "Lepsze pytanie?"
        assert item.retired_at is not None

    def test_a_theme_of_ones_own(self, client, tested):
        client = sign_in(client, tested.scene.tomek)

        assert client.post(work(tested, "theme_new"), {"name_pl": ""}).status_code == 200
        made = client.post(work(tested, "theme_new"), {"name_pl": "Wspólna mapa"})

        assert made.headers["Location"] == work(tested, "theme", Theme.objects.get(name_pl="Wspólna mapa").pk)


class TestImportPage:
    def send(self, client, tested, content=b"", **more):
        data = {"name": "Rama", "version": "1", "attribution": ""} | more
        if content:
            data["file"] = SimpleUploadedFile("rama.csv", content)
        return client.post(work(tested, "framework_import"), data)

    def test_looked_at_first_then_imported(self, client, tested):
        client = sign_in(client, tested.scene.alice)
        before = Framework.objects.count()
        looked = self.send(client, tested, b"kod;nazwa\n1;Szycie\n")
        assert Framework.objects.count() == before
        sent = self.send(client, tested, words="kod;nazwa\n1;Szycie\n", **{"import": "1"})

        assert 'name="import"' in looked.content.decode()
        assert sent.status_code == 302
        assert Framework.objects.get(name="Rama").competences.get().name_pl == "Szycie"

    def test_wrong_rows_are_named_and_cannot_be_imported(self, client, tested):
        client = sign_in(client, tested.scene.alice)
        page = self.send(client, tested, b"kod;nazwa\n1;Szycie\n1;Znowu\n;x\n").content.decode()
        forced = self.send(client, tested, words="kod;nazwa\n1;A\n1;B\n", **{"import": "1"})

        assert 'name="import"' not in page
        assert page.count("exclamation-octagon") >= 2
        assert forced.status_code == 200
        assert not Framework.objects.filter(name="Rama").exists()

    @pytest.mark.parametrize(
        "content",
        [b"PK\x03\x04zip", b"\xd0\xcf\x11\xe0xls", b"abc\x00def", b"nic\n1\n", b"kod;nazwa\n", b"   "],
    )
    def test_no_table_is_a_kind_refusal(self, client, tested, content):
        page = self.send(sign_in(client, tested.scene.alice), tested, content)

        assert page.status_code == 200
        assert "error-summary" in page.content.decode()


def test_letters_of_invitations_are_counted_on_the_page(client, tested):
    Invitation.objects.create(enrolment=tested.person(), kind="before", sent_at=clock.now())
    page = sign_in(client, tested.scene.alice).get(work(tested, "cycle", 4))

    assert page.context["invited"] == {"before": 1, "after": 0}
