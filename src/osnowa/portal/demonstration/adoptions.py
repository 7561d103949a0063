"""Tools that organisations of the demonstration introduce: free software of today, purposes of small organisations.

The announcement of 2017 names no tools; everything here is invented but for the tools' names.
"""

from dataclasses import dataclass

from osnowa.support.models import Stage

CONSIDERED, CHOSEN, SET_UP, TRIAL, ROUTINE, LEFT = (
    Stage.CONSIDERED,
    Stage.CHOSEN,
    Stage.SET_UP,
    Stage.TRIAL,
    Stage.ROUTINE,
    Stage.LEFT,
)


@dataclass(frozen=True)
class StageText:
    """`share`: when it happened, as a share of the time from the first adoption until today."""

    stage: str
    share: float
    note: str = ""


@dataclass(frozen=True)
class ToolText:
    """`mentor`: 0 none yet, 1 tools, 2 figures and papers. `talks`: shares of consultations about it. `named`: the
    organisation agreed to stand in the catalogue among users of the tool.
    """

    name: str
    purpose: str
    mentor: int
    stages: tuple[StageText, ...]
    talks: tuple[float, ...] = ()
    proof: bool = False
    named: bool = False


def _to(stage: str, share: float, note: str = "") -> StageText:
    return StageText(stage, share, note)


TOOLS: tuple[ToolText, ...] = (
    ToolText(
        "Nextcloud",
        "Wspólny dysk zarządu zamiast załączników w poczcie",
        1,
        (
            _to(CONSIDERED, 0.02),
            _to(CHOSEN, 0.10, "Zarząd wybrał po prezentacji na warsztatach."),
            _to(SET_UP, 0.18, "Konto u dostawcy z Białegostoku, 50 GB."),
            _to(TRIAL, 0.24, "Trzy osoby z zarządu przez miesiąc."),
            _to(ROUTINE, 0.55, "Wszystkie umowy i protokoły są na dysku, korzysta siedem osób."),
            _to(ROUTINE, 0.92, "Nadal: dziewięć osób, co tydzień kopia na dysk zewnętrzny."),
        ),
        (0.05, 0.16, 0.40),
        proof=True,
        named=True,
    ),
    ToolText(
        "Kanboard",
        "Zadania zespołu na jednej tablicy",
        1,
        (
            _to(CHOSEN, 0.03, "Po cyklu o tablicy zadań."),
            _to(SET_UP, 0.12),
            _to(TRIAL, 0.15, "Próba na przygotowaniach do pikniku."),
            _to(ROUTINE, 0.48, "Tablica na każdej naradzie zespołu."),
        ),
        (0.08, 0.30),
        named=True,
    ),
    ToolText(
        "Listmonk",
        "Biuletyn do 400 osób, z wypisem jednym kliknięciem",
        1,
        (
            _to(CONSIDERED, 0.04),
            _to(CHOSEN, 0.22, "Porównanie z płatną usługą: taniej i dane zostają u nas."),
            _to(SET_UP, 0.38, "Wolontariusz ustawił serwer i adres nadawcy."),
            _to(TRIAL, 0.52, "Pierwszy numer do 60 osób."),
            _to(ROUTINE, 0.80, "Trzeci numer, 412 odbiorców."),
        ),
        (0.20, 0.36, 0.50),
        proof=True,
    ),
    ToolText(
        "LibreOffice",
        "Jeden pakiet biurowy na wszystkich komputerach",
        2,
        (
            _to(SET_UP, 0.06),
            _to(TRIAL, 0.08),
            _to(ROUTINE, 0.33, "Sześć komputerów, szablony pism ze znakiem."),
        ),
        (0.07,),
        named=True,
    ),
    ToolText(
        "Jitsi Meet",
        "Narady z członkami spoza miasta",
        1,
        (
            _to(CHOSEN, 0.09),
            _to(TRIAL, 0.11, "Dwie narady, jedna osoba z telefonu."),
            _to(ROUTINE, 0.58, "Co drugi wtorek o 19:00."),
        ),
        (0.14,),
    ),
    ToolText(
        "Mattermost",
        "Rozmowy zespołu w jednym miejscu",
        1,
        (
            _to(CONSIDERED, 0.05),
            _to(SET_UP, 0.13),
            _to(TRIAL, 0.17),
            _to(
                LEFT,
                0.71,
                "Po dwóch miesiącach pisały tam dwie osoby z dwunastu, reszta wróciła do e-maili. "
                "Zostajemy przy wspólnym dysku.",
            ),
        ),
        (0.19, 0.60),
    ),
    ToolText(
        "KeePassXC",
        "Hasła stowarzyszenia bezpieczne i dla dwóch osób",
        2,
        (
            _to(CHOSEN, 0.15),
            _to(SET_UP, 0.27),
            _to(TRIAL, 0.84, "Skarbniczka i prezes, hasła do banku bez zmian."),
        ),
        (0.26,),
        named=True,
    ),
    ToolText(
        "CiviCRM",
        "Darczyńcy i składki w jednej bazie",
        2,
        (
            _to(CONSIDERED, 0.12),
            _to(CHOSEN, 0.42, "Arkusz przestał wystarczać przy 200 darczyńcach."),
            _to(SET_UP, 0.69, "Przeniesione składki z dwóch lat."),
            _to(TRIAL, 0.90),
        ),
        (0.28, 0.44, 0.72),
        named=True,
    ),
    ToolText(
        "LimeSurvey",
        "Ankieta po zajęciach, bez danych osobowych",
        2,
        (_to(CHOSEN, 0.20), _to(TRIAL, 0.78, "Ankieta po warsztatach, 34 odpowiedzi.")),
        (0.66,),
    ),
    ToolText(
        "WordPress",
        "Strona, którą redaguje więcej niż jedna osoba",
        1,
        (_to(SET_UP, 0.25), _to(TRIAL, 0.35, "Trzy osoby dodają aktualności.")),
        (0.34,),
    ),
    ToolText(
        "Etherpad",
        "Protokół pisany wspólnie podczas zebrania",
        1,
        (_to(CONSIDERED, 0.30), _to(SET_UP, 0.82)),
        (0.76,),
    ),
    ToolText(
        "Nextcloud",
        "Kalendarz sali i wspólne listy zakupów na festyn",
        1,
        (_to(CONSIDERED, 0.32), _to(CHOSEN, 0.50), _to(SET_UP, 0.86, "Hasła rozdane na zebraniu.")),
        (0.88,),
    ),
    ToolText(
        "Mobilizon",
        "Zaproszenia na wydarzenia bez portali społecznościowych",
        0,
        (_to(CONSIDERED, 0.36), _to(SET_UP, 0.60)),
    ),
    ToolText(
        "KeePassXC",
        "Porządek w hasłach po zmianie zarządu",
        2,
        (_to(CHOSEN, 0.74),),
        (0.75,),
    ),
    ToolText(
        "Kanboard",
        "Dyżury wolontariuszy na jednej tablicy",
        0,
        (_to(CONSIDERED, 0.40), _to(CHOSEN, 0.87)),
    ),
    ToolText(
        "LibreOffice",
        "Rozliczenia dotacji na wspólnym wzorze",
        2,
        (_to(CONSIDERED, 0.45), _to(CHOSEN, 0.64)),
        (0.62,),
    ),
    ToolText("Listmonk", "Wiadomości do sympatyków zamiast plakatów", 0, (_to(CONSIDERED, 0.81),)),
    ToolText("Jitsi Meet", "Spotkania z partnerami za granicą", 0, (_to(CONSIDERED, 0.95),)),
    ToolText(
        "Etherpad",
        "Wspólne pisanie wniosków o dotację",
        2,
        (_to(CONSIDERED, 0.52),),
        (0.83,),
    ),
)

# Topic and what was agreed; taken in turn.
TALKS: tuple[tuple[str, str], ...] = (
    ("Czego naprawdę potrzebujecie", "Lista pięciu spraw, które dziś giną. Wybór narzędzia na zebraniu."),
    ("Pierwsze ustawienia i konta", "Konta dla trzech osób, hasła w sejfie haseł. Próba do końca miesiąca."),
    ("Jak przekonać resztę zespołu", "Jedna sprawa załatwiana tylko w nowym narzędziu, przez dwa tygodnie."),
    ("Kopie zapasowe i kto je sprawdza", "Kopia co niedzielę, sprawdzenie odtworzenia raz na kwartał."),
    ("Uprawnienia: kto co widzi", "Dwie grupy: zarząd i wszyscy. Przegląd po każdym walnym zebraniu."),
    ("Przeniesienie danych z arkusza", "Porządek w kolumnach do piątku, potem wspólny import."),
    ("Dane osobowe: co wolno trzymać", "Rejestr czynności uzupełniony o nowe narzędzie, umowa powierzenia."),
    ("Krótka instrukcja na jedną stronę", "Wersja robocza na wspólnym dysku, uwagi do środy."),
)
DISPUTE = "Rozmawialiśmy godzinę, nie dwie, i przez telefon."

# What a volunteer did; taken in turn, three volunteers.
WORK: tuple[tuple[str, ...], ...] = (
    (
        "Serwer i adres nadawcy biuletynu",
        "Szkolenie z kopii zapasowych",
        "Przegląd komputerów organizacji",
        "Instrukcja logowania na jedną stronę",
        "Przeniesienie plików na wspólny dysk",
        "Dyżur telefoniczny dla organizacji",
    ),
    (
        "Plakat i ulotka na piknik sąsiedzki",
        "Zdjęcia z warsztatów z opisami",
        "Szablony pism ze znakiem organizacji",
        "Grafiki do biuletynu",
        "Makieta nowej strony",
        "Opisy alternatywne zdjęć na stronie",
    ),
    (
        "Wzór umowy powierzenia danych",
        "Sprawdzenie regulaminu biuletynu",
        "Konsultacja statutu przed walnym",
        "Rejestr czynności przetwarzania, wzór",
        "Odpowiedzi na pytania o RODO",
        "Wzór zgody na wizerunek",
    ),
)
RETURNED = "Proszę dopisać, dla której organizacji to było."
