"""A measuring set as people write it: odd shapes are taken, what cannot be taken is said."""

import json

import pytest

from osnowa.lib.search.evaluation_set import NotASet, read_set


def written(tmp_path, said, encoding="utf-8"):
    file = tmp_path / "set.json"
    file.write_bytes((said if isinstance(said, str) else json.dumps(said)).encode(encoding))
    return file


def test_ids_texts_and_answers_of_every_shape(tmp_path):
    measured = read_set(
        written(
            tmp_path,
            {
                "documents": [
                    {
                        "id": 1,
                        "title": None,
                        "text": "<p>Wnio<b>sek</b> &amp; umowa</p>\r\n<script>x()</script>",
                    },
                    {"id": "a", "text": ["Jeden", "dwa"]},
                    {"id": 1.0, "title": "Drugi raz \ud800", "text": 7},
                ],
                "queries": [
                    {"query": "wnioski", "relevant": "1"},
                    {"query": "dwóch", "relevant": ["a", 1, "nie ma"]},
                    {"query": "oceny", "relevant": {"a": 2, "1": 0}},
                    {"query": " ?! ", "relevant": 1},
                    {"query": "bez odpowiedzi", "relevant": []},
                ],
            },
            "utf-8-sig",
        )
    )
    assert measured.ids == ("1", "a")
    assert [(one.title, one.text) for one in measured.documents] == [("Drugi raz ?", "7"), ("", "Jeden\ndwa")]
    assert [sorted(query.relevant) for query in measured.queries] == [["0"], ["0", "1", "? nie ma"], ["1"]]
    assert [remark.split()[0] for remark in measured.remarks] == ["1", "2", "1"]


def test_markup_is_no_word(tmp_path):
    said = {
        "documents": [
            {"id": 1, "title": "<h1>Tytuł</h1>", "text": "<p>Wnio<b>sek</b> &amp; 3 < 4</p><style>p</style>"}
        ],
        "queries": [{"query": "x", "relevant": 1}],
    }
    (one,) = read_set(written(tmp_path, said, "utf-16")).documents
    assert (one.title.split(), one.text.split()) == (["Tytuł"], ["Wniosek", "&", "3", "<", "4"])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('{"documents": [', "no JSON.*line 1 column"),
        ("[]", "must be"),
        ({"documents": [], "queries": []}, "no documents or no queries"),
        ({"documents": {"a": 1}, "queries": [1]}, "lists of both"),
        ({"documents": ["a"], "queries": [{"query": "a", "relevant": 1}]}, "document number 1"),
        ({"documents": [{"id": []}], "queries": [{"query": "a", "relevant": 1}]}, "an id must be"),
        ({"documents": [{"id": 1}], "queries": [{"query": "a"}]}, "query number 1"),
        ({"documents": [{"id": 1}], "queries": [{"query": "", "relevant": 1}]}, "no query with words"),
    ],
)
def test_what_is_no_set_is_said(tmp_path, said, told):
    with pytest.raises(NotASet, match=told):
        read_set(written(tmp_path, said))


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    (tmp_path / "set.json").write_bytes(b"\xff{}")
    for path, told in ((tmp_path / "set.json", "UTF-8"), (tmp_path, "folder"), (tmp_path / "x", "not there")):
        with pytest.raises(NotASet, match=told):
            read_set(path)
