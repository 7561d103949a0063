"""Composing the form: what the coordinator may do to questions, and what must stay."""

import pytest

from osnowa.lib.errors import RuleBroken
from osnowa.workshops.actions.questions import (
    add_question,
    change_question,
    move_question,
    restore_question,
    retire_question,
)
from osnowa.workshops.models import Question
from osnowa.workshops.queries.questions import questions_for
from osnowa.workshops.queries.ready_questions import READY
from osnowa.workshops.rules.questions import options_of, read_number, read_typed, shown
from tests.factories.workshops import AnswerFactory, EnrolmentFactory, QuestionFactory
from tests.workshops.conftest import sign_in

FORM = "/praca/wiedza/warsztaty/4/pytania/"


def add(scene, text="Skąd o nas wiesz?", **more):
    data = {"kind": "text", "text": text, "by": scene.alice}
    return add_question(scene.programme, more.pop("cycle", scene.cycle), **{**data, **more})


def change(question, by, **more):
    data = {
        "kind": question.kind,
        "text": question.text,
        "hint": question.hint,
        "labels": [option["label"] for option in question.options],
        "is_required": question.is_required,
        "is_remembered": question.is_remembered,
        "shown_if": question.shown_if,
        "shown_if_keys": question.shown_if_keys,
    }
    return change_question(question, by=by, **{**data, **more})


class Asked:
    def __init__(self, pk, shown_if_id=None, shown_if_keys=()):
        self.pk, self.shown_if_id, self.shown_if_keys = pk, shown_if_id, shown_if_keys


class TestRules:
    def test_question_under_a_hidden_one_is_hidden(self):
        row = [Asked(1), Asked(2, 1, ["yes"]), Asked(3, 2, ["a", "b"])]
        assert shown(row, {1: "no", 2: "a"}) == {1}
        assert shown(row, {1: "yes", 2: ["b", "c"]}) == {1, 2, 3}
        assert shown(row, {1: "yes"}) == {1, 2}

    def test_options_keep_their_keys_when_reworded_and_reordered(self):
        before = options_of(["wieś", "miasto"], [])
        assert [option["key"] for option in before] == ["wies", "miasto"]
        after = options_of(["miasto", "wieś", "Łódź"], before)
        assert [(option["key"], option["label"]) for option in after] == [
            ("miasto", "miasto"),
            ("wies", "wieś"),
            ("lodz", "Łódź"),
        ]
        assert options_of(["na wsi", "miasto"], before)[0] == {"key": "wies", "label": "na wsi"}

    def test_keys_differ_even_where_labels_fold_to_one(self):
        keys = [option["key"] for option in options_of(["a!", "a?", "???"], [])]
        assert len(set(keys)) == 3

    @pytest.mark.parametrize(("typed", "number"), [("12", 12), ("1 250,5", 1250.5), ("-3", -3), ("2.0", 2)])
    def test_numbers_as_people_write_them(self, typed, number):
        assert read_number(typed) == number

    @pytest.mark.parametrize("typed", ["", "dwa", "nan", "inf", "1e400", "1e13", "12 lat"])
    def test_what_is_no_number(self, typed):
        with pytest.raises(ValueError):  # noqa: PT011  Python's own
            read_number(typed)

    def test_cells_of_a_table(self):
        options = [{"key": "wies", "label": "Wieś"}, {"key": "miasto", "label": "Miasto"}]
        assert read_typed("choice", options, "  WIEŚ ") == "wies"
        assert read_typed("choices", options, "miasto; Wieś;") == ["miasto", "wies"]
        assert read_typed("yes_no", [], "Tak") == "yes"
        assert read_typed("date", [], "1.04.2027") == "2027-04-01"
        assert read_typed("scale", [], "5") == 5
        assert read_typed("number", [], "") is None
        for kind, typed in [
            ("choice", "gród"),
            ("yes_no", "może"),
            ("scale", "6"),
            ("date", "31.02.2027"),
            ("file", "a.pdf"),
        ]:
            with pytest.raises(ValueError):  # noqa: PT011
                read_typed(kind, options, typed)


class TestDeeds:
    def test_common_questions_come_before_those_of_the_cycle(self, scene):
        own, common = add(scene), add(scene, "Płeć", cycle=None)
        assert questions_for(scene.cycle) == [common, own]

    def test_same_question_twice_is_refused(self, scene):
        add(scene)
        with pytest.raises(RuleBroken) as refusal:
            add(scene)
        assert refusal.value.code == "twice"

    def test_choice_needs_two_options(self, scene):
        with pytest.raises(RuleBroken) as refusal:
            add(scene, kind="choice", labels=["jedna"])
        assert (refusal.value.code, refusal.value.field) == ("options", "labels")

    def test_condition_stands_on_an_earlier_question_only(self, scene):
        first = add(scene, kind="yes_no")
        second = add(scene, "Na co?", shown_if=first, shown_if_keys=["yes"])
        with pytest.raises(RuleBroken, match="stands above"):
            change(first, scene.alice, shown_if=second, shown_if_keys=["yes"])
        with pytest.raises(RuleBroken) as refusal:
            move_question(second, up=True, by=scene.alice)
        assert refusal.value.code == "condition"
        with pytest.raises(RuleBroken) as refusal:
            retire_question(first, by=scene.alice)
        assert refusal.value.code == "condition"

    def test_moving_up_and_down(self, scene):
        a, b, c = (add(scene, f"Pytanie {letter}") for letter in "abc")
        move_question(c, up=True, by=scene.alice)
        move_question(a, up=True, by=scene.alice)  # at the end nothing happens
        assert questions_for(scene.cycle) == [a, c, b]

    def test_answered_question_keeps_its_kind_and_its_chosen_options(self, scene):
        question = QuestionFactory.choice("wieś", "miasto", cycle=scene.cycle)
        AnswerFactory(enrolment=scene.enrolments[0], question=question, value="wieś")
        with pytest.raises(RuleBroken) as refusal:
            change(question, scene.alice, kind="text")
        assert refusal.value.code == "answered"
        with pytest.raises(RuleBroken) as refusal:
            change(question, scene.alice, labels=["miasto", "gmina", "powiat"])
        assert (refusal.value.code, refusal.value.field) == ("chosen", "labels")
        changed = change(question, scene.alice, labels=["na wsi", "miasto"])
        assert changed.options[0] == {"key": "wieś", "label": "na wsi"}

    def test_unanswered_is_deleted_answered_is_retired_and_comes_back(self, scene):
        empty, answered = add(scene), add(scene, "Od kiedy?")
        AnswerFactory(enrolment=scene.enrolments[0], question=answered)
        assert retire_question(empty, by=scene.alice) is True
        assert retire_question(empty, by=scene.alice) is False  # a second click
        assert retire_question(answered, by=scene.alice) is False
        assert questions_for(scene.cycle) == []
        assert restore_question(answered, by=scene.alice).retired_at is None
        assert questions_for(scene.cycle) == [answered]

    def test_ready_questions_fit_and_gender_has_its_keys(self, scene):
        for ready in READY.values():
            add_question(scene.programme, None, by=scene.alice, **ready.as_question())
        gender = Question.objects.get(options__0__key="woman")
        assert gender.keys == ["woman", "man", "other", "unsaid"]


class TestPages:
    def test_empty_page_teaches_and_one_press_adds(self, client, scene):
        sign_in(client, scene.alice)
        page = client.get(FORM).content.decode()
        assert "Ready to add" in page or "Gotowe" in page
        client.post(f"{FORM}gotowe/", {"ready": "gender"})
        client.post(f"{FORM}gotowe/", {"ready": "gender"})  # a second click
        assert Question.objects.filter(cycle=scene.cycle).count() == 1
        assert client.post(f"{FORM}gotowe/", {"ready": "nic"}).status_code == 404

    def test_question_is_written_with_a_condition(self, client, scene):
        sign_in(client, scene.alice)
        first = add(scene, kind="yes_no", text="Masz stronę?")
        form = {
            "text": "Jaki adres?",
            "kind": "text",
            "labels": "",
            "hint": "",
            "shown_if": [f"{first.pk}:yes"],
        }
        assert client.post(f"{FORM}nowe/", form).status_code == 302
        question = Question.objects.get(text="Jaki adres?")
        assert (question.shown_if, question.shown_if_keys) == (first, ["yes"])
        assert "Masz stronę?" in client.get(f"{FORM}podglad/").content.decode()

    def test_mistake_keeps_what_was_typed(self, client, scene):
        sign_in(client, scene.alice)
        answer = client.post(
            f"{FORM}nowe/", {"text": "Co wybierasz?", "kind": "choice", "labels": "tylko to"}
        )
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Co wybierasz?" in page
        assert "tylko to" in page
        assert not Question.objects.exists()

    def test_list_costs_the_same_for_any_number(self, client, scene, django_assert_max_num_queries):
        sign_in(client, scene.alice)
        for n in range(5):
            AnswerFactory(enrolment=EnrolmentFactory(cycle=scene.cycle), question=add(scene, f"Pytanie {n}"))
        client.get(FORM)
        with django_assert_max_num_queries(12):
            client.get(FORM)
