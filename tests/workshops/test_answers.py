"""Questions on the sign-up form: asked, hidden, remembered, kept, changed, exported, forgotten."""

import datetime as dt
import io
import secrets

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from PIL import Image

from osnowa.lib import clock
from osnowa.workshops import privacy
from osnowa.workshops.models import Answer, Enrolment
from tests.factories.workshops import AnswerFactory, CycleFactory, EnrolmentFactory, QuestionFactory
from tests.workshops.conftest import sign_in


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (2, 2)).save(drawn, "PNG")
    return drawn.getvalue()


PNG = picture()


@pytest.fixture
def cycle(db):
    return CycleFactory()


def address(cycle):
    return f"/programy/{cycle.programme.slug}/warsztaty/{cycle.slug}/"


def typed(name="Basia Ćwik", **more):
    return {
        "name": name,
        "email": f"{name.split(maxsplit=1)[0].lower()}@example.org",
        "organisation": "Stowarzyszenie Zielone Podwórka",
        "submission_key": secrets.token_urlsafe(18),
        **more,
    }


def answers(enrolment=None):
    rows = Answer.objects.filter(enrolment=enrolment) if enrolment else Answer.objects.all()
    return {row.question_id: row.value for row in rows}


class TestSignUp:
    def test_without_questions_the_page_costs_no_query_more(self, client, cycle, django_assert_num_queries):
        client.get(address(cycle))
        with django_assert_num_queries(4):  # the cycle, sessions, places, trainers
            client.get(address(cycle))

    def test_questions_cost_one_query_however_many(self, client, cycle, django_assert_num_queries):
        for _n in range(6):
            QuestionFactory(cycle=cycle)
        client.get(address(cycle))
        with django_assert_num_queries(5):
            client.get(address(cycle))

    def test_answers_are_kept_in_their_shapes(self, client, cycle):
        kinds = {
            kind: QuestionFactory(cycle=cycle, kind=kind)
            for kind in ("text", "long", "yes_no", "number", "date", "scale")
        }
        choice = QuestionFactory.choice("wieś", "miasto", cycle=cycle)
        choices = QuestionFactory.choice("a", "b", "c", cycle=cycle)
        choices.kind = "choices"
        choices.save()
        sent = {
            "text": " krótko ",
            "long": "jedno\n\n drugie ",
            "yes_no": "no",
            "number": "1 250,5",
            "date": "1.04.2027",
            "scale": "4",
        }
        form = {f"q{question.pk}": sent[kind] for kind, question in kinds.items()}
        form |= {f"q{choice.pk}": "wieś", f"q{choices.pk}": ["c", "a"]}
        answer = client.post(address(cycle), typed(**form))
        assert answer.status_code == 303
        found = answers()
        assert {kind: found[question.pk] for kind, question in kinds.items()} == {
            "text": "krótko",
            "long": "jedno\ndrugie",
            "yes_no": "no",
            "number": 1250.5,
            "date": "2027-04-01",
            "scale": 4,
        }
        assert found[choice.pk] == "wieś"
        assert found[choices.pk] == ["a", "c"]

    def test_required_question_is_named_in_the_refusal_and_nothing_is_lost(self, client, cycle):
        question = QuestionFactory(cycle=cycle, text="Dlaczego przychodzisz?", is_required=True)
        other = QuestionFactory.choice("a", "b", cycle=cycle)
        page = client.post(address(cycle), typed(**{f"q{other.pk}": "b"})).content.decode()
        assert "Dlaczego przychodzisz?" in page[page.index('class="os-error-summary"') :][:1500]
        assert 'value="b"' in page
        assert "checked" in page
        assert not Enrolment.objects.exists()
        assert question.answers.count() == 0

    @pytest.mark.parametrize(("sent", "kept"), [("yes", True), ("no", False), ("", False)])
    def test_answer_to_a_hidden_question_is_dropped(self, client, cycle, sent, kept):
        parent = QuestionFactory(cycle=cycle, kind="yes_no")
        child = QuestionFactory(cycle=cycle, shown_if=parent, shown_if_keys=["yes"])
        client.post(address(cycle), typed(**{f"q{parent.pk}": sent, f"q{child.pk}": "ukryte"}))
        assert (child.pk in answers()) is kept
        assert Enrolment.objects.count() == 1

    @pytest.mark.parametrize(("sent", "status"), [("yes", 200), ("no", 303)])
    def test_required_question_is_required_only_where_it_is_shown(self, client, cycle, sent, status):
        parent = QuestionFactory(cycle=cycle, kind="yes_no")
        QuestionFactory(cycle=cycle, kind="number", is_required=True, shown_if=parent, shown_if_keys=["yes"])
        assert client.post(address(cycle), typed(**{f"q{parent.pk}": sent})).status_code == status

    def test_nonsense_in_a_hidden_question_does_no_harm(self, client, cycle):
        parent = QuestionFactory(cycle=cycle, kind="yes_no")
        child = QuestionFactory(cycle=cycle, kind="number", shown_if=parent, shown_if_keys=["yes"])
        assert client.post(address(cycle), typed(**{f"q{child.pk}": "dwa"})).status_code == 303

    def test_condition_is_said_without_a_script(self, client, cycle):
        parent = QuestionFactory(cycle=cycle, kind="yes_no", text="Macie stronę?")
        QuestionFactory(cycle=cycle, shown_if=parent, shown_if_keys=["yes"])
        page = client.get(address(cycle)).content.decode()
        assert f'data-shown-if="q{parent.pk}"' in page
        assert "Macie stronę?”" in page

    def test_options_from_outside_are_refused(self, client, cycle):
        choice = QuestionFactory.choice("a", "b", cycle=cycle)
        assert client.post(address(cycle), typed(**{f"q{choice.pk}": "z"})).status_code == 200

    def test_markup_in_a_hint_stays_text(self, client, cycle):
        QuestionFactory(cycle=cycle, hint="<script>alert(1)</script>", text="<b>?</b>")
        page = client.get(address(cycle)).content.decode()
        assert "<script>alert(1)" not in page
        assert "<b>?</b>" not in page

    def test_closed_cycle_keeps_several_answers_on_the_way_to_the_reserve_list(self, client, db):
        cycle = CycleFactory(recruitment_closes_at=clock.now() - dt.timedelta(hours=1))
        choices = QuestionFactory.choice("a", "b", "c", cycle=cycle)
        choices.kind = "choices"
        choices.save()
        page = client.post(
            address(cycle), {**typed(**{f"q{choices.pk}": ["a", "c"]}), "email": "zły"}
        ).content.decode()
        assert page.count("checked") == 2
        client.post(address(cycle), typed(**{f"q{choices.pk}": ["a", "c"], "accept_reserve": "True"}))
        assert answers() == {choices.pk: ["a", "c"]}


class TestFiles:
    def question(self, cycle):
        return QuestionFactory(cycle=cycle, kind="file", text="Statut")

    def test_file_is_known_by_its_bytes_and_named_at_random(self, client, cycle):
        question = self.question(cycle)
        sent = SimpleUploadedFile("Mój statut.pdf", PNG)
        client.post(address(cycle), typed(**{f"q{question.pk}": sent}))
        row = Answer.objects.get()
        assert row.value == "moj-statut.png"
        assert "statut" not in row.file.name
        with row.file.open() as opened:
            assert opened.read() == PNG

    @pytest.mark.parametrize("content", [b"<script>", b"MZ\x90", b"%PD", b"\x89PNG\r\n\x1a\nno picture"])
    def test_other_kinds_are_refused(self, client, cycle, content):
        question = self.question(cycle)
        sent = SimpleUploadedFile("a.pdf", content, content_type="application/pdf")
        assert client.post(address(cycle), typed(**{f"q{question.pk}": sent})).status_code == 200
        assert not Enrolment.objects.exists()

    def test_too_big_is_refused(self, client, cycle, settings):
        settings.UPLOAD_BYTES = 20
        question = self.question(cycle)
        sent = SimpleUploadedFile("a.png", PNG)
        assert client.post(address(cycle), typed(**{f"q{question.pk}": sent})).status_code == 200

    def test_team_downloads_it_and_nobody_else(self, client, scene):
        question = self.question(scene.cycle)
        row = AnswerFactory(enrolment=scene.enrolments[0], question=question, value="statut.png")
        row.file.save("x.png", io.BytesIO(PNG), save=True)
        url = f"/praca/wiedza/warsztaty/4/zgloszenia/1/odpowiedzi/{question.pk}/plik/"
        assert sign_in(client, scene.bob).get(url).status_code == 404
        answer = sign_in(client, scene.tomek).get(url)
        assert answer.content == PNG
        assert answer.headers["Content-Disposition"] == 'attachment; filename="statut.png"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


class TestRemembered:
    def two_cycles(self):
        first = CycleFactory()
        second = CycleFactory(programme=first.programme)
        question = QuestionFactory(cycle=None, programme=first.programme, is_remembered=True, text="Rola")
        return first, second, question

    def test_left_empty_it_comes_from_the_earlier_sign_up(self, client, db):
        first, second, question = self.two_cycles()
        client.post(address(first), typed(**{f"q{question.pk}": "prezeska"}))
        answer = client.post(address(second), typed())
        carried = Answer.objects.get(enrolment__cycle=second)
        assert (carried.value, carried.is_carried) == ("prezeska", True)
        assert "prezeska" not in client.get(answer.headers["Location"]).content.decode()

    def test_stranger_learns_nothing_from_the_page_after_the_form(self, client, db):
        """The same words for a person whom we know and for one whom we do not."""
        first, second, question = self.two_cycles()
        client.post(address(first), typed(**{f"q{question.pk}": "prezeska"}))
        pages = []
        for name in ("Basia Ćwik", "Basia Obca"):
            where = client.post(address(second), typed(name)).headers["Location"]
            page = client.get(where).content.decode()
            pages.append(page[page.index("Rola") : page.index("Rola") + 300])
        assert pages[0].split("</dd>")[0] == pages[1].split("</dd>")[0]

    def test_required_one_may_be_left_empty_only_by_who_says_answered_before(self, client, db):
        first, second, question = self.two_cycles()
        question.is_required = True
        question.save()
        client.post(address(first), typed(**{f"q{question.pk}": "prezeska"}))
        assert client.post(address(second), typed()).status_code == 200
        assert client.post(address(second), typed(answered_before="on")).status_code == 303
        assert Answer.objects.get(enrolment__cycle=second).value == "prezeska"

    def test_given_anew_it_is_the_new_one(self, client, db):
        first, second, question = self.two_cycles()
        client.post(address(first), typed(**{f"q{question.pk}": "prezeska"}))
        client.post(address(second), typed(**{f"q{question.pk}": "skarbniczka"}))
        row = Answer.objects.get(enrolment__cycle=second)
        assert (row.value, row.is_carried) == ("skarbniczka", False)


class TestOwnPage:
    def enrolled(self, client, cycle, **form):
        return client.post(address(cycle), typed(**form)).headers["Location"]

    def test_answers_are_shown_and_changed_until_recruitment_closes(self, client, cycle):
        question = QuestionFactory(cycle=cycle, text="Czego chcesz się nauczyć?")
        own = self.enrolled(client, cycle, **{f"q{question.pk}": "newslettera"})
        assert "newslettera" in client.get(own).content.decode()
        assert "newslettera" in client.get(f"{own}odpowiedzi/").content.decode()
        assert client.post(f"{own}odpowiedzi/", {f"q{question.pk}": "strony"}).status_code == 303
        assert answers() == {question.pk: "strony"}
        client.post(f"{own}odpowiedzi/", {f"q{question.pk}": ""})
        assert answers() == {}
        with clock.at(cycle.recruitment_closes_at):
            assert client.post(f"{own}odpowiedzi/", {f"q{question.pk}": "późno"}).status_code == 303
        assert answers() == {}

    def test_file_stays_unless_another_is_chosen(self, client, cycle):
        file = QuestionFactory(cycle=cycle, kind="file", is_required=True)
        text = QuestionFactory(cycle=cycle)
        own = self.enrolled(client, cycle, **{f"q{file.pk}": SimpleUploadedFile("a.png", PNG)})
        client.post(f"{own}odpowiedzi/", {f"q{text.pk}": "słowa"})
        assert answers() == {file.pk: "a.png", text.pk: "słowa"}
        client.post(f"{own}odpowiedzi/", {f"q{file.pk}": SimpleUploadedFile("b.png", PNG)})
        assert answers() == {file.pk: "b.png"}

    def test_carried_answer_stays_where_it_is_left_empty(self, client, cycle):
        question = QuestionFactory(cycle=cycle, is_remembered=True)
        enrolment = EnrolmentFactory(cycle=cycle)
        AnswerFactory(enrolment=enrolment, question=question, value="skryte", is_carried=True)
        page = client.get(f"/zgloszenie/{enrolment.token}/odpowiedzi/").content.decode()
        assert "skryte" not in page
        client.post(f"/zgloszenie/{enrolment.token}/odpowiedzi/", {f"q{question.pk}": ""})
        assert answers() == {question.pk: "skryte"}


class TestTeam:
    def test_answers_stand_in_the_tables_and_no_cell_is_a_formula(self, client, scene):
        text = QuestionFactory(cycle=scene.cycle, text="Uwagi")
        number = QuestionFactory(cycle=scene.cycle, kind="number", text="Ile osób?")
        AnswerFactory(enrolment=scene.enrolments[0], question=text, value='=HYPERLINK("http://zlo")')
        AnswerFactory(enrolment=scene.enrolments[0], question=number, value=12)
        sign_in(client, scene.alice)
        csv = b"".join(
            client.get("/praca/wiedza/warsztaty/4/zgloszenia/lista.csv").streaming_content
        ).decode()
        assert "'=HYPERLINK" in csv
        assert "Ile osób?" in csv
        answer = client.get("/praca/wiedza/warsztaty/4/zgloszenia/lista.xlsx")
        sheet = load_workbook(io.BytesIO(answer.content)).active
        header = [cell.value for cell in sheet[1]]
        row = next(
            row for row in sheet.iter_rows(min_row=2) if row[2].value == scene.enrolments[0].person.name
        )
        cell = row[header.index("Uwagi")]
        assert (cell.value, cell.data_type) == ('=HYPERLINK("http://zlo")', "s")
        assert row[header.index("Ile osób?")].value == 12

    def test_table_costs_the_same_for_any_number(self, client, scene, django_assert_max_num_queries):
        for enrolment in scene.enrolments:
            AnswerFactory(enrolment=enrolment, question=QuestionFactory(cycle=scene.cycle))
        sign_in(client, scene.alice)
        url = "/praca/wiedza/warsztaty/4/zgloszenia/lista.csv"
        with django_assert_max_num_queries(14):
            b"".join(client.get(url).streaming_content)

    def test_detail_shows_what_was_carried(self, client, scene):
        question = QuestionFactory(cycle=scene.cycle, is_remembered=True)
        AnswerFactory(enrolment=scene.enrolments[0], question=question, value="dawniej", is_carried=True)
        sign_in(client, scene.tomek)
        assert "dawniej" in client.get("/praca/wiedza/warsztaty/4/zgloszenia/1/odpowiedzi/").content.decode()


class TestPrivacy:
    def test_export_tells_and_erase_forgets(self, scene, django_capture_on_commit_callbacks):
        enrolment = scene.enrolments[0]
        row = AnswerFactory(
            enrolment=enrolment, question=QuestionFactory(cycle=scene.cycle, kind="file"), value="a.png"
        )
        row.file.save("x.png", io.BytesIO(PNG), save=True)
        storage, name = row.file.storage, row.file.name
        found = privacy.export(enrolment.person)["enrolments"][0]["answers"]
        assert found[0]["answer"] == "a.png"
        with django_capture_on_commit_callbacks(execute=True):
            privacy.erase(enrolment.person)
        assert not Answer.objects.exists()
        assert not storage.exists(name)
