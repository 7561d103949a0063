"""A mail server in a thread, which refuses what it is told to."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.sink import Conversation, Seen


class Picky:
    """`refuses`: address -> the answer to RCPT. `hangs_up_on`: addresses after whose letter the line breaks, once."""

    def __init__(self) -> None:
        self.seen = Seen()
        self.refuses: dict[str, bytes] = {}
        self.hangs_up_on: set[str] = set()
        self.pipelining = True
        self.connections = 0
        self.port = 0
        self.transports: list[Any] = []
        self.said: list[bytes] = []
        self.kept: list[bytes] = []

    @property
    def letters(self) -> dict[str, int]:
        return {address.decode(): count for address, count in self.seen.by_address.items()}


class PickyConversation(Conversation):
    def __init__(self, server: Picky) -> None:
        super().__init__(server.seen)
        self.server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.server.connections += 1
        self.server.transports.append(transport)
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        self.server.kept.append(data)
        super().data_received(data)

    def answer(self, line: bytes) -> bytes:
        self.server.said.append(line)
        if line[:4].upper() == b"EHLO" and not self.server.pipelining:
            return b"250 sink\r\n"
        answer = super().answer(line)
        address = self.address.decode()
        if line[:4].upper() == b"RCPT" and address in self.server.refuses:
            return self.server.refuses[address]
        if line == b"DATA" and address in self.server.hangs_up_on:
            self.server.hangs_up_on.discard(address)
            self.transport.abort()
        return answer


@contextmanager
def mail_server() -> Iterator[Picky]:
    server = Picky()
    ready = threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []
    ends: list[asyncio.Event] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        ends.append(asyncio.Event())
        listening = await loops[0].create_server(lambda: PickyConversation(server), "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        ready.set()
        await ends[0].wait()
        listening.close()
        for transport in server.transports:
            transport.abort()
        await asyncio.sleep(0)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    ready.wait(5)
    try:
        yield server
    finally:
        loops[0].call_soon_threadsafe(ends[0].set)
        thread.join(5)
