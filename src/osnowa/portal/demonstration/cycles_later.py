"""Cycles five to eight (see `cycles`)."""

from osnowa.portal.demonstration.cycles import FIRST_CYCLES, KROSNO, LAPTOP, WATEK, CycleText

MEETINGS_AT_A_DISTANCE = CycleText(
    number=5,
    title="Spotkania i praca na odległość",
    summary=(
        "Zebranie zarządu z trzech miejscowości, spotkanie z gościem z zagranicy, wspólna notatka na żywo. Tak, żeby "
        "każdy słyszał, rozumiał i zdążył na autobus."
    ),
    for_whom=(
        "Dla osób, które prowadzą zebrania i spotkania zespołu, oraz dla grup rozrzuconych po kilku miejscowościach."
    ),
    outcomes=(
        "przygotować i poprowadzić spotkanie zdalne i takie, gdzie część osób siedzi w sali",
        "zadbać o dźwięk, napisy i osoby, które dzwonią z telefonu",
        "prowadzić notatkę i głosowanie tak, żeby decyzja była ważna",
        "dogadać w zespole zasady rozmów poza spotkaniami",
    ),
    level=f"Podstawowy. Przyda się telefon z dostępem do internetu. {LAPTOP}",
    sessions=(
        "Dobre spotkanie zaczyna się dzień wcześniej: zaproszenie, cel, czas",
        "Dźwięk, obraz, napisy: sprzęt, na który Was stać",
        "Trochę w sali, trochę zdalnie: jak nikogo nie zgubić",
        "Uchwały i głosowania na odległość",
        "Rozmowy między spotkaniami: jeden kanał, jasne zasady",
    ),
)

SITE_AND_NEWSLETTER = CycleText(
    number=6,
    title="Strona i newsletter bez informatyka",
    summary=(
        "Cztery spotkania, po których Twoja organizacja ma działającą stronę i wysłany pierwszy newsletter. Teksty "
        "i zdjęcia przygotujesz na miejscu."
    ),
    for_whom=(
        "Dla osób, które piszą o działaniach organizacji albo grupy, a o zmianę na stronie proszą kogoś z zewnątrz."
    ),
    outcomes=(
        "zrobić i zmieniać stronę organizacji bez pomocy informatyka",
        "pisać prosto i opisywać zdjęcia tak, żeby strona była dostępna",
        "wysłać newsletter zgodnie z prawem i sprawdzić, kto go czyta",
        "przekazać stronę komuś innemu, bo wszystko jest w instrukcji",
    ),
    level=f"Podstawowy. Wystarczy, że piszesz e-maile. {LAPTOP}",
    sessions=(
        "Od czego zacząć: jedna strona, jeden cel",
        "Teksty, zdjęcia i zgody na wizerunek",
        "Newsletter: lista adresów, szablon, pierwsza wysyłka",
        "Kto to będzie prowadzić? Plan na pół roku",
    ),
)

FINANCES_WITHOUT_PAPER = CycleText(
    number=7,
    title="Finanse i sprawozdania bez papieru",
    summary=(
        "Budżet działania, opis faktury i sprawozdanie, które powstaje po drodze, a nie w ostatnią noc. Dla tych, "
        "którzy rozliczają dotacje po godzinach."
    ),
    for_whom=(
        "Dla skarbniczek, skarbników i osób rozliczających dotacje. Także dla grup, które realizują działania "
        "z organizacją patronacką."
    ),
    outcomes=(
        "prowadzić budżet działania w arkuszu, który sam liczy, ile zostało",
        "opisać i przechować fakturę elektroniczną",
        "zbierać dowody do sprawozdania w trakcie działania",
        "przygotować zestawienie dla zarządu i komisji rewizyjnej",
    ),
    level=f"Średni. Dobrze, jeśli umiesz dodać kolumnę w arkuszu. {LAPTOP}",
    sessions=(
        "Budżet jako mapa: ile wolno wydać i na co",
        "Faktura elektroniczna od skrzynki do opisu",
        "Wskaźniki i dowody: co trzeba umieć pokazać przy kontroli",
        "Sprawozdanie, które pisze się po drodze",
        "Zestawienia dla zarządu i rozmowa z księgowością",
    ),
    place=WATEK,
)

PASSWORDS_AND_BACKUPS = CycleText(
    number=8,
    title="Hasła, kopie, dane osobowe",
    summary=(
        "Menedżer haseł, kopia zapasowa, która naprawdę działa, i spokój, gdy ktoś zgubi telefon. Mniej strachu, "
        "więcej porządku."
    ),
    for_whom=(
        "Dla każdego zespołu, który trzyma dane członków, podopiecznych albo darczyńców. Dla zarządów szczególnie."
    ),
    outcomes=(
        "korzystać z menedżera haseł i drugiego składnika w całym zespole",
        "zrobić kopię zapasową i odtworzyć z niej dane",
        "rozpoznać fałszywą wiadomość i wiedzieć, do kogo z nią pójść",
        "prowadzić prosty rejestr danych i reagować na wyciek",
    ),
    level=f"Podstawowy. Bez żargonu, na Waszych przykładach. {LAPTOP}",
    sessions=(
        "Hasła, których nie trzeba pamiętać",
        "Drugi składnik i zgubiony telefon",
        "Kopia zapasowa: robimy i odtwarzamy",
        "Dane osobowe: rejestr, upoważnienia, wyciek",
    ),
    place=KROSNO,
)

EIGHT_CYCLES: tuple[CycleText, ...] = (
    *FIRST_CYCLES,
    MEETINGS_AT_A_DISTANCE,
    SITE_AND_NEWSLETTER,
    FINANCES_WITHOUT_PAPER,
    PASSWORDS_AND_BACKUPS,
)

# Said once, used by several people: what somebody may need in order to take part.
ACCESS_NEEDS: tuple[str, ...] = (
    "Tłumaczenie na polski język migowy.",
    "Siedzę na wózku, potrzebuję miejsca przy stole z podjazdem.",
    "Opieka nad dzieckiem, 4 lata.",
    "Słabo widzę: proszę o materiały dużym drukiem albo plik przed spotkaniem.",
    "Pętla indukcyjna. Słyszę lepiej z prawej strony.",
    "Przyjdę z psem asystującym.",
    "Dieta bezglutenowa, jeśli będzie poczęstunek.",
    "Opieka nad dwójką dzieci, 5 i 7 lat.",
    "Muszę robić przerwy w połowie spotkania, proszę o miejsce przy drzwiach.",
)
