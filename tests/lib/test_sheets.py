import datetime as dt

import pytest

from osnowa.lib import sheets


@pytest.mark.parametrize(
    "typed",
    [
        '=HYPERLINK("http://x")',
        "+48 600 100 200",
        "-1+1",
        "@SUM(A1)",
        "\tx",
        "  =1",
        "\u00a0=1",
        "＝1",
        "\n=1",
    ],
)
def test_cell_that_could_be_a_formula_stays_text(typed):
    assert sheets.safe_cell(typed) == f"'{typed}"


@pytest.mark.parametrize("value", ["Łucja", "a=b", 12, -3.5, True, dt.date(2017, 5, 9)])
def test_other_cells_stay_as_they_are(value):
    assert sheets.safe_cell(value) == value


def test_nothing_is_an_empty_cell():
    assert sheets.safe_cell(None) == ""


def test_download_begins_with_the_mark_that_polish_excel_wants():
    response = sheets.csv_download("obecnosc", ["Imię", "Uwagi"], [["Łucja", 'a;"b"'], ["=1", None]])

    assert b"".join(response.streaming_content).decode("utf-8") == (
        '\ufeffImię;Uwagi\r\nŁucja;"a;""b"""\r\n\'=1;\r\n'
    )
    assert response.headers["Content-Disposition"] == 'attachment; filename="obecnosc.csv"'
