"""The letter of an issue, byte by byte; pauses and hours; own words."""

import datetime as dt
from email import message_from_bytes, policy
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.newsletter.rules import checks, letters, marks, pacing, words

HEAD = letters.Head(
    sender="Ośrodek „Łąka” <osnowa@o.example>",
    subject="Zażółć gęślą jaźń: trzy warsztaty w maju i poradnik o hasłach",
    language="pl",
    list_id="<newsletter.o.example>",
    date="Thu, 26 Nov 2026 03:05:11 +0000",
    reply_to="biuro@o.example",
)
URL = "https://o.example/newsletter/czytam/" + "aB3=_" * 9 + "/"


def written(text, page, name="Zofia"):
    return letters.letter(HEAD, text=text, page=page).written(
        to="zofia@poczta.example",
        message_id="<n1.2.abc@o.example>",
        name=name,
        leave=f"{URL}wypisz/",
        choose=URL,
    )


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=90), st.integers(0, 80))
def test_every_reader_finds_the_whole_text_with_their_own_words(name, filler):
    text = f"{'ą' * filler} {marks.NAME}, dzień dobry!\n.kropka\n.\n\nWypisz: {marks.LEAVE}\nWybór: {marks.CHOOSE}\n"
    page = f'<p title="x">{marks.NAME}</p><a href="{marks.LEAVE}">tu</a>'
    made = written(text, page, name)
    head, _empty, body = made.partition(b"\r\n\r\n")
    assert all(len(line) <= 76 for line in body.split(b"\r\n"))
    assert made.isascii()
    read = message_from_bytes(made, policy=policy.default)
    plain = read.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert plain == marks.fill(text, {marks.NAME: name, marks.LEAVE: f"{URL}wypisz/", marks.CHOOSE: URL})
    assert read.get_body(("html",)).get_content().count(URL) == 1
    assert b"OSNOWA-MARK" not in made
    assert len(head) > 0


def test_heads_are_those_of_a_newsletter():
    read = message_from_bytes(written("a", "<p>a</p>", "<b>Żaneta</b> & syn"), policy=policy.default)
    assert read["Subject"] == HEAD.subject
    assert read["From"].addresses[0].display_name == "Ośrodek „Łąka”"
    assert read["List-Unsubscribe"] == f"<{URL}wypisz/>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read["List-Id"] == "<newsletter.o.example>"
    assert (read["Precedence"], read["Auto-Submitted"], read["Reply-To"]) == (
        "bulk",
        "auto-generated",
        "biuro@o.example",
    )
    html = message_from_bytes(written("a", marks.NAME, "<b>Żaneta</b> & syn"), policy=policy.default)
    assert "&lt;b&gt;Żaneta&lt;/b&gt; &amp; syn" in html.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    "address",
    ["", "a@", "a b@c.pl", "a@c.pl\r\nRCPT TO:<x@y.z>", "<a@c.pl>", "żaba@c.pl", "a@" + "x" * 64 + ".pl"],
)
def test_what_could_not_stand_in_an_envelope_is_no_address(address):
    with pytest.raises(ValueError, match="address"):
        letters.ascii_address(address)


def test_domains_with_polish_letters_are_written_in_ascii():
    assert letters.ascii_address("biuro@łąka.pl") == "biuro@xn--ka-2nasd.pl".replace(
        "xn--ka-2nasd", "łąka".encode("idna").decode()
    )


def test_message_id_names_its_letter_and_cannot_be_made_up():
    made = letters.message_id(12, 345, host="o.example", secret="s")
    assert letters.read_message_id(f"In-Reply-To: {made}", secret="s") == (12, 345)
    assert letters.read_message_id(made.replace("345", "346"), secret="s") is None
    assert letters.read_message_id("<1.2.osnowa@o.example>", secret="s") is None


def test_hours_of_rest_go_over_midnight():
    hours = pacing.read_quiet_hours("21-7")
    at = [dt.datetime(2026, 5, 4, hour, 59, tzinfo=dt.UTC) for hour in (20, 21, 23, 0, 6, 7)]
    assert [pacing.is_quiet(one, hours) for one in at] == [False, True, True, True, True, False]
    assert pacing.read_quiet_hours("none") is None
    assert not pacing.is_quiet(at[1], None)
    with pytest.raises(ValueError, match="pair of hours"):
        pacing.read_quiet_hours("25-7")


def test_window_pauses_and_pace():
    noon = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
    assert [pacing.is_late(noon + dt.timedelta(hours=h), noon, 24) for h in (0, 24, 25)] == [
        False,
        False,
        True,
    ]
    pauses = [pacing.pause_after(tries) for tries in range(1, 8)]
    assert pauses == sorted(pauses)
    rows = [SimpleNamespace(domain=domain) for domain in "aababca"]
    assert [row.domain for row in pacing.within_pace(rows, {"a": 1}, 3)] == ["a", "a", "b", "b", "c"]
    assert pacing.within_pace(rows, {"a": 9}, 0) == rows


def test_own_words_become_paragraphs_lists_and_links_and_never_html():
    typed = "Dzień dobry!\nTo my.\n\n- jeden [poradnik](https://o.example/a?b=1&c=2)\n- dwa <script>\n\nAdres: https://o.example/x."
    assert words.as_html(typed) == (
        "<p>Dzień dobry!<br>To my.</p>\n"
        '<ul><li>jeden <a href="https://o.example/a?b=1&amp;c=2">poradnik</a></li><li>dwa &lt;script&gt;</li></ul>\n'
        '<p>Adres: <a href="https://o.example/x">https://o.example/x</a>.</p>'
    )
    assert "poradnik (https://o.example/a?b=1&c=2)" in words.as_text(typed)
    assert words.links_in(typed) == ["https://o.example/a?b=1&c=2", "https://o.example/x"]
    assert words.as_html("[x](javascript:alert(1))") == "<p>[x](javascript:alert(1))</p>"
    assert words.as_html(" \n\n ") == ""


def test_plain_language_is_measured():
    easy = checks.reading_of("Mamy dom. Dom stoi. Kot śpi.")
    assert (easy.words, easy.sentences, easy.long_sentences) == (6, 3, [])
    hard = checks.reading_of("Implementacja " + "interoperacyjności instytucjonalnej " * 11 + "trwa.")
    assert hard.fog > checks.HEAVY > easy.fog
    assert len(hard.long_sentences) == 1
    assert checks.reading_of("") == checks.Reading(0, 0, 0.0, [])
    assert [checks.syllables(word) for word in ("niebo", "organizacja", "i", "mgła")] == [2, 5, 1, 1]


def test_subjects_that_phones_cut_or_filters_dislike():
    assert checks.faults_of_subject("Trzy warsztaty w maju") == []
    assert checks.faults_of_subject("RODO") == []
    assert checks.faults_of_subject("TYLKO DZISIAJ!!! " * 5) == ["long", "shouting", "signs"]
    assert checks.poor_labels("[tutaj](https://a.pl) i [poradnik](https://b.pl)") == ["tutaj"]
