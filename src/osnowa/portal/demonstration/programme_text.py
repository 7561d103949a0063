"""Words of the programme. What the announcement of 2017 says, and, marked, what was invented around it."""

from dataclasses import dataclass

# ---- From the announcement of 24 April 2017 ------------------------------------------------------------------

TITLE = "Wiedza → współpraca → rozwój"
SLUG = "wiedza-wspolpraca-rozwoj"
CITY = "Białystok"
FUNDER = "Fundusz Inicjatyw Obywatelskich"
FUND = "FIO 2017, priorytety 3 i 4"
FUNDING_NOTE = "Dofinansowano ze środków Programu Fundusz Inicjatyw Obywatelskich 2017."
SUMMARY = (
    "Uczymy białostockie organizacje pozarządowe i grupy nieformalne nowoczesnych, elektronicznych narzędzi "
    "zarządzania i komunikacji. Pomagamy je wprowadzić i pokazujemy, jak pracować razem."
)
DESCRIPTION = """\
Program odpowiada na wyzwania związane z warunkami działania białostockich organizacji pozarządowych i grup \
nieformalnych. Chcemy zwiększyć potencjał trzeciego sektora w Białymstoku. Dlatego:

• wyposażamy aktywne organizacje i grupy nieformalne w wiedzę i kompetencje dotyczące nowoczesnych, elektronicznych \
narzędzi zarządzania i komunikacji,

• wdrażamy takie rozwiązania i narzędzia w organizacjach,

• promujemy nowoczesne metody, narzędzia i formy zarządzania i komunikacji wśród organizacji, które działają \
w Białymstoku.

Efektem ma być wzrost wiedzy i kompetencji, nowe narzędzia w codziennej pracy organizacji i większa świadomość tego, \
jak współpracować wewnątrz sektora, także w biurze coworkingowym. Dzięki temu organizacje i grupy mają żyć dłużej \
i działać skuteczniej. Liczymy też na to, że wzrośnie zaufanie do trzeciego sektora i poprawi się klimat dla \
działalności pozarządowej w Białymstoku.
"""


@dataclass(frozen=True)
class Block:
    """One of the three blocks of the announcement. `first_month` and `last_month`: 1 to 8, of the programme."""

    number: int
    title: str
    short_title: str
    description: str
    target_group: str
    first_month: int
    last_month: int


BLOCKS = (
    Block(
        1,
        "Osiem cykli warsztatów o nowoczesnych narzędziach zarządzania i komunikacji",
        "Naucz się",
        "Organizujemy, przygotowujemy merytorycznie i prowadzimy osiem cykli warsztatów. Każdy dotyczy jednego "
        "narzędzia albo jednej sprawy, z którą zespół mierzy się co tydzień.",
        "Członkinie i członkowie białostockich organizacji pozarządowych i grup nieformalnych",
        1,
        8,
    ),
    Block(
        2,
        "Wdrożenie narzędzi w organizacjach ze wsparciem mentora, wolontariuszy i biura NGO",
        "Wprowadź u siebie",
        "Mentor i profesjonalni wolontariusze pomagają wprowadzić narzędzie w organizacji. Wsparcie działa także "
        "w ogólnodostępnym, coworkingowym biurze NGO w centrum Białegostoku.",
        "Organizacje i grupy, które chcą wprowadzić nowe narzędzie",
        2,
        8,
    ),
    Block(
        3,
        "Informacja o narzędziach i o metodach współdziałania w trzecim sektorze",
        "Dziel się wiedzą",
        "Opracowujemy, wydajemy i rozpowszechniamy informacje o nowoczesnych narzędziach zarządzania i komunikacji "
        "oraz o metodach współdziałania. Promujemy współpracę w biurach coworkingowych.",
        "Wszystkie organizacje i grupy w Białymstoku",
        1,
        8,
    ),
)

# ---- Invented, and said so -----------------------------------------------------------------------------------

EXAMPLE_NOTE = (
    "Prawdziwy program „Wiedza → współpraca → rozwój” trwał od kwietnia do listopada 2017 r. W tym pokazie kalendarz "
    "przesunięto tak, aby dziś wypadał piąty z ośmiu miesięcy. Z ogłoszenia programu pochodzą: tytuł, fundusz "
    "i priorytety, miasto, cele, trzy bloki działań i liczba cykli. Ogłoszenie nie podaje nazwy operatora ani tematów "
    "warsztatów. Przykładem są więc: operator, tematy i terminy cykli, prowadzący, wskaźniki i ich cele, numer umowy, "
    "biuro i kontakt oraz wszystkie osoby, organizacje i zgłoszenia. Zbieżność z prawdziwymi jest przypadkowa."
)
AGREEMENT_NUMBER = "PRZYKŁAD-FIO/2017/000"
CONTACT_EMAIL = "pomoc@osnowa.example"
CONTACT_PHONE = "85 000 00 00"
CONTACT_HOURS = "poniedziałek–piątek 9:00–17:00"
CONTACT_ADDRESS = "Biuro NGO w centrum Białegostoku, II piętro, winda"

CLAUSE = """\
Administratorem Twoich danych jest {operator}, operator programu „{title}”. Napisz do nas: {email}.

Po co nam dane. Warsztaty: zapisujemy Cię, wysyłamy potwierdzenie i zmiany terminów, prowadzimy listę obecności \
i wystawiamy zaświadczenie. Wsparcie w organizacji i biuro NGO: zapisujemy etapy narzędzi, konsultacje, godziny \
wolontariatu, rezerwacje i wizyty. Wiedza i współpraca: podpisujemy teksty i łączymy organizacje, które się szukają. \
Z tego wszystkiego rozliczamy program przed grantodawcą. Podstawą jest umowa o udział (art. 6 ust. 1 lit. b RODO) \
i nasz prawnie uzasadniony interes, czyli rozliczenie dotacji (art. 6 ust. 1 lit. f RODO).

Jakie dane. Imię i nazwisko, adres e-mail, nazwa organizacji lub grupy, a jeśli chcesz: telefon. Do tego to, co \
dzieje się z Twoim udziałem: obecność, rezerwacje, konsultacje, godziny, ogłoszenia i teksty. O udogodnienia pytamy \
tylko po to, żeby je przygotować. Podajesz je dobrowolnie, za zgodą (art. 9 ust. 2 lit. a RODO), widzą je osoby, \
które przygotowują zajęcia, a po cyklu je usuwamy, chyba że poprosisz, aby zostały.

Komu je przekazujemy. W sprawozdaniach podajemy grantodawcy same liczby. Podczas kontroli grantodawca może zobaczyć \
dokumenty, które je potwierdzają, na przykład listy obecności. Nie sprzedajemy danych i nie wysyłamy ich poza \
Europejski Obszar Gospodarczy.

Jak długo. Pięć lat, licząc od 1 stycznia roku po zakończeniu programu. Potem dane usuwamy, zostają same liczby.

Twoje prawa. Możesz zobaczyć swoje dane, poprawić je, dostać ich kopię, ograniczyć ich użycie, wnieść sprzeciw \
i poprosić o usunięcie. Możesz też złożyć skargę do Prezesa Urzędu Ochrony Danych Osobowych. Podanie danych jest \
dobrowolne, ale bez adresu e-mail i nazwiska nie potwierdzimy miejsca. Nie podejmujemy decyzji automatycznie.
"""


# ---- A second, small programme of somebody else: its coordinator must see nothing of the first one -----------

OTHER_TITLE = "Sąsiedzki klub seniora"
OTHER_SLUG = "sasiedzki-klub-seniora"
OTHER_SUMMARY = "Mały program innego operatora. Pokazuje, że zespoły dwóch programów nie widzą swoich spraw."
OTHER_DESCRIPTION = (
    "Trzy spotkania o telefonie i bankowości dla osób po sześćdziesiątce. "
    "Program w przygotowaniu, jeszcze niepubliczny."
)
OTHER_EXAMPLE_NOTE = "Cały ten program jest przykładem."
OTHER_FUND = "Przykładowy konkurs miejski na działania sąsiedzkie"
OTHER_FUNDER = "Przykładowy urząd miasta"
OTHER_AGREEMENT_NUMBER = "PRZYKŁAD-MIASTO/12"
OTHER_FUNDING_NOTE = "Przykład. Dofinansowano ze środków przykładowego urzędu miasta."
OTHER_BLOCK = Block(
    1,
    "Spotkania przy telefonie",
    "Telefon bez strachu",
    "Trzy spotkania w świetlicy osiedlowej, każde z jedną sprawą do załatwienia.",
    "Osoby po sześćdziesiątce z osiedla",
    1,
    6,
)
OTHER_CYCLE_TITLE = "Telefon bez strachu"
OTHER_SESSIONS = (
    "Połączenia, kontakty i zdjęcia",
    "Komunikator i rozmowa z wnukami",
    "Bank i profil zaufany",
)
OTHER_INDICATOR = "Osoby, które wzięły udział w spotkaniach"
