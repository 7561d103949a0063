"""The eight cycles. The announcement gives their number only: themes and plans are invented, and marked as example."""

from dataclasses import dataclass

KROSNO = "Biuro NGO, sala Krosno, II piętro"
WATEK = "Biuro NGO, sala Wątek, II piętro"
ACCESS = (
    "Winda, toaleta dostosowana, pętla indukcyjna, można przyjść z psem asystującym. "
    "Tłumaczenie na PJM po zgłoszeniu co najmniej 7 dni przed pierwszym spotkaniem."
)
CHILDCARE = "Tak, w sali obok, dla dzieci od 3 lat. Wystarczy napisać w zgłoszeniu."
LAPTOP = "Laptop dostaniesz na miejscu, możesz też przynieść swój."


@dataclass(frozen=True)
class CycleText:
    """What a cycle's page says. `outcomes` complete the sentence "Po cyklu potrafisz ..."."""

    number: int
    title: str
    summary: str
    for_whom: str
    outcomes: tuple[str, ...]
    level: str
    sessions: tuple[str, ...]
    place: str = KROSNO
    accessibility: str = ACCESS
    childcare: str = CHILDCARE


MAIL_AND_CALENDAR = CycleText(
    number=1,
    title="Poczta i kalendarz zespołu",
    summary=(
        "Wspólna skrzynka, w której nic nie ginie, i jeden kalendarz, który widzi cały zespół. "
        "Bez prywatnych adresów i bez przepisywania terminów."
    ),
    for_whom=(
        "Dla osób, które odbierają pocztę organizacji albo grupy i umawiają spotkania. Najlepiej przyjść we dwoje "
        "z jednego zespołu: po cyklu możecie się zastępować."
    ),
    outcomes=(
        "założyć wspólną skrzynkę i dać do niej dostęp bez podawania hasła",
        "uporządkować pocztę tak, żeby każdy list miał opiekuna",
        "prowadzić jeden kalendarz zespołu i zapraszać do niego gości",
        "przekazać skrzynkę i kalendarz następnej osobie, gdy zmienia się zarząd",
    ),
    level=f"Podstawowy. Wystarczy, że piszesz e-maile. {LAPTOP}",
    sessions=(
        "Porządek w skrzynce: co zrobić, gdy czeka 4000 listów",
        "Wspólny adres zamiast prywatnego: kto czyta, kto odpisuje",
        "Jeden kalendarz: dyżury, spotkania, terminy sprawozdań",
        "Zaproszenia, przypomnienia i kalendarz w telefonie",
        "Zmiana warty: jak przekazać pocztę i kalendarz",
    ),
)

DISK_AND_DOCUMENTS = CycleText(
    number=2,
    title="Wspólny dysk i dokumenty",
    summary=(
        "Koniec z plikiem „statut_ostateczny_3_poprawiony”. Jeden wspólny dysk, jasne foldery i dokumenty, nad "
        "którymi zespół pracuje naraz."
    ),
    for_whom=(
        "Dla osób, które piszą wnioski, prowadzą dokumenty organizacji albo szukają ich po cudzych komputerach. "
        "Dla grup bez rejestracji także: dysk może należeć do kilku osób."
    ),
    outcomes=(
        "ułożyć foldery, w których każdy znajdzie umowę w minutę",
        "dać i odebrać dostęp, także osobie, która odchodzi z zespołu",
        "pisać wniosek razem z innymi, z komentarzami i historią zmian",
        "odzyskać skasowany plik i sprawdzić, że kopia naprawdę działa",
    ),
    level=f"Podstawowy. Wystarczy, że zapisujesz pliki na komputerze. {LAPTOP}",
    sessions=(
        "Mapa dokumentów: co mamy, gdzie leży i do kogo należy",
        "Foldery i nazwy, które rozumie nowa osoba",
        "Wniosek pisany wspólnie: komentarze, sugestie, wersje",
        "Dostęp, kopie i co zrobić, gdy odchodzi prezes",
    ),
)

MEMBERS_AND_CONTACTS = CycleText(
    number=3,
    title="Baza członków i kontaktów",
    summary=(
        "Lista członków, darczyńców i partnerów w jednym miejscu: aktualna, zgodna z RODO i do użycia przez cały "
        "zespół, a nie tylko przez jedną osobę z zeszytem."
    ),
    for_whom=(
        "Dla osób, które prowadzą listę członków, zbierają składki, dziękują darczyńcom albo zapraszają na wydarzenia."
    ),
    outcomes=(
        "zaprojektować bazę, która ma tylko potrzebne pola",
        "przenieść kontakty z arkuszy i zeszytów i połączyć powtórzenia",
        "pilnować składek i wysłać przypomnienie jednym kliknięciem",
        "odpowiedzieć na prośbę o usunięcie danych",
        "przygotować listę do głosowania na walne zebranie",
    ),
    level=f"Średni. Przyda się pierwszy kontakt z arkuszem kalkulacyjnym. {LAPTOP}",
    sessions=(
        "Po co nam baza: pytania, na które ma odpowiadać",
        "Pola, słowniki i zgody: mniej znaczy bezpieczniej",
        "Import z arkusza i polowanie na powtórzenia",
        "Składki i darowizny: kto, ile, kiedy",
        "Zaproszenia i podziękowania z bazy",
        "RODO w praktyce: wgląd, poprawka, usunięcie",
    ),
)

TASKS_ON_ONE_BOARD = CycleText(
    number=4,
    title="Zadania na jednej tablicy",
    summary=(
        "Kto, co i do kiedy, bez trzydziestu wiadomości dziennie. Zespół zakłada wspólną tablicę i prowadzi na niej "
        "prawdziwe działanie, nie ćwiczenie."
    ),
    for_whom=(
        "Dla koordynatorek i koordynatorów działań oraz dla zespołów, w których zadania krążą w rozmowach i giną. "
        "Warto przyjść z działaniem, które właśnie przygotowujecie."
    ),
    outcomes=(
        "prowadzić tablicę zadań zespołu",
        "zamieniać ustalenia z rozmów i listów w zadania z osobą i terminem",
        "poprowadzić naradę w piętnaście minut przy tablicy",
        "nauczyć innych korzystania z tablicy i przekazać ją następnej osobie",
    ),
    level=f"Podstawowy. Nie trzeba znać żadnego programu do zadań. {LAPTOP}",
    sessions=(
        "Z e-maila na tablicę: co jest zadaniem, a co nie",
        "Terminy, osoby i przypomnienia",
        "Narada w piętnaście minut przy tablicy",
        "Powtarzalne działania: szablon festynu, wniosku, sprawozdania",
        "Przekazanie tablicy i podsumowanie trzech tygodni pracy",
    ),
    place=WATEK,
)

FIRST_CYCLES = (MAIL_AND_CALENDAR, DISK_AND_DOCUMENTS, MEMBERS_AND_CONTACTS, TASKS_ON_ONE_BOARD)
