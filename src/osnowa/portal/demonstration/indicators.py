"""What the programme promised in numbers. The announcement names one: eight cycles. The rest is invented."""

from dataclasses import dataclass
from decimal import Decimal

# Where a plan begins: what comes of sessions with the first one, what comes of finished cycles with the first end.
WITH_SESSIONS = "sessions"
WITH_FINISHED_CYCLES = "finished cycles"
WITH_BLOCK = "block"  # with the first day of its own block


@dataclass(frozen=True)
class IndicatorText:
    """`kind`: a key of reporting's dictionary. `plan`: where its plan begins; it ends with the eighth cycle.
    `block`: the number of the activity that it belongs to.
    """

    name: str
    kind: str
    target: Decimal
    plan: str
    source_of_verification: str
    block: int = 1

    def place_in_agreement(self, number: int) -> str:
        return f"Wskaźnik {number}, część III.6 oferty (przykład)"


INDICATORS: tuple[IndicatorText, ...] = (
    IndicatorText(
        "Zakończone cykle warsztatów",
        "workshops.cycles_completed",
        Decimal(8),
        WITH_FINISHED_CYCLES,
        "Listy obecności wszystkich spotkań cyklu",
    ),
    IndicatorText(
        "Osoby, które wzięły udział w warsztatach",
        "workshops.people_attended",
        Decimal(170),
        WITH_SESSIONS,
        "Listy obecności",
    ),
    IndicatorText(
        "Osoby, które ukończyły cykl",
        "workshops.people_finished",
        Decimal(120),
        WITH_FINISHED_CYCLES,
        "Listy obecności i rejestr zaświadczeń",
    ),
    IndicatorText(
        "Organizacje i grupy, których członkowie wzięli udział",
        "workshops.organisations_reached",
        Decimal(70),
        WITH_SESSIONS,
        "Zgłoszenia i listy obecności",
    ),
    IndicatorText(
        "Przeprowadzone spotkania",
        "workshops.sessions_held",
        Decimal(32),
        WITH_SESSIONS,
        "Listy obecności, harmonogram",
    ),
    IndicatorText(
        "Osobogodziny szkoleń",
        "workshops.training_hours",
        Decimal(2400),
        WITH_SESSIONS,
        "Listy obecności z godzinami spotkań",
    ),
    IndicatorText(
        "Wydane zaświadczenia",
        "workshops.certificates_issued",
        Decimal(140),
        WITH_FINISHED_CYCLES,
        "Rejestr zaświadczeń",
    ),
    IndicatorText(
        "Narzędzia wprowadzone w organizacjach",
        "support.tools_introduced",
        Decimal(18),
        WITH_BLOCK,
        "Etapy wdrożeń z datami i dowodami",
        block=2,
    ),
    IndicatorText(
        "Organizacje i grupy wsparte przez mentorów",
        "support.organisations_supported",
        Decimal(20),
        WITH_BLOCK,
        "Konsultacje potwierdzone przez organizacje",
        block=2,
    ),
    IndicatorText(
        "Godziny doradztwa mentorów",
        "support.consultation_hours",
        Decimal(40),
        WITH_BLOCK,
        "Konsultacje potwierdzone przez organizacje",
        block=2,
    ),
    IndicatorText(
        "Godziny pracy profesjonalnych wolontariuszy",
        "support.volunteer_hours",
        Decimal(120),
        WITH_BLOCK,
        "Zatwierdzone karty pracy",
        block=2,
    ),
    IndicatorText(
        "Wizyty w biurze NGO",
        "coworking.visits",
        Decimal(240),
        WITH_SESSIONS,
        "Rejestr wizyt w biurze",
        block=2,
    ),
    IndicatorText(
        "Organizacje i grupy korzystające z biura",
        "coworking.organisations",
        Decimal(40),
        WITH_SESSIONS,
        "Rejestr wizyt i rezerwacji",
        block=2,
    ),
    IndicatorText(
        "Oferty i potrzeby na tablicy współpracy",
        "cooperation.announcements",
        Decimal(30),
        WITH_FINISHED_CYCLES,
        "Rejestr ogłoszeń",
        block=3,
    ),
    IndicatorText(
        "Kontakty między organizacjami",
        "cooperation.connections",
        Decimal(20),
        WITH_FINISHED_CYCLES,
        "Rejestr przyjętych odpowiedzi",
        block=3,
    ),
    IndicatorText(
        "Organizacje i grupy, które nawiązały kontakt",
        "cooperation.organisations_connected",
        Decimal(25),
        WITH_FINISHED_CYCLES,
        "Rejestr przyjętych odpowiedzi",
        block=3,
    ),
    IndicatorText(
        "Opublikowane artykuły",
        "knowledge.articles_published",
        Decimal(10),
        WITH_SESSIONS,
        "Strony z licencją, zatwierdzone przez drugą osobę",
        block=3,
    ),
    IndicatorText(
        "Opisane narzędzia",
        "knowledge.tools_described",
        Decimal(10),
        WITH_SESSIONS,
        "Strony z licencją, zatwierdzone przez drugą osobę",
        block=3,
    ),
    IndicatorText(
        "Rozpowszechnione informacje: druki, listy i pobrania",
        "spreading.copies",
        Decimal(1500),
        WITH_SESSIONS,
        "Rejestr rozpowszechniania ze zdjęciami",
        block=3,
    ),
    IndicatorText(
        "Organizacje i grupy, do których dotarły informacje",
        "spreading.organisations_reached",
        Decimal(60),
        WITH_SESSIONS,
        "Rejestr rozpowszechniania",
        block=3,
    ),
)
