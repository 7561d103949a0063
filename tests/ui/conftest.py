from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory


def item(label, url="/x/", **more):
    return SimpleNamespace(**{"label": label, "url": url, "current": False, "icon": "", "post": False} | more)


@pytest.fixture
def chrome():
    programme = SimpleNamespace(
        title="Wiedza → współpraca → rozwój",
        short_period="kwiecień–listopad 2017",
        funding_note="Sfinansowano ze środków Programu FIO 2017",
        contact_phone="85 000 00 00",
        contact_hours="poniedziałek–piątek 9:00–17:00",
        contact_email="pomoc@osnowa.example",
        contact_address="Biuro NGO, II piętro",
    )
    return SimpleNamespace(
        programme=programme,
        contacts=[programme],
        items=[item("Warsztaty", "/warsztaty/", current=True), item("Szukaj", "/szukaj/", icon="search")],
        user_items=[
            item("Konto", "/konto/", icon="person-circle"),
            item("Wyloguj się", "/wyloguj/", post=True),
        ],
        home_url="/",
        place="front",
        language="pl",
        languages=[("pl", "polski", True), ("en", "English", False)],
        language_url="/jezyk/",
        theme_url="/kolory/",
        theme="",
        demonstration=False,
        demonstration_url="",
        rules_items=[item("Deklaracja dostępności", "/dostepnosc/")],
    )


@pytest.fixture
def render(chrome, tmp_path):
    """Render a template by its name, or a source written here (through the component loader)."""

    def rendered(name_or_source, /, **context):
        request = RequestFactory().get("/strona/?a=1")
        engine = engines["django"]
        if not name_or_source.endswith(".html"):
            loaders = engine.engine.template_loaders[0].loaders
            cotton = next(loader for loader in loaders if "cotton" in type(loader).__module__)
            source = cotton.cotton_compiler.process(name_or_source)
            template = engine.from_string(source)
        else:
            template = engine.get_template(name_or_source)
        return template.render({"chrome": chrome, **context}, request)

    return rendered
