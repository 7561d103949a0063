import datetime as dt

from osnowa.lib import bar_charts


def test_bars_say_their_names_numbers_and_finding():
    drawn = bar_charts.bar_chart(
        [("Cykl 1", 12, 16), ('<b>"Łąka"', 3, None)], title='12 z 16 & "więcej"', language="pl"
    )
    assert 'role="img" aria-label="12 z 16 &amp; &quot;więcej&quot;"' in drawn
    assert "12 / 16" in drawn
    assert ">3<" in drawn
    assert "Łąka" in drawn
    assert "<b>" not in drawn
    assert "var(--os-spruce)" in drawn
    assert "#1E4D3A" not in drawn


def test_days_are_bars_or_dots_with_polish_months():
    days = [(dt.date(2017, 5, 9), 4), (dt.date(2017, 5, 30), 7)]
    assert "maj" in bar_charts.day_chart(days, title="Zgłoszenia", language="pl")
    dots = bar_charts.day_chart(days, title="Obecność", language="pl", dots=True, top=100)
    assert ">100<" in dots


def test_nothing_is_drawn_as_nothing():
    assert "<svg" in bar_charts.bar_chart([], title="Nic", language="en")
    assert "<svg" in bar_charts.day_chart([], title="Nothing", language="en")
