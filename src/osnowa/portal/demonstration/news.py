"""Four pieces of news. The first repeats what the announcement of the programme says; the rest are examples."""

from dataclasses import dataclass


@dataclass(frozen=True)
class News:
    """`days`: counted from the day that the story names (`after`: "start", "certificates", "today")."""

    title: str
    lead: str
    body: str
    after: str
    days: int
    is_example: bool = True


NEWS = (
    News(
        title="Wiedza → współpraca → rozwój: nasz projekt z dofinansowaniem",
        after="start",
        days=2,
        is_example=False,
        lead=(
            "Rozstrzygnięto konkurs grantowy w ramach priorytetów 3. i 4. Programu Fundusz Inicjatyw Obywatelskich "
            "2017. Nasz projekt znalazł się wśród dofinansowanych inicjatyw."
        ),
        body="""
<p>Inicjatywa odpowiada na wyzwania związane z poprawą warunków działania białostockich organizacji pozarządowych \
i grup nieformalnych.</p>
<h2>Trzy bloki działań</h2>
<ol>
<li><b>Osiem cykli warsztatów</b> o nowoczesnych narzędziach zarządzania i komunikacji.</li>
<li><b>Wdrożenie narzędzi w organizacjach.</b> Wspierają w tym mentor, profesjonalni wolontariusze i ogólnodostępne, \
coworkingowe biuro NGO w centrum Białegostoku.</li>
<li><b>Informacja</b> o narzędziach i o metodach współdziałania w trzecim sektorze, w tym promocja współpracy \
w biurach coworkingowych.</li>
</ol>
<h2>Co ma się zmienić</h2>
<p>Członkinie i członkowie organizacji będą wiedzieć i umieć więcej. Do organizacji trafią nowe narzędzia. Liczymy też \
na to, że wzrośnie zaufanie do trzeciego sektora, a organizacje będą żyć dłużej i działać skuteczniej.</p>
""",
    ),
    News(
        title="Jak przygotować się do pierwszego warsztatu",
        after="start",
        days=12,
        lead="Nie trzeba kupować laptopa ani zakładać konta. Trzy rzeczy naprawdę się przydadzą.",
        body="""
<p>Najwięcej wynosi ten, kto przychodzi z prawdziwą sprawą. Dlatego przed pierwszym spotkaniem warto zrobić trzy \
rzeczy.</p>
<ol>
<li><b>Wybierz jedną sprawę, która boli.</b> Na przykład: „nie wiemy, kto odpisał na ten list”.</li>
<li><b>Namów drugą osobę z zespołu.</b> We dwoje łatwiej wprowadzić zmianę, gdy warsztat się skończy.</li>
<li><b>Sprawdź, do czego masz dostęp.</b> Adres skrzynki, miejsce na pliki, strona. Haseł nie przynoś.</li>
</ol>
<p>Laptop dostaniesz na miejscu. Jeśli potrzebujesz tłumaczenia na PJM, opieki nad dzieckiem albo materiałów dużym \
drukiem, napisz to w zgłoszeniu. Tych informacji używamy tylko po to, żeby wszystko przygotować.</p>
""",
    ),
    News(
        title="Pierwszy cykl za nami. Zaświadczenia można już sprawdzić",
        after="certificates",
        days=1,
        lead="Zakończył się cykl „Poczta i kalendarz zespołu”. Każde zaświadczenie ma kod, który może sprawdzić każdy.",
        body="""
<p>Przez pięć spotkań zespoły zakładały wspólne skrzynki i układały kalendarze. Największe zaskoczenie? \
Najwięcej czasu zabrało ustalenie, kto odpisuje.</p>
<h2>Co dalej</h2>
<p>Osoby z wystarczającą obecnością dostały e-mailem zaświadczenie w pliku PDF. Na dole jest kod i adres. Pod tym \
adresem grantodawca, pracodawca albo zarząd zobaczy, czy zaświadczenie jest prawdziwe i ważne.</p>
<p>Kto nie dotrwał do końca, może spróbować w następnych cyklach: każdy jest osobną całością.</p>
""",
    ),
    News(
        title="Zapisy na cykl o finansach i sprawozdaniach",
        after="today",
        days=-5,
        lead="Ruszyły zapisy na cykl „Finanse i sprawozdania bez papieru”. Zapis zajmuje dwie minuty, bez konta.",
        body="""
<p>To cykl dla tych, którzy rozliczają dotacje po godzinach. Zaczniemy od budżetu jako mapy, skończymy na \
sprawozdaniu, które pisze się po drodze.</p>
<ul>
<li>Spotkania są przed południem, w biurze NGO.</li>
<li>Można przyjść we dwoje z jednej organizacji.</li>
<li>Gdy miejsc zabraknie, zgłoszenie trafia na listę rezerwową. Zwolnione miejsce samo dostaje pierwsza osoba \
z listy.</li>
</ul>
""",
    ),
)
