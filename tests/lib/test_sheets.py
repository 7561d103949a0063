import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.lib import sheets


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+48 600 100 200", "'+48 600 100 200"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("＝1+1", "'＝1+1"),
        ("Łąka", "Łąka"),
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
        (-5, -5),
        (1.5, 1.5),
        (dt.date(2017, 4, 1), dt.date(2017, 4, 1)),
    ],
)
def test_cells_are_never_formulas(value, cell):
    assert sheets.safe_cell(value) == cell


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
            min_size=2,
            max_size=4,
        )
    )
)
def test_every_table_is_read_back_as_written(rows):
    text = "".join(sheets.csv_lines(rows)).removeprefix(sheets.BOM)
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert read == [[sheets.safe_cell(cell) for cell in row] for row in rows]


def test_download_is_streamed_and_begins_with_the_header():
    asked = []

    def rows():
        for n in range(3):
            asked.append(n)
            yield [n]

    response = sheets.csv_download("tabela", ["Ł"], rows())
    assert asked == []
    assert b"".join(response.streaming_content).decode() == "\ufeffŁ\r\n0\r\n1\r\n2\r\n"
    assert response.headers["Content-Disposition"] == 'attachment; filename="tabela.csv"'
