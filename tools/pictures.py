"""Take the pictures of the manual anew, from the demonstration: `python tools/pictures.py [part of a name ...]`.

Needs Chromium (Debian: apt-get install chromium). A server of its own runs on a folder that is gone afterwards. Where a
page cannot be reached the way that is written here, the command says so and fails: then the manual is wrong as well.
"""

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
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "manual" / "obrazki"
WORK = "/praca/wiedza-wspolpraca-rozwoj/"
PHONE, SCREEN = 390, 1100
COLOURS = 64  # of a palette: pages have few, and the folder stays small


@dataclass(frozen=True)
class Picture:
    """One file. `way`: a path, then words of links to follow or of buttons to press (beginning with "!").

    `height`: pixels from the top; the whole page where it is 0.
    """

    name: str
    role: str
    way: tuple[str, ...]
    width: int = SCREEN
    height: int = 900


PICTURES = (
    Picture("nabor-zasady", "coordinator", (WORK + "warsztaty/7/nabor/zasady/",), SCREEN, 1000),
    Picture("nabor-lista", "coordinator", (WORK + "warsztaty/7/nabor/",), SCREEN, 900),
    Picture("formularz-pytania", "coordinator", (WORK + "warsztaty/pytania/",)),
    Picture("formularz-cykl", "coordinator", (WORK + "warsztaty/6/pytania/",)),
    Picture("wiadomosci-lista", "coordinator", (WORK + "wiadomosci/",)),
    Picture("wiadomosci-nowa", "coordinator", (WORK + "warsztaty/1/wiadomosci/nowa/",), SCREEN, 1000),
    Picture("statystyki", "coordinator", (WORK + "warsztaty/statystyki/",), SCREEN, 1100),
    Picture("terminarz", "coordinator", (WORK + "terminarz/",), SCREEN, 1000),
    Picture("testy-tematy", "coordinator", (WORK + "testy/",)),
    Picture("testy-cykl", "coordinator", (WORK + "warsztaty/1/testy/",), SCREEN, 1000),
    Picture("kalendarze-udostepnij", "coordinator", (WORK + "warsztaty/udostepnij/",)),
    Picture("moje-spotkania", "trainer", (WORK + "moje-spotkania/",), PHONE, 1200),
    Picture("listy-telefon", "trainer", (WORK + "listy/",), PHONE, 900),
    Picture("cykle-lista", "coordinator", (WORK + "warsztaty/",)),
    Picture("cykle-cykl", "coordinator", (WORK + "warsztaty/1/",), SCREEN, 1000),
    Picture("cykle-seria", "coordinator", (WORK + "warsztaty/8/spotkania/seria/",)),
    Picture("zaswiadczenia-lista", "coordinator", (WORK + "warsztaty/1/zaswiadczenia/",), SCREEN, 800),
    Picture("start-dzis", "coordinator", (WORK,), SCREEN, 760),
    Picture(
        "zapisy-cykl", "visitor", ("/programy/wiedza-wspolpraca-rozwoj/warsztaty/", "!last-cycle"), 1280, 1180
    ),
)


def main() -> int:
    wanted = [one for one in PICTURES if not sys.argv[1:] or any(part in one.name for part in sys.argv[1:])]
    home = Path(tempfile.mkdtemp(prefix="osnowa-pictures-"))
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
                print(f"{picture.name}.png {size // 1000} KB")
            except Exception as error:  # noqa: BLE001  say which picture, take the others
                failed += 1
                print(f"{picture.name}: {error}", file=sys.stderr)
        browser.close()
    return 1 if failed else 0


def take(browser: Browser, picture: Picture, address: str) -> int:
    """Bytes of the file that was written. Raises where the page answers with an error or a word is not there."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height or 900},
        locale="pl-PL",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if picture.role != "visitor":
        page.goto(f"{address}/demonstracja/?rola={picture.role}")
        page.click("main form button")
    path, *words = picture.way
    answer = page.goto(address + path)
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{path} answered {answer and answer.status}")
    for word in words:
        if word == "!last-cycle":
            page.locator("main a[href*='/warsztaty/']").last.click()
        elif word.startswith("!"):
            page.get_by_role("button", name=word[1:]).first.click()
        else:
            page.get_by_role("link", name=word).first.click()
        page.wait_for_load_state()
    shot = page.screenshot(full_page=not picture.height)
    context.close()
    file = FOLDER / f"{picture.name}.png"
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS).save(file, optimize=True)
    return file.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
