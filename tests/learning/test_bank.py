"""The bank of questions and frameworks; what Osnowa brings along."""

import pytest
from django.db import transaction

from osnowa.learning.actions.bank import add_item, add_theme, change_item, load_ready_made, retire_item
from osnowa.learning.actions.frameworks import import_framework, load_digcomp
from osnowa.learning.models import Competence, Framework, Item, Theme
from osnowa.learning.queries.bank import competences_for, ready_made_missing, retired_of, themes_of, usable
from osnowa.learning.rules import ready_made
from osnowa.learning.rules.importing import read_sheet
from osnowa.lib import text
from osnowa.lib.errors import RuleBroken
from tests.factories.learning import (
    CompetenceFactory,
    CycleTestFactory,
    ItemFactory,
    ReplyFactory,
    ThemeFactory,
)
from tests.factories.people import AccountFactory
from tests.factories.programme import ProgrammeFactory


@pytest.fixture
def alice(db):
    return AccountFactory()


def content(competence, **more):
    return {
        "kind": "choice",
        "form": "A",
        "competence": competence,
        "level": 3,
        "question_pl": "Które?",
        "question_en": "Which?",
        "options_pl": "jedno\ndrugie",
        "options_en": "one\ntwo",
        "correct": "a",
        "explanation_pl": "Bo tak.",
        "explanation_en": "Because.",
    } | more


def refusal(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken, transaction.atomic():
        call(*args, **kwargs)
    return broken.value.code


class TestReadyMade:
    def test_eight_themes_each_with_two_equivalent_forms(self):
        themes = ready_made.themes()

        assert [theme.position for theme in themes] == list(range(1, 9))
        for theme in themes:
            questions = [question for question in theme.questions if question.kind != "scale"]
            assert len(questions) >= 8
            a, b = ([q for q in questions if q.form == form] for form in "AB")
            assert [(q.competence, q.level) for q in a] == [(q.competence, q.level) for q in b], theme.key

    def test_every_question_is_whole_in_both_languages(self):
        codes = {row.code for row in ready_made.digcomp() if row.area}
        for question in (question for theme in ready_made.themes() for question in theme.questions):
            assert question.competence in codes
            assert 1 <= question.level <= 8
            assert question.question_pl
            assert question.question_en != question.question_pl
            if question.kind == "choice":
                assert len(question.options_pl) == len(question.options_en) >= 3
                assert question.correct in "abcdef"[: len(question.options_pl)]
            if question.kind != "scale":
                assert question.explanation_pl
                assert question.explanation_en

    def test_the_right_answer_is_not_always_at_the_same_place_nor_always_the_longest(self):
        choices = [q for theme in ready_made.themes() for q in theme.questions if q.kind == "choice"]
        places = [question.correct for question in choices]

        assert max(places.count(letter) for letter in "abc") <= len(places) / 2

    def test_digcomp_is_whole(self, db):
        framework = load_digcomp()

        assert load_digcomp() == framework
        assert framework.competences.filter(area__isnull=True).count() == 5
        assert framework.competences.filter(area__isnull=False).count() == 21
        assert [level["number"] for level in framework.levels] == list(range(1, 9))
        assert (
            framework.competences.get(code="2.4").name("en") == "Collaborating through digital technologies"
        )

    def test_loaded_twice_they_are_there_once(self, alice):
        programme = ProgrammeFactory()
        whole = sum(len(theme.questions) for theme in ready_made.themes())

        assert load_ready_made(programme, by=alice) == whole
        assert load_ready_made(programme, by=alice) == 0
        assert ready_made_missing(programme) == 0
        assert Theme.objects.filter(programme=programme).count() == 8
        assert all(not usable(theme).why and usable(theme).minutes <= 8 for theme in themes_of(programme))

    def test_a_theme_used_in_several_cycles_counts_its_questions_once(self, alice):
        programme = ProgrammeFactory()
        load_ready_made(programme, by=alice)
        theme = Theme.objects.filter(programme=programme).first()
        for _cycle in range(3):
            CycleTestFactory(cycle__programme=programme, theme=theme, questions=0)

        row = themes_of(programme).get(pk=theme.pk)

        assert (row.questions, row.in_a, row.in_b, row.scales, row.in_use) == (9, 5, 5, 1, 3)

    def test_what_the_team_retired_does_not_come_back(self, alice):
        programme = ProgrammeFactory()
        load_ready_made(programme, by=alice)
        retire_item(Item.objects.first(), by=alice)

        assert load_ready_made(programme, by=alice) == 0

    def test_each_programme_has_its_own(self, alice):
        one, two = ProgrammeFactory(), ProgrammeFactory()
        load_ready_made(one, by=alice)

        assert ready_made_missing(two) == sum(len(theme.questions) for theme in ready_made.themes())
        load_ready_made(two, by=alice)
        assert Framework.objects.count() == 1


class TestItems:
    def test_the_same_form_twice_is_one_question(self, alice):
        theme = ThemeFactory()
        given = content(CompetenceFactory())

        first = add_item(theme, submission_key="abc", by=alice, **given)

        assert add_item(theme, submission_key="abc", by=alice, **given) == first
        assert theme.items.count() == 1

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"question_pl": " "}, "question"),
            ({"options_pl": "jedno"}, "options"),
            ({"options_pl": "\n".join("abcdefg")}, "options"),
            ({"options_en": "one\ntwo\nthree"}, "options"),
            ({"correct": "c"}, "correct"),
            ({"correct": ""}, "correct"),
            ({"kind": "true_false", "correct": "a"}, "correct"),
            ({"level": 9}, "level"),
        ],
    )
    def test_a_question_that_cannot_be(self, alice, more, code):
        assert refusal(add_item, ThemeFactory(), by=alice, **content(CompetenceFactory(), **more)) == code

    def test_a_competence_of_another_programme(self, alice):
        foreign = CompetenceFactory(framework__programme=ProgrammeFactory())

        assert refusal(add_item, ThemeFactory(), by=alice, **content(foreign)) == "competence"

    def test_what_does_not_belong_to_the_kind_is_left_out(self, alice):
        item = add_item(ThemeFactory(), by=alice, **content(CompetenceFactory(), kind="scale", correct="b"))

        assert (item.correct, item.options_pl) == ("", [])

    def test_one_that_was_never_asked_is_changed_in_place(self, alice):
        item = add_item(ThemeFactory(), by=alice, **content(CompetenceFactory()))
        changed = change_item(item, by=alice, **content(item.competence, question_pl="Które z nich?"))

        assert (changed.pk, changed.version) == (item.pk, 1)

    def test_one_that_was_asked_gets_a_next_version(self, alice):
        item = add_item(ThemeFactory(), by=alice, **content(CompetenceFactory()))
        ReplyFactory(item=item, given="a")
        new = content(item.competence, correct="b")

        changed = change_item(item, by=alice, **new)

        item.refresh_from_db()
        assert (changed.version, changed.correct, item.correct) == (2, "b", "a")
        assert item.retired_at is not None
        assert change_item(item, by=alice, **new) == changed
        assert refusal(change_item, item, by=alice, **content(item.competence, level=5)) == "retired"
        assert list(retired_of(item.theme)) == []

    def test_the_same_content_changes_nothing(self, alice):
        item = add_item(ThemeFactory(), by=alice, **content(CompetenceFactory()))
        ReplyFactory(item=item, given="a")

        assert change_item(item, by=alice, **content(item.competence)) == item

    def test_retired_twice(self, alice):
        item = ItemFactory()
        first = retire_item(item, by=alice).retired_at

        assert retire_item(item, by=alice).retired_at == first
        assert list(retired_of(item.theme)) == [item]


def test_a_theme_of_ones_own_is_made_once(alice):
    programme = ProgrammeFactory()

    theme = add_theme(programme, name_pl="Wspólna mapa", by=alice)

    assert add_theme(programme, name_pl=" wspólna  MAPA", by=alice) == theme
    assert theme.name("en") == "Wspólna mapa"
    assert refusal(add_theme, programme, name_pl="  ", by=alice) == "name"


class TestImport:
    def sheet(self, words="kod;obszar;nazwa\n1.1;1;Szycie\n1;;Rękodzieło\n"):
        return read_sheet(words, fold=text.fold, clean=text.clean)

    def take(self, programme, alice, **more):
        given = {"name": "Rękodzieło", "version": "2026", "sheet": self.sheet(), "by": alice} | more
        return import_framework(programme, **given)

    def test_whole_with_areas_that_stand_below(self, alice):
        framework = self.take(ProgrammeFactory(), alice)

        assert framework.competences.get(code="1.1").area.code == "1"
        assert [one.code for one in competences_for(framework.programme)] == ["1.1"]

    def test_the_same_file_again_is_the_same_framework(self, alice):
        programme = ProgrammeFactory()

        assert self.take(programme, alice) == self.take(programme, alice)
        other = self.sheet("kod;nazwa\n7;Coś innego\n")
        assert refusal(self.take, programme, alice, sheet=other) == "taken"
        assert Competence.objects.count() == 2

    def test_one_wrong_row_and_nothing_is_imported(self, alice):
        sheet = self.sheet("kod;nazwa\n1;Dobry\n1;Powtórzony\n")

        assert refusal(self.take, ProgrammeFactory(), alice, sheet=sheet) == "rows"
        assert not Framework.objects.exists()

    @pytest.mark.parametrize(("more", "code"), [({"name": " "}, "name"), ({"version": ""}, "version")])
    def test_without_a_name_or_version(self, alice, more, code):
        assert refusal(self.take, ProgrammeFactory(), alice, **more) == code
