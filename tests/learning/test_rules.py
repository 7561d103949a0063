import datetime as dt

import pytest

from osnowa.learning.rules import importing, survey
from osnowa.learning.rules import tests as rules
from osnowa.learning.rules.tests import Asked
from osnowa.lib import text

NOON = dt.datetime(2017, 5, 9, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def asked(*givens, levels=(1, 2, 3, 4), competence=1):
    return [
        Asked(position, competence, level, "b", given)
        for position, (given, level) in enumerate(zip(givens, levels, strict=False), start=1)
    ]


def test_half_of_a_group_takes_each_form_first_and_the_other_one_afterwards():
    assert [rules.first_form(number) for number in (1, 2, 3, 4)] == ["A", "B", "A", "B"]
    assert all(rules.form_of("before", number) != rules.form_of("after", number) for number in range(1, 40))


@pytest.mark.parametrize(
    ("questions", "scales", "minutes"), [(0, 0, 1), (1, 0, 1), (4, 1, 3), (12, 1, 8), (13, 4, 9)]
)
def test_minutes_are_rounded_up(questions, scales, minutes):
    assert rules.minutes(questions, scales) == minutes
    assert rules.is_too_long(questions, scales) is (minutes > 8)


class TestWindow:
    def span(self, moment, **more):
        given = {
            "placed_at": NOON - 9 * DAY,
            "first_ends_at": NOON,
            "last_starts_at": NOON + 7 * DAY,
            "last_ends_at": NOON + 7 * DAY + dt.timedelta(hours=3),
        }
        return rules.window(moment, **(given | more))

    def test_before_is_from_the_place_to_the_end_of_the_first_session(self):
        assert self.span("before") == (NOON - 9 * DAY, NOON)

    def test_after_is_from_the_last_session_on_for_two_weeks(self):
        assert self.span("after") == (NOON + 7 * DAY, NOON + 21 * DAY + dt.timedelta(hours=3))

    def test_without_sessions_nothing_is_open(self):
        assert self.span("before", first_ends_at=None) is None


class TestAdapting:
    def test_two_unknown_in_a_competence_skip_its_harder_questions(self):
        rows = asked("dont_know", "dont_know", "", "")

        assert rules.skipped(rows) == {3, 4}
        assert rules.next_position(rows) is None

    def test_one_unknown_skips_nothing(self):
        assert rules.next_position(asked("dont_know", "", "", "")) == 2

    def test_another_competence_is_still_asked(self):
        rows = [*asked("dont_know", "dont_know"), Asked(3, 2, 5, "b")]

        assert rules.next_position(rows) == 3

    def test_easier_questions_are_still_asked(self):
        rows = asked("dont_know", "dont_know", "", levels=(3, 4, 2))

        assert rules.skipped(rows) == set()

    def test_a_self_assessment_is_never_skipped_and_does_not_count(self):
        rows = [*asked("dont_know", ""), Asked(3, 1, 9, "", "dont_know"), Asked(4, 1, 9, "")]

        assert rules.skipped(rows) == set()


def test_result_counts_unknown_and_skipped_as_not_right_and_the_scale_apart():
    rows = [
        *asked("b", "a", "dont_know", "skipped"),
        Asked(5, 1, 3, "", "4"),
        Asked(6, 1, 3, "", "dont_know"),
    ]

    assert rules.result(rows) == rules.Result(1, 4, 4.0)
    assert rules.result(rows).percent == 25
    assert rules.result([]).percent == 0


class TestSheet:
    def read(self, words):
        return importing.read_sheet(words, fold=text.fold, clean=text.clean)

    def test_heads_in_any_order_and_language(self):
        sheet = self.read("Nazwa PL;Kod;Obszar\nPoczta;1.1;1\nObszar;1;\n")

        assert sheet.is_good
        assert [(row.code, row.area, row.name_en) for row in sheet.rows] == [
            ("1.1", "1", "Poczta"),
            ("1", "", "Obszar"),
        ]

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            (";;Nazwa", "code"),
            ("2;;", "name"),
            ("1;;Drugi raz", "twice"),
            ("2;9;Nazwa", "area"),
            ("2;2;Nazwa", "area"),
            (f"2;;{'x' * 201}", "long"),
        ],
    )
    def test_row_that_is_wrong_says_why(self, row, fault):
        sheet = self.read(f"code;area;name_pl\n1;;Pierwszy\n{row}\n")

        assert not sheet.is_good
        assert sheet.rows[-1].faults == (fault,)
        assert sheet.rows[-1].line == 3

    @pytest.mark.parametrize("words", ["", "cokolwiek", "kod\n1\n", "\x00\x01;;"])
    def test_no_table_is_no_crash(self, words):
        assert not self.read(words).is_good

    def test_short_and_long_rows(self):
        assert self.read("code,name_pl\n1\n2,Nazwa,dalej,dalej\n").rows[0].faults == ("name",)

    def test_windows_letters_are_read(self):
        assert importing.decoded("Łąka".encode("cp1250")) == "Łąka"
        assert importing.decoded("\ufeffŁąka".encode()) == "Łąka"


def test_survey_is_shown_from_five_answers_on():
    assert [survey.may_be_shown(n) for n in (0, 4, 5)] == [False, False, True]
    assert survey.mean([]) is None
    assert survey.mean([5, 4]) == 4.5
