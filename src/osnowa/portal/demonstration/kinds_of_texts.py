"""A guide, a story, a report, a translation and a collection: one of each kind that an editor may write.

What they advise is true and in our own words, CC BY 4.0. People and organisations in them are invented.
"""

import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageDraw

DRAWING = "drawing"  # stands in a part where the number of the drawing goes once it is kept


@dataclass(frozen=True)
class KindedText:
    """`kind`: the name of the model. `parts`: as the stream keeps them. `more`: fields that only this kind has.

    `picks`: titles that a collection puts in order, each with the editor's words. `translates`: the original's title.
    """

    kind: str
    title: str
    lead: str
    topic: str
    by: str
    day: int
    body: str = ""
    parts: tuple[dict[str, Any], ...] = ()
    competences: str = ""
    summary_en: str = ""
    language: str = "pl"
    more: dict[str, Any] = field(default_factory=dict)
    picks: tuple[tuple[str, str], ...] = ()
    translates: str = ""


GUIDE = KindedText(
    kind="guidepage",
    title="Przekażcie konta następnej osobie w jeden wieczór",
    lead="Ktoś odchodzi z zespołu, a hasła zna tylko ta osoba. Pięć kroków, po których nic nie ginie.",
    topic="management",
    by="roza",
    day=66,
    competences="2.4,2.6,4.1",
    summary_en=(
        "Somebody leaves and only that person knows the passwords. Five steps: list the accounts, move the address "
        "of recovery to the organisation, give access to the next person, take the old access away, check together."
    ),
    more={
        "minutes": 90,
        "needs": "osoba, która odchodzi, i osoba, która przejmuje\ntelefon, na który przychodzą kody\nskrzynka "
        "organizacji, do której mają dostęp dwie osoby",
    },
    body="<p>Konta organizacji często zakłada jedna osoba, na swój adres i swój telefon. Dopóki jest z wami, to "
    "wygodne. Potem nikt nie może wejść na stronę, do poczty ani do banku. Zróbcie to razem, przy jednym stole.</p>",
    parts=(
        {
            "type": "steps",
            "value": [
                {
                    "title": "Spiszcie konta",
                    "body": "<p>Zacznijcie od poczty, banku, strony i mediów społecznościowych. Zapiszcie: nazwę "
                    "usługi, adres do logowania i osobę, która ma dostęp. Haseł na liście nie ma.</p>",
                    "picture": None,
                    "alt": "",
                },
                {
                    "title": "Przenieście adres odzyskiwania",
                    "body": "<p>W każdym koncie wpiszcie adres organizacji zamiast prywatnego. To samo zróbcie z "
                    "numerem telefonu. Na ten adres przychodzi link, gdy ktoś zapomni hasła.</p>",
                    "picture": DRAWING,
                    "alt": "Klucz przechodzi od jednej osoby do drugiej, a zapasowy wisi w szafce organizacji.",
                },
                {
                    "title": "Dajcie dostęp nowej osobie",
                    "body": "<p>Jeśli usługa na to pozwala, załóżcie osobne konto z uprawnieniami administratora. "
                    "Wspólne hasło to ostateczność. Zapiszcie je wtedy w menedżerze haseł.</p>",
                    "picture": None,
                    "alt": "",
                },
                {
                    "title": "Zabierzcie stary dostęp",
                    "body": "<p>Usuńcie konto osoby, która odchodzi, i wylogujcie jej urządzenia. Zmieńcie hasła, "
                    "które znała. To nie brak zaufania, tylko porządek: chroni obie strony.</p>",
                    "picture": None,
                    "alt": "",
                },
                {
                    "title": "Sprawdźcie razem",
                    "body": "<p>Nowa osoba loguje się do każdego konta ze swojego telefonu. Dopiero wtedy skreślacie "
                    "je z listy.</p>",
                    "picture": None,
                    "alt": "",
                },
            ],
        },
        {
            "type": "tip",
            "value": {
                "kind": "tip",
                "body": "<p>Wpiszcie w kalendarz jeden wieczór w roku na przegląd listy kont. Trwa pół godziny, gdy "
                "lista już jest.</p>",
            },
        },
        {
            "type": "tip",
            "value": {
                "kind": "warning",
                "body": "<p>Najpierw nowy dostęp, potem usunięcie starego. W odwrotnej kolejności można zostać "
                "z niczym.</p>",
            },
        },
        {"type": "text", "value": "<h2>Co gdzie zmienić</h2>"},
        {
            "type": "comparison",
            "value": {
                "caption": "Cztery miejsca, o których łatwo zapomnieć",
                "headers": ["Usługa", "Co zmienić", "Skąd wiadomo, że działa"],
                "rows": [
                    ["Domena i strona", "właściciel w panelu firmy od domeny", "faktura przychodzi do organizacji"],
                    ["Bank", "pełnomocnictwo w oddziale, z uchwałą zarządu", "nowa osoba widzi historię konta"],
                    ["Profil w mediach", "druga osoba jako administrator", "może opublikować wpis"],
                    ["Poczta", "telefon i adres odzyskiwania", "kod przychodzi na nowy numer"],
                ],
            },
        },
        {
            "type": "quote",
            "value": {
                "words": "Przez rok płaciliśmy za stronę, do której nikt nie umiał wejść.",
                "who": "skarbniczka małej organizacji",
                "source": "rozmowa na warsztatach",
            },
        },
    ),
)  # fmt: skip

STORY = KindedText(
    kind="storypage",
    title="Jeden kalendarz zamiast trzech zeszytów",
    lead="Towarzystwo Miłośników Tkactwa przestało umawiać dwie grupy na tę samą godzinę.",
    topic="management",
    by="wit",
    day=95,
    competences="2.4",
    more={
        "organisation_name": "Towarzystwo Miłośników Tkactwa",
        "place": "Białystok",
        "result": "W trzy miesiące liczba podwójnych zapisów spadła z siedmiu do zera.",
        "advice": "Zacznijcie od jednej sali i jednego miesiąca. Resztę dopiszecie, gdy wszyscy się przyzwyczają.",
        "agreed": True,
    },
    body="<p>Terminy warsztatów zapisywały trzy osoby, każda w swoim zeszycie. Dwa razy w miesiącu pod drzwiami "
    "spotykały się dwie grupy. Zarząd myślał, że potrzebny jest drogi system rezerwacji.</p>"
    "<h2>Co zrobili</h2><p>Na warsztatach założyli wspólny kalendarz w narzędziu, które już mieli. Umówili jedną "
    "zasadę: <b>czego nie ma w kalendarzu, to się nie odbywa</b>. Przez miesiąc zeszyty leżały obok, dla "
    "pewności.</p> <h2>Co było trudne</h2><p>Dwie instruktorki nie miały konta. Wydruk tygodnia wisi więc na "
    "drzwiach sali, a zmiany wpisuje osoba dyżurująca.</p>",
    parts=(
        {
            "type": "quote",
            "value": {
                "words": "Najwięcej dał nie program, tylko zdanie, na które się umówiliśmy.",
                "who": "koordynatorka warsztatów tkackich",
                "source": "",
            },
        },
    ),
)

REPORT = KindedText(
    kind="eventreportpage",
    title="Śniadanie w biurze: dziewięć organizacji o wspólnym sprzęcie",
    lead="Spotkaliśmy się w biurze NGO, żeby spisać, kto co ma i komu może pożyczyć.",
    topic="cooperation",
    by="roza",
    day=104,
    more={"place": "biuro NGO w Białymstoku", "people": 14},
    body="<p>Projektor kupiła w ostatnim roku co druga obecna organizacja. Większość używa go pięć razy w roku. Od "
    "tego zaczęła się rozmowa.</p><h2>Co ustaliliśmy</h2><ul><li>Każda organizacja dopisuje do wspólnej listy dwie "
    "rzeczy, które może pożyczyć.</li><li>Pożyczający odbiera i oddaje osobiście, a sprzęt sprawdza się przy "
    "odbiorze.</li> <li>Gdy coś się zepsuje, płaci ten, kto pożyczył.</li></ul><h2>Co dalej</h2><p>Listę prowadzimy "
    "na tablicy współpracy. Spotykamy się znowu za kwartał.</p>",
    parts=(
        {
            "type": "tip",
            "value": {
                "kind": "tip",
                "body": "<p>Najlepiej działała lista na ścianie: każdy dopisywał długopisem, a potem jedna osoba "
                "przepisała ją do komputera.</p>",
            },
        },
    ),
)

TRANSLATION = KindedText(
    kind="articlepage",
    title="Shared files without chaos",
    lead="One place, three folders, names that anybody finds. Half a day, and nobody asks where the list is.",
    topic="management",
    by="wit",
    day=98,
    language="en",
    competences="1.3,2.2",
    translates="Wspólne pliki bez chaosu",
    body="<p>Files of a small organisation live in five places: on two computers, in a mailbox, on a stick and in "
    "somebody's telephone. Choose one place for all of them, and agree on names.</p><h2>Three folders are enough</h2>"
    "<p>One for what is going on, one for what is over, one for papers that must be kept. Whatever fits nowhere "
    "waits in the first.</p><h2>Names that are found</h2><p>Begin with the date, year first: <b>2026-03-12 list of "
    "participants</b>. Then the newest stands at the end, and two people find the same file.</p>",
)

COLLECTION = KindedText(
    kind="collectionpage",
    title="Na dobry początek: porządek w małym zespole",
    lead="Cztery teksty na cztery wieczory. Po nich wiadomo, gdzie co leży i kto ma do czego dostęp.",
    topic="management",
    by="roza",
    day=110,
    competences="1.3,2.4,4.1",
    body="<p>Czytajcie po kolei, po jednym na spotkanie. Każdy kończy się czymś, co działa od jutra.</p>",
    picks=(
        ("Wspólne pliki bez chaosu", "Najpierw pliki: bez tego każda zmiana kończy się szukaniem."),
        ("Hasła i dwuetapowe logowanie w zespole", "Gdy wiadomo, gdzie co leży, zamknijcie drzwi."),
        ("Przekażcie konta następnej osobie w jeden wieczór", "Zróbcie to, zanim ktoś odejdzie."),
        ("Notatki ze spotkań, które działają", "Na koniec: żeby ustalenia nie ginęły."),
    ),
)

KINDED: tuple[KindedText, ...] = (GUIDE, STORY, TRANSLATION, REPORT, COLLECTION)


def drawing() -> bytes:
    """A PNG: a key goes from one person to the other, the spare one hangs in the organisation's cupboard."""
    wide, high, twice = 1200, 520, 2
    picture = Image.new("RGB", (wide * twice, high * twice), "#f1eadb")
    pen = ImageDraw.Draw(picture)

    def at(*numbers: int) -> tuple[int, ...]:
        return tuple(number * twice for number in numbers)

    def person(x: int, colour: str) -> None:
        pen.ellipse(at(x - 46, 120, x + 46, 212), fill=colour)
        pen.rounded_rectangle(at(x - 82, 226, x + 82, 420), radius=80 * twice, fill=colour)
        pen.rectangle(at(x - 82, 340, x + 82, 420), fill=colour)

    def key(x: int, y: int, colour: str) -> None:
        pen.ellipse(at(x - 34, y - 34, x + 34, y + 34), outline=colour, width=15 * twice)
        pen.rectangle(at(x + 32, y - 8, x + 130, y + 8), fill=colour)
        for step in (82, 112):
            pen.rectangle(at(x + step, y, x + step + 14, y + 34), fill=colour)

    person(190, "#1e4d3a")
    person(640, "#24507a")
    key(352, 266, "#9e2a2b")
    pen.polygon(at(504, 252, 532, 266, 504, 280), fill="#9e2a2b")
    pen.rounded_rectangle(
        at(850, 90, 1090, 430), radius=12 * twice, fill="#faf6ec", outline="#1b211d", width=7 * twice
    )
    pen.line(at(970, 150, 970, 190), fill="#1b211d", width=6 * twice)
    key(920, 236, "#a18667")
    pen.rectangle(at(850, 330, 1090, 337), fill="#1b211d")
    small = picture.resize((wide, high), Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    small.quantize(colors=48).save(kept, format="PNG", optimize=True)
    return kept.getvalue()
