"""A mail server that takes every letter and keeps none: it counts. Each runs in a process of its own.

Knows PIPELINING, as common servers do. Two words of its own: XSEEN answers with what was taken, XCLEAR forgets it.
"""

import argparse
import asyncio
import json
import smtplib
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

END = b"\r\n.\r\n"


class Seen:
    """What was taken: letters by address, and when the first and the last one was."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.by_address: Counter[bytes] = Counter()
        self.first = self.last = 0.0
        self.octets = 0

    def add(self, address: bytes, octets: int) -> None:
        self.last = time.time()
        self.first = self.first or self.last
        self.octets += octets
        self.by_address[address] += 1

    def told(self) -> dict[str, Any]:
        return {
            "accepted": self.by_address.total(),
            "addresses": len(self.by_address),
            "first": self.first,
            "last": self.last,
            "octets": self.octets,
        }


class Conversation(asyncio.Protocol):
    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.held = bytearray()
        self.in_data = False
        self.address = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        transport.write(b"220 sink\r\n")  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.held += data
        answers = []
        while True:
            if self.in_data:
                place = 0 if self.held.startswith(b".\r\n") else self.held.find(END)
                if place < 0:
                    break
                length = place + (3 if self.held.startswith(b".\r\n") else len(END))
                if place:  # an empty one ends a conversation about a refused address
                    self.seen.add(self.address, length)
                del self.held[:length]
                self.in_data = False
                answers.append(b"250 OK\r\n")
                continue
            place = self.held.find(b"\r\n")
            if place < 0:
                break
            line = bytes(self.held[:place])
            del self.held[: place + 2]
            answers.append(self.answer(line))
        if answers:
            self.transport.write(b"".join(answers))

    def answer(self, line: bytes) -> bytes:
        word = line[:4].upper()
        if word == b"EHLO":
            return b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n"
        if word == b"RCPT":
            self.address = line[9:-1]
        elif word == b"DATA":
            self.in_data = True
            return b"354 go on\r\n"
        elif line == b"XSEEN":
            return b"250 " + json.dumps(self.seen.told()).encode() + b"\r\n"
        elif line == b"XCLEAR":
            self.seen.clear()
        elif word == b"QUIT":
            self.transport.write(b"221 bye\r\n")
            self.transport.close()
            return b""
        return b"250 OK\r\n"


class Sink:
    """`with Sink() as sink:` a server that listens on `sink.port` until the end of the block."""

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.sink"],
            cwd=Path(__file__).resolve().parents[1],
            stdout=subprocess.PIPE,
            text=True,
        )
        if self.process.stdout is None:
            raise RuntimeError("The sink has no voice.")
        self.port = int(self.process.stdout.readline())
        self.line = smtplib.SMTP("127.0.0.1", self.port)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.line.close()
        self.process.terminate()
        self.process.wait()

    def seen(self) -> dict[str, Any]:
        _code, told = self.line.docmd("XSEEN")
        found: dict[str, Any] = json.loads(told)
        return found

    def clear(self) -> None:
        self.line.docmd("XCLEAR")


async def serve() -> None:
    seen = Seen()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Conversation(seen), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(serve())
