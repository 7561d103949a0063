"""Invented organisations and groups of every legal form. Their numbers are made in `numbers`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Invented:
    """An organisation as its row below says it.

    `years`: how long ago it was founded. `numbers`: which it has, of "krs nip regon arimr local".
    `host`: of its mail and website, under .example.
    """

    name: str
    form: str
    years: int
    numbers: str
    host: str
    short: str
    town: str
    street: str
    flags: str
    aims: str


def _rows(table: str) -> tuple[Invented, ...]:
    """Three lines each: the name; what stands between bars; the aims."""
    lines = [line.strip() for line in table.strip().splitlines()]
    rows = []
    for name, facts, aims in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        form, years, numbers, host, short, where, flags = (part.strip() for part in facts.split("|"))
        town, _, street = where.partition(", ")
        rows.append(Invented(name, form, int(years), numbers, host, short, town, street, flags, aims))
    return tuple(rows)


OPERATOR, OTHER_OPERATOR, REGISTERED_LATER = _rows("""
Stowarzyszenie Wspólna Nić
    association | 14 | krs nip regon | wspolna-nic |  | Białystok, ul. Przykładowa 8 | site
    Wspieranie organizacji i grup nieformalnych w Białymstoku: szkolenia, doradztwo, wspólne biuro.
Fundacja Na Ławeczce
    foundation | 6 | krs nip regon | nalaweczce |  | Białystok, ul. Przykładowa 21 |
    Sąsiedzkie wsparcie osób starszych.
Stowarzyszenie Ogród Przy Torach
    association | 3 | krs nip regon | ogrodprzytorach |  | Białystok, ul. Kolejowa 55 |
    Ogród społeczny na dawnej bocznicy.
""")

ORGANISATIONS = _rows("""
Stowarzyszenie Zielone Podwórka
    association | 9 | krs nip regon | zielonepodworka |  | Białystok, ul. Sadowa 4 | site
    Zieleń na podwórkach, ogrody społeczne, zbieranie deszczówki.
Stowarzyszenie Seniorzy w Sieci
    association | 7 | krs nip regon | seniorzywsieci |  | Białystok, ul. Ciepła 11 |
    Nauka korzystania z komputera i telefonu wśród osób starszych.
Towarzystwo Miłośników Tkactwa
    association | 21 | krs nip regon | tkactwo |  | Białystok, ul. Tkacka 2 | opp site
    Ochrona tradycji tkaniny dwuosnowowej, warsztaty tkackie, wystawy.
Stowarzyszenie Rodziców Dzieci z Autyzmem „Szósty Zmysł”
    association | 12 | krs nip regon | szostyzmysl | Szósty Zmysł | Białystok, ul. Zaciszna 15 | opp
    Terapia i wsparcie rodzin dzieci w spektrum autyzmu.
Klub Szachowy „Goniec”
    association | 25 | krs nip regon | goniec-szachy |  | Białystok, ul. Królewska 3 |
    Nauka gry w szachy, turnieje osiedlowe.
Stowarzyszenie Rowerowy Wschód
    association | 10 | krs nip regon | rowerowywschod |  | Białystok, ul. Szosowa 40 | site
    Bezpieczne drogi rowerowe i wyprawy dla początkujących.
Stowarzyszenie „Mówimy Rękami”
    association | 8 | krs nip regon | mowimyrekami |  | Białystok, ul. Cicha 7 | opp
    Polski język migowy w urzędach, kulturze i szkole.
Podlaskie Stowarzyszenie Pszczelarzy Miejskich
    association | 5 | krs nip regon | pszczelarzemiejscy |  | Białystok, ul. Miodowa 1 |
    Ule na dachach, edukacja o zapylaczach.
Stowarzyszenie Absolwentów Technikum Włókienniczego „Czółenko”
    association | 18 | krs nip regon | czolenko | Czółenko | Białystok, ul. Fabryczna 30 |
    Pamięć o przemyśle włókienniczym, stypendia.
Stowarzyszenie Opiekunów Rodzinnych „Oddech”
    association | 4 | krs nip regon | oddech-opiekunowie | Oddech | Białystok, ul. Spokojna 12 |
    Wytchnienie i porady dla opiekunów osób chorych.
Towarzystwo Przyjaciół Doliny Supraśli
    association | 16 | krs nip regon | dolinasuprasli |  | Supraśl, ul. Nadrzeczna 5 |
    Ochrona doliny rzeki, spływy, ścieżki przyrodnicze.
Stowarzyszenie Teatr na Strychu
    association | 11 | krs nip regon | teatrnastrychu |  | Białystok, ul. Rynkowa 6 | site
    Teatr amatorski, czytania sztuk, zajęcia dla młodzieży.
Stowarzyszenie Historyczne „Białostocki Trakt”
    association | 13 | krs nip regon | bialostockitrakt |  | Białystok, ul. Traktowa 9 |
    Spacery historyczne, archiwum rodzinnych fotografii.
Stowarzyszenie Młodych Programistek „Pętla”
    association | 3 | krs nip regon | petla-programistki | Pętla | Białystok, ul. Studencka 18 |
    Nauka programowania dziewcząt i kobiet.
Stowarzyszenie na rzecz Osób Bezdomnych „Próg”
    association | 19 | krs nip regon | prog-pomoc | Próg | Białystok, ul. Dworcowa 2 | opp
    Ogrzewalnia, łaźnia, wychodzenie z bezdomności.
Stowarzyszenie Muzyczne „Kantele”
    association | 15 | krs nip regon | kantele |  | Białystok, ul. Chóralna 4 | liquidation
    Chór, zespół dawny, warsztaty śpiewu.
Fundacja Nitka
    foundation | 8 | krs nip regon | nitka |  | Białystok, ul. Wąska 3 | site
    Szycie i przeróbki dla osób bez pracy, bank materiałów.
Fundacja Otwarte Drzwi
    foundation | 10 | krs nip regon | otwartedrzwi |  | Białystok, ul. Gościnna 1 | opp site
    Nauka polskiego i pomoc na starcie osobom z zagranicy.
Fundacja Psia Wachta
    foundation | 6 | krs nip regon | psiawachta |  | Wasilków, ul. Leśna 77 | opp
    Domy tymczasowe dla psów, szkolenie psów asystujących.
Fundacja „Pierwsza Strona”
    foundation | 5 | krs nip regon | pierwszastrona |  | Białystok, ul. Drukarska 8 |
    Biblioteki sąsiedzkie i czytanie na głos.
Fundacja Edukacyjna Liczydło
    foundation | 12 | krs nip regon | liczydlo |  | Białystok, ul. Szkolna 22 |
    Matematyka bez strachu, korepetycje koleżeńskie.
Fundacja Aktywny Antoniuk
    foundation | 4 | krs nip regon | aktywnyantoniuk |  | Białystok, ul. Antoniukowska 100 |
    Sport i spotkania na osiedlu Antoniuk.
Fundacja Ciche Studio
    foundation | 3 | krs nip regon | cichestudio |  | Białystok, ul. Radiowa 14 | site
    Audiodeskrypcja i napisy do filmów lokalnych twórców.
Fundacja Trzy Dęby
    foundation | 9 | krs nip regon | trzydeby |  | Choroszcz, ul. Dębowa 3 | opp
    Hospicjum domowe i wsparcie w żałobie.
Fundacja Naprawialnia
    foundation | 2 | krs nip regon | naprawialnia |  | Białystok, ul. Warsztatowa 5 |
    Kawiarenka naprawcza: rowery, radia, żelazka.
Fundacja Most na Białej
    foundation | 7 | krs nip regon | mostnabialej |  | Białystok, ul. Mostowa 16 |
    Spotkania kultur pogranicza, kuchnia, taniec.
Fundacja Drugi Semestr
    foundation | 5 | krs nip regon | drugisemestr |  | Białystok, ul. Akademicka 31 |
    Stypendia i mentoring studentek z małych miejscowości.
Stowarzyszenie zwykłe „Leśna Dolina dla Pieszych”
    simple_association | 3 | nip regon local | lesnadolina-pieszo |  | Białystok, ul. Baśniowa 20 |
    Bezpieczne przejścia i chodniki.
Stowarzyszenie zwykłe Przyjaciele Parku Lubomirskich
    simple_association | 5 | regon local | parklubomirskich-przyjaciele |  | Białystok, ul. Dojlidy 2 |
    Opieka nad drzewami parku.
Stowarzyszenie zwykłe „Dziki Ogród”
    simple_association | 1 | local | dzikiogrod |  | Białystok |
    Łąki kwietne zamiast trawników.
Stowarzyszenie zwykłe Kino Bacieczki
    simple_association | 2 | regon local | kinobacieczki |  | Białystok, ul. Filmowa 9 |
    Letnie kino plenerowe.
Ochotnicza Straż Pożarna w Starym Wrzecionie
    fire_brigade | 60 | krs nip regon | osp-wrzeciono |  | Stare Wrzeciono, Stare Wrzeciono 12 |
    Ochrona przeciwpożarowa i ratownictwo.
Ochotnicza Straż Pożarna w Nowej Osnowie
    fire_brigade | 48 | krs nip regon | osp-nowaosnowa |  | Nowa Osnowa, Nowa Osnowa 30 |
    Ratownictwo, młodzieżowa drużyna pożarnicza.
Klub Sportowy „Wierch Podlasia”
    sports_club | 14 | nip regon local | wierchpodlasia |  | Białystok, ul. Sportowa 6 |
    Wspinaczka i narciarstwo biegowe.
Klub Sportowy Osób Niewidomych „Echo”
    sports_club | 6 | krs nip regon | echo-sport |  | Białystok, ul. Halowa 1 |
    Sport osób niewidomych i słabowidzących.
Uczniowski Klub Sportowy „Piątka na Boisku”
    pupils_sports_club | 11 | nip regon local | uks-piatka |  | Białystok, ul. Boiskowa 5 |
    Siatkówka i lekka atletyka w szkole podstawowej.
Uczniowski Klub Sportowy „Mokra Płetwa”
    pupils_sports_club | 8 | regon local | mokrapletwa |  | Białystok, ul. Basenowa 3 |
    Nauka pływania.
Koło Gospodyń „Za Miastem”
    rural_women | 5 | nip regon arimr | zamiastem-kgw |  | Stare Wątki, Stare Wątki 7 |
    Kuchnia podlaska, rękodzieło, festyn ziemniaka.
Koło Gospodyń Wiejskich w Przędzinach
    rural_women | 3 | regon arimr | kgw-przedziny |  | Przędziny, Przędziny 41 |
    Spotkania międzypokoleniowe, chleb na zakwasie.
Koło Gospodyń Wiejskich „Lniane Niwy”
    rural_women | 2 | arimr | lnianeniwy |  | Niwy Lniane, Niwy Lniane 3 |
    Uprawa i obróbka lnu, śpiew biały.
Spółdzielnia Socjalna „Dobra Miska”
    social_cooperative | 6 | krs nip regon | dobramiska |  | Białystok, ul. Robotnicza 13 |
    Gastronomia i sprzątanie, praca dla osób długo bez zatrudnienia.
Spółdzielnia Socjalna „Stare Krosno”
    social_cooperative | 4 | krs nip regon | starekrosno |  | Białystok, ul. Przędzalniana 44 |
    Tkactwo artystyczne i naprawa ubrań.
Centrum Aktywności „Rozruch” spółka z o.o. non profit
    non_profit_company | 5 | krs nip regon | rozruch | Rozruch | Białystok, ul. Początkowa 1 |
    Reintegracja zawodowa, warsztat stolarski.
Parafialny Zespół Pomocy „Kromka”
    church | 20 | nip regon | kromka |  | Białystok, ul. Parafialna 2 |
    Paczki żywnościowe, dyżury przy herbacie.
Lokalna Grupa Działania „Puszcza i Łąka”
    local_action_group | 12 | krs nip regon | lgd-puszcza-laka |  | Michałowo, ul. Rynek 1 | site
    Rozwój obszarów wiejskich, małe granty.
Rada Rodziców Szkoły Podstawowej nr 99
    parents_council | 7 |  | rada-sp99 |  | Białystok, ul. Szkolna 99 |
    Festyn, pomoc uczniom, doposażenie świetlicy.
Klub Rodziców „Pod Jaworem”
    parents_council | 4 |  | podjaworem |  | Białystok, ul. Jaworowa 6 |
    Zajęcia po lekcjach i wymiana ubrań dziecięcych.
Związek Stowarzyszeń „Podlaski Splot”
    union | 9 | krs nip regon | podlaskisplot | Podlaski Splot | Białystok, ul. Związkowa 10 | site
    Rzecznictwo i wspólne standardy organizacji.
Oddział Białostocki Towarzystwa Liczenia Ptaków
    branch | 30 | regon | liczymyptaki |  | Białystok, ul. Botaniczna 12 |
    Liczenie ptaków, obozy przyrodnicze.
Podlaska Grupa Ratownicza „Latarnia”
    other | 10 | krs nip regon | latarnia-ratownicy |  | Białystok, ul. Ratunkowa 112 |
    Poszukiwanie zaginionych, kursy pierwszej pomocy.
""")

# Informal groups: name, how many years they have met, what they do. A contact person instead of a number.
GROUPS: tuple[tuple[str, int, str], ...] = (
    ("Sąsiedzi z Antoniuka", 2, "Wspólne podwórko i święto ulicy."),
    ("Grupa Wtorkowe Szydełka", 3, "Robótki na oddział dziecięcy, co wtorek w bibliotece."),
    ("Mamy z Bojar", 1, "Wymiana rzeczy i opieki wśród rodziców małych dzieci."),
    ("Kolektyw Mural", 4, "Malowanie zaniedbanych ścian razem z mieszkańcami."),
    ("Inicjatywa Jadłodzielnia Starosielce", 2, "Szafka i lodówka z jedzeniem do podziału."),
    ("Grupa Ciemne Niebo", 3, "Pokazy nieba i walka z nadmiarem światła."),
    ("Chór Bez Nazwy", 1, "Śpiewanie bez przesłuchań."),
    ("Piątkowi Planszówkowicze", 2, "Gry planszowe dla nastolatków z Nowego Miasta."),
)
# A group that registers during the programme and keeps its history (it becomes REGISTERED_LATER).
GROUP_THAT_REGISTERS = "Ogród Przy Torach"
