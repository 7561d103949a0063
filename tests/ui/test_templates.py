"""What holds for every template of the ground."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines

import osnowa.ui

UI = Path(osnowa.ui.__file__).parent
TEMPLATES = sorted((UI / "templates").rglob("*.html"))
NAMES = [str(path.relative_to(UI / "templates")) for path in TEMPLATES]
SYMBOLS = set(re.findall(r'<symbol id="([^"]+)"', (UI / "static/ui/icons.svg").read_text()))


@pytest.mark.parametrize("name", NAMES)
def test_no_style_and_no_script_inside_a_page(name):
    text = (UI / "templates" / name).read_text()
    if name == "ui/mail_base.html":
        return
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name):
    engines["django"].get_template(name)


def test_every_icon_that_is_named_is_in_the_sprite():
    used = set()
    for path in TEMPLATES:
        used |= set(re.findall(r'\{% icon "([\w-]+)" ', path.read_text()))
        used |= set(re.findall(r'<c-\w[^>]* icon="([\w-]+)"', path.read_text()))
    from osnowa.ui.templatetags import look

    used |= (
        set(look.STATES.values())
        | set(look.ALERTS.values())
        | {"lozenge-done", "lozenge-now", "lozenge-ahead"}
    )
    assert used - {"lozenge-"} <= SYMBOLS


@pytest.mark.parametrize(("layout", "place"), [("ui/public.html", "front"), ("ui/work.html", "back")])
def test_the_masthead_and_the_footer(render, chrome, layout, place):
    chrome.place = place
    chrome.theme = "dark"
    html = render(layout)
    assert f'class="os-body os-{place}"' in html
    assert '<html lang="pl" data-bs-theme="dark">' in html
    assert html.count('aria-current="page"') == 2  # the wide menu and the one of phones
    assert 'href="tel:850000000"' in html
    assert html.count("csrfmiddlewaretoken") == 4  # sign out twice, language, colours
    assert 'name="next" value="/strona/?a=1"' in html
    assert '<aside class="os-aside"></aside>' in html


def test_pages_stand_without_a_programme_and_without_menus(render, chrome):
    chrome.programme, chrome.items, chrome.user_items, chrome.rules_items = None, [], [], []
    chrome.contacts = []
    html = render("ui/public.html")
    assert "<nav" not in html
    assert "os-contact" not in html


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html", "503.html"])
def test_pages_of_bad_days_need_nothing(name):
    html = engines["django"].get_template(name).render()
    assert "<h1>" in html
    assert "/static/ui/osnowa.css" in html


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_pages_of_bad_days_say_whom_to_call(name, settings):
    settings.CONTACT = "tel. 85 700 00 00, pomoc@osnowa.example, <b>w biurze</b>"
    html = engines["django"].get_template(name).render()
    assert (
        'tel. <a href="tel:857000000">85 700 00 00</a>, <a href="mailto:pomoc@osnowa.example">'
        "pomoc@osnowa.example</a>, &lt;b&gt;w biurze&lt;/b&gt;"
    ) in html
    settings.CONTACT = ""
    assert "tel:" not in engines["django"].get_template(name).render()


class Contact(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="Wyślemy potwierdzenie.")
    phone = forms.CharField(label="Telefon", required=False)
    level = forms.ChoiceField(label="Poziom", choices=[("1", "raz"), ("2", "dwa")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Zgadzam się", required=False)


def test_a_field_says_label_hint_error_control_in_this_order(render):
    html = render("{{ form }}", form=Contact({"email": "nie"}))
    field = html.split('class="os-field os-field--error"')[1]
    places = [field.index(mark) for mark in ("<label", "os-hint", "os-error", "<input")]
    assert places == sorted(places)
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="nie"' in html
    assert "Błąd:" in html


def test_optional_fields_say_so_but_a_single_box_does_not(render):
    html = render("{{ form }}", form=Contact())
    assert html.count("(opcjonalne)") == 1
    assert html.count("<fieldset") == 1


def test_the_summary_links_to_the_fields(render):
    form = Contact({"email": "nie"})
    form.is_valid()
    html = render("<c-error-summary :form='form' />", form=form)
    assert "Popraw 2 odpowiedzi" in html
    assert 'href="#id_email"' in html
    assert 'href="#id_level_0"' in html
    assert render("<c-error-summary :form='form' />", form=Contact()).strip() == ""


def test_an_error_changes_the_title(render):
    form = Contact({})
    form.is_valid()
    assert "<title>Błąd: " in render("ui/public.html", form=form)
    assert "<title>Błąd: " not in render("ui/public.html", form=Contact())


def test_texts_of_people_are_escaped_in_components(render):
    bad = "<script>1</script>"
    for source in (
        '<c-row title="{{ bad }}" second="{{ bad }}" state="done" state_label="{{ bad }}" url="/" deed="{{ bad }}" />',
        '<c-page-header title="{{ bad }}" lead="{{ bad }}" over="{{ bad }}" />',
        '<c-row :title="bad" :second="bad" state="done" :state_label="bad" url="/" :deed="bad" />',
        '<c-page-header :title="bad" :lead="bad" :over="bad" />',
        "<c-fact :term='bad'>{{ bad }}</c-fact>",
        "<c-alert :title='bad'>{{ bad }}</c-alert>",
        "<c-tag :label='bad' />",
        "{% load look %}{% tag 'done' bad %}{% icon 'x' '' bad %}{% threads 1 2 text=bad %}",
        "<c-empty :title='bad'>{{ bad }}</c-empty>",
        "<c-confirmation :title='bad' :number='bad' />",
        "<c-chart :title='bad' :finding='bad'>{{ bad }}</c-chart>",
    ):
        html = render(source, bad=bad)
        assert "<script" not in html, source
        assert "&lt;script" in html, source


def test_an_answer_not_given_says_so(render):
    assert "nie podano" in render('<c-fact term="Telefon"></c-fact>')
    assert "nie podano" not in render('<c-fact term="Telefon">85</c-fact>')


def test_mail_is_readable_after_inlining(render, chrome):
    import css_inline

    html = render("ui/mail_base.html", programme=chrome.programme, subject="Masz miejsce")
    inlined = css_inline.inline(html)
    assert "<title>Masz miejsce</title>" in inlined
    assert re.search(r'<body style="[^"]*background: ?#faf6ec', inlined)
    assert "prefers-color-scheme: dark" in inlined
