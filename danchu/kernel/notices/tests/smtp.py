"""A mail server on the loopback that takes letters, refuses, hangs or dies."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum, auto


class Mood(Enum):
    """What the server does with a letter."""

    TAKES = auto()
    REFUSES_RECIPIENT = auto()
    IS_BUSY = auto()
    REFUSES_LETTER = auto()
    HANGS = auto()
    DIES_WITHIN = auto()
    DIES_AFTER_TAKING = auto()


@dataclass
class Mailbox:
    """A running server: where it is, how it behaves, what it took."""

    port: int = 0
    mood: Mood = Mood.TAKES
    taken: list[EmailMessage] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def ids(self) -> list[str]:
        """The ids of what was taken, in order."""
        return [str(one["Message-ID"]) for one in self.taken]


class _Talk(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        box = self.server.box
        if box.mood is Mood.HANGS:
            box.over.wait(20)
            return
        self._say("220 loopback")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word in {b"EHLO", b"HELO"}:
                self._say("250 loopback")
            elif word == b"RCPT":
                self._say(self._recipient(box.mood, line))
            elif word == b"DATA":
                if not self._letter(box):
                    return
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _recipient(self, mood: Mood, line: bytes) -> str:
        named = line.decode().partition(":")[2].strip()
        if mood is Mood.REFUSES_RECIPIENT:
            return f"550 5.1.1 {named}: unknown"
        return "451 4.7.1 greylisted" if mood is Mood.IS_BUSY else "250 ok"

    def _letter(self, box: Mailbox) -> bool:
        self._say("354 go on")
        read = b""
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            read += line.removeprefix(b".") if line.startswith(b"..") else line
            if box.mood is Mood.DIES_WITHIN:
                self.connection.shutdown(socket.SHUT_RDWR)
                return False
        if box.mood is Mood.REFUSES_LETTER:
            self._say("554 5.7.1 not wanted")
            return True
        box.taken.append(message_from_bytes(read, policy=policy.default))
        if box.mood is Mood.DIES_AFTER_TAKING:
            self.connection.shutdown(socket.SHUT_RDWR)
            return False
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, box: Mailbox) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.box = box

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away."""


@contextmanager
def mailbox(mood: Mood = Mood.TAKES) -> Iterator[Mailbox]:
    """Run a mail server for a while."""
    box = Mailbox(mood=mood)
    with _Server(box) as server:
        box.port = int(server.server_address[1])
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield box
        box.over.set()
        server.shutdown()
