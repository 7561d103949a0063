"""Take the pictures of the manual anew, from the demonstration: `python tools/pictures.py [part of a name ...]`.

Needs Chromium (Debian: apt-get install chromium). A server of its own runs on a folder that is gone afterwards. Laying
the demonstration takes minutes: `--home FOLDER` copies one that is already laid (the folder itself is left as it is).
Where a page cannot be reached the way that is written here, the command says so and fails: then the manual is wrong as
well.
"""

import argparse
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "manual" / "obrazki"
WORK = "/praca/wiedza-wspolpraca-rozwoj/"
SIGN_UP = "/programy/wiedza-wspolpraca-rozwoj/warsztaty/"
PHONE, SCREEN = 390, 1100
COLOURS = (64, 32, 20)  # of a palette: pages have few; the next number is tried where the file is too large
LARGEST = 60_000  # bytes of one picture


@dataclass(frozen=True)
class Picture:
    """One file. `way`: where to go, step by step; what a step does is told by its first character (see `step`).

    The picture begins at `top`, a selector, and is `height` pixels high, or as high as the page.
    """

    name: str
    role: str
    way: tuple[str, ...]
    width: int = SCREEN
    height: int = 900
    top: str = "main"


REVIEW = (  # the link goes out by e-mail only
    "/praca/teksty/",
    "Wspólne działanie dwóch organizacji",
    "Poproś osobę z zewnątrz",
    "!Wyślij nowy link",
    "/demonstracja/poczta/",
    "?main a[href*='/poczta/']",
    "-",
    "?main a[href*='/recenzja/']",
)
COMPARISON = (
    "/wiedza/narzedzia/",
    "?main input[value='jitsi-meet']",
    "?main input[value='bigbluebutton']",
    "!Porównaj zaznaczone",
)
CLOSING = (  # two telephones disagree about one person; that has to be settled first
    WORK + "warsztaty/4/spotkania/3/obecnosc/",
    "!Liczy się: obecność",
    "!Zamknij listę",
)
LETTER = (
    WORK + "newsletter/3/zdjecie/",
    "?#id_picture_0",
    "!Pokaż w liście",
    "Obejrzyj list",
)

PICTURES = (
    Picture("start-dzis", "coordinator", (WORK,), SCREEN, 900, "body"),
    Picture("program-kroki", "coordinator", (WORK + "program/",), SCREEN, 900),
    Picture("cykle-lista", "coordinator", (WORK + "warsztaty/",)),
    Picture("cykle-cykl", "coordinator", (WORK + "warsztaty/1/",), SCREEN, 1000),
    Picture("cykle-seria", "coordinator", (WORK + "warsztaty/8/spotkania/seria/",)),
    Picture("nabor-zasady", "coordinator", (WORK + "warsztaty/7/nabor/",), SCREEN, 1000),
    Picture("nabor-zgloszenia", "coordinator", (WORK + "warsztaty/7/nabor/zgloszenia/",)),
    Picture("formularz-pytania", "coordinator", (WORK + "warsztaty/6/pytania/",), SCREEN, 1100),
    Picture("wiadomosci-lista", "coordinator", (WORK + "wiadomosci/",)),
    Picture(
        "wiadomosci-nowa", "coordinator", (WORK + "warsztaty/6/wiadomosci/", "Napisz do osób"), SCREEN, 1000
    ),
    Picture("statystyki-razem", "coordinator", (WORK + "warsztaty/statystyki/",), SCREEN, 1000),
    Picture(
        "statystyki-obecnosc", "coordinator", (WORK + "warsztaty/statystyki/",), SCREEN, 800, "#spotkania"
    ),
    Picture("terminarz", "coordinator", (WORK + "terminarz/",), SCREEN, 1000),
    Picture("terminarz-szkic", "coordinator", (WORK + "terminarz/szkice/1/",), SCREEN, 1000),
    Picture("testy-tematy", "coordinator", (WORK + "testy/",)),
    Picture("testy-cykl", "coordinator", (WORK + "warsztaty/1/testy/",), SCREEN, 1000),
    Picture("testy-moje-spotkania", "trainer", (WORK + "moje-spotkania/",), PHONE, 900),
    Picture("kalendarze-moj", "coordinator", ("/moje/kalendarz/",)),
    Picture("kalendarze-udostepnij", "coordinator", (WORK + "warsztaty/udostepnij/",)),
    Picture(
        "obecnosc-telefon", "trainer", (WORK + "warsztaty/4/spotkania/3/obecnosc/",), PHONE, 900, "#stan"
    ),
    Picture("obecnosc-bez-sieci", "trainer", (WORK + "listy/",), PHONE, 844),
    Picture("obecnosc-zamkniecie", "trainer", CLOSING, PHONE, 700),
    Picture(
        "obecnosc-poprawka", "coordinator", (WORK + "warsztaty/1/spotkania/1/obecnosc/", "Popraw"), PHONE, 900
    ),
    Picture("zaswiadczenia-lista", "coordinator", (WORK + "warsztaty/1/zaswiadczenia/",), SCREEN, 800),
    Picture("biuro-tablica", "host", (WORK + "biuro/",), PHONE, 1000),
    Picture("biuro-dzien", "visitor", ("/biuro/", "Zobacz wolne miejsca dziś"), SCREEN, 900),
    Picture("wskazniki-lista", "coordinator", (WORK + "wskazniki/",)),
    Picture("wskazniki-strona", "coordinator", (WORK + "wskazniki/2/",)),
    Picture("wspolpraca-tablica", "visitor", ("/wspolpraca/",)),
    Picture("wspolpraca-odpowiedz", "member", ("/wspolpraca/11/odpowiedz/",), PHONE, 900),
    Picture("wdrozenia-droga", "mentor", (WORK + "wdrozenia/1/",), SCREEN, 1000),
    Picture("sprawozdania-szkic", "coordinator", (WORK + "sprawozdania/2/",), SCREEN, 1000),
    Picture("sprawozdania-zlozone", "coordinator", (WORK + "sprawozdania/1/",), SCREEN, 1000),
    Picture("wyniki-publiczne", "visitor", ("/programy/wiedza-wspolpraca-rozwoj/wyniki/",), SCREEN, 1000),
    Picture("konto-logowanie", "visitor", ("/konto/zaloguj/",), PHONE, 700),
    Picture("moje-sprawy", "member", ("/moje/",), PHONE, 1000),
    Picture("moje-dane", "member", ("/moje/dane/",), PHONE, 1000),
    Picture("zapisy-cykl", "visitor", (SIGN_UP, "?main a[href*='finanse-i-sprawozdania']"), 1280, 1000),
    Picture("teksty-biurko", "editor", ("/praca/teksty/",)),
    Picture(
        "teksty-decyzja",
        "coordinator",
        ("/praca/teksty/", "Wspólne działanie dwóch organizacji"),
        SCREEN,
        1000,
    ),
    Picture("teksty-recenzja", "coordinator", REVIEW, PHONE, 844),
    Picture("teksty-czytelnik", "visitor", ("/wiedza/poradniki/jeden-kalendarz/",), PHONE, 844),
    Picture("narzedzia-katalog", "visitor", ("/wiedza/narzedzia/",)),
    Picture("narzedzia-porownanie", "visitor", COMPARISON),
    Picture("narzedzia-strona", "visitor", ("/wiedza/narzedzia/nextcloud/",), PHONE, 844),
    Picture("narzedzia-ktore-znam", "mentor", ("/moje/narzedzia-ktore-znam/",), PHONE, 1000),
    Picture("szukanie-telefon", "visitor", ("/szukaj/?q=dotacje",), PHONE, 1000),
    Picture("czytelnicy-teksty", "editor", ("/praca/teksty/czytelnicy/",), SCREEN, 1000),
    Picture("newsletter-wydanie", "editor", (WORK + "newsletter/3/",), SCREEN, 1000),
    Picture("newsletter-zdjecie", "editor", (WORK + "newsletter/3/zdjecie/", "?#id_picture_0"), SCREEN, 480),
    Picture("newsletter-podglad", "editor", LETTER, SCREEN, 1200),
    Picture("odbiorcy-lista", "coordinator", (WORK + "newsletter/odbiorcy/",), SCREEN, 800),
    Picture("rozpowszechnianie-rejestr", "coordinator", (WORK + "rozpowszechnianie/",), SCREEN, 1000),
    Picture("rozpowszechnianie-druk", "coordinator", (WORK + "rozpowszechnianie/druki/1/",)),
    Picture(
        "rozpowszechnianie-plakat", "coordinator", (WORK + "rozpowszechnianie/plakaty/1/",), SCREEN, 1000
    ),
    Picture("demonstracja-role", "visitor", ("/demonstracja/",), SCREEN, 900),
)


# Chromium without its Polish words draws dates the American way; a reader's browser does not.
POLISH_DATES = """() => {
  for (const field of document.querySelectorAll("input[type=date], input[type=time]")) {
    const [day, value] = [field.type === "date", field.value];
    field.type = "text";
    field.value = day ? value.split("-").reverse().join(".") : value;
    field.placeholder = day ? "dd.mm.rrrr" : "--:--";
  }
}"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Take the pictures of the manual anew.")
    parser.add_argument(
        "part", nargs="*", help="part of a name of a picture; all pictures where none is given"
    )
    parser.add_argument(
        "--home", type=Path, help="folder with a demonstration that is already laid; it is copied"
    )
    given = parser.parse_args()
    wanted = [one for one in PICTURES if not given.part or any(part in one.name for part in given.part)]
    home = Path(tempfile.mkdtemp(prefix="osnowa-pictures-"))
    if given.home:
        shutil.copytree(given.home, home, dirs_exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "OSNOWA_MODE": "demonstration",
        "OSNOWA_HOME": str(home),
        "OSNOWA_URL": address,
    }
    command = [str(Path(sys.executable).with_name("osnowa"))]
    subprocess.run([*command, "prepare"], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [*command, "serve", "--port", str(port), "--workers", "1"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(address)
        return take_all(wanted, address)
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(home, ignore_errors=True)


def wait_for(address: str) -> None:
    """Raises TimeoutError where the server does not answer within a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise TimeoutError(f"No answer from {address}")


def take_all(pictures: list[Picture], address: str) -> int:
    failed = 0
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for picture in pictures:
            try:
                size = take(browser, picture, address)
                print(f"{picture.name}.png {size // 1000} KB", flush=True)
            except Exception as error:  # noqa: BLE001  say which picture, take the others
                failed += 1
                print(f"{picture.name}: {error}", file=sys.stderr, flush=True)
        browser.close()
    return 1 if failed else 0


def take(browser: Browser, picture: Picture, address: str) -> int:
    """Bytes of the file that was written. Raises where the page answers with an error or a word is not there."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        locale="pl-PL",
        color_scheme="light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    try:
        page = context.new_page()
        if picture.role != "visitor":
            page.goto(f"{address}/demonstracja/?rola={picture.role}")
            page.click("main form button")
        for one in picture.way:
            step(page, one, address)
        page.evaluate(POLISH_DATES)
        top = page.locator(picture.top).first.evaluate("part => part.getBoundingClientRect().top + scrollY")
        if picture.top not in ("main", "body"):
            top -= 16  # the words do not touch the edge
        height = min(picture.height, page.evaluate("document.documentElement.scrollHeight") - top)
        clip = {"x": 0, "y": max(top, 0), "width": picture.width, "height": height}
        shot = page.screenshot(full_page=True, clip=clip)
    finally:
        context.close()
    return write(shot, FOLDER / f"{picture.name}.png")


def step(page: Page, one: str, address: str) -> None:
    """One step: /path, !button, ?selector to press, - to sign out, or words of a link."""
    mark, rest = one[0], one[1:]
    if mark == "/":
        answer = page.goto(address + one)
        if answer is None or answer.status != 200:
            raise RuntimeError(f"{one} answered {answer and answer.status}")
    elif mark == "!":
        page.get_by_role("button", name=rest).first.click()
    elif one == "-":
        page.context.clear_cookies()
    elif mark == "?":
        page.locator(rest).first.click()
    else:
        page.get_by_role("link", name=one).first.click()
    page.wait_for_load_state()


def write(shot: bytes, file: Path) -> int:
    """Bytes of the file: with as many colours as it may have without becoming too large."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    for colours in COLOURS:
        picture.quantize(colours).save(file, optimize=True)
        if file.stat().st_size <= LARGEST:
            break
    return file.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
