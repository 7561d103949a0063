import pytest

from osnowa.workshops.rules import agenda


@pytest.mark.parametrize(
    ("line", "at", "what"),
    [
        ("17:00 Powitanie", "17:00", "Powitanie"),
        ("9.05 – Start", "9:05", "Start"),
        ("17:00–17:30 Ćwiczenie: 3 zadania", "17:00", "Ćwiczenie: 3 zadania"),
        ("Przerwa", "", "Przerwa"),
        ("25:00 nie ma", "", "25:00 nie ma"),
        ("17:00", "", "17:00"),
    ],
)
def test_point_of_a_line(line, at, what):
    assert agenda.points(f"\n  {line} \n\n") == [{"at": at, "what": what}]


def test_lines_are_read_back():
    points = agenda.points("17:00 A\nB\n18:15 C")
    assert agenda.points(agenda.lines(points)) == points


@pytest.mark.parametrize(("lines", "why"), [("x\n" * 31, "many"), ("x" * 201, "long")])
def test_too_much_is_refused(lines, why):
    with pytest.raises(ValueError, match=why):
        agenda.points(lines)
