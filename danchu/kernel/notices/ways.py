"""Ways out of the house: an SMTP server, or files in a folder while there is none.

Short messages are files, too, until a provider of SMS or Zalo is another class.
"""

import json
import os
import smtplib
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from danchu.kernel.notices.rules import TEL, Letter
from danchu.lib.email_url import EmailServer

TIMEOUT = 20.0
"""Seconds for which a server may be silent."""
_PERMANENT = 500


class UnsentError(Exception):
    """A letter did not leave; `is_final` if trying again would change nothing."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


class Way(Protocol):
    """How a letter leaves."""

    def send(self, letter: Letter, *, name: str) -> None:
        """Send a letter or raise UnsentError; at each try it has the same name."""


@dataclass(frozen=True)
class Smtp:
    """A mail server; the id of a message is the same at each try."""

    server: EmailServer
    sender: str
    timeout: float = TIMEOUT

    def send(self, letter: Letter, *, name: str) -> None:
        """Hand a letter to the server; UnsentError unless it took it."""
        try:
            message = _message(letter, self.sender, name)
            message.connection = self._connection()
            message.send()
        except smtplib.SMTPRecipientsRefused as refused:
            [(code, said)] = refused.recipients.values()
            raise UnsentError(_told(code, said), is_final=code >= _PERMANENT) from None
        except smtplib.SMTPDataError as refused:
            is_final = refused.smtp_code >= _PERMANENT
            told = _told(refused.smtp_code, refused.smtp_error)
            raise UnsentError(told, is_final=is_final) from None
        except smtplib.SMTPResponseException as refused:
            raise UnsentError(_told(refused.smtp_code, refused.smtp_error)) from None
        except (smtplib.SMTPException, OSError) as error:
            raise UnsentError(f"{type(error).__name__}: {error}") from None
        except ValueError:
            raise UnsentError("địa chỉ không dùng được", is_final=True) from None

    def _connection(self) -> Any:
        return get_connection(
            "django.core.mail.backends.smtp.EmailBackend",
            host=self.server.host,
            port=self.server.port,
            username=self.server.user,
            password=self.server.password,
            use_tls=self.server.starts_tls,
            use_ssl=self.server.is_tls,
            timeout=self.timeout,
        )


@dataclass(frozen=True)
class Folder:
    """One `.eml` file for each letter; a second try writes the same file."""

    path: Path
    sender: str

    def send(self, letter: Letter, *, name: str) -> None:
        """Write a letter; UnsentError if the disk does not take it."""
        try:
            content = _message(letter, self.sender, name).message().as_bytes()
        except ValueError:
            raise UnsentError("địa chỉ không dùng được", is_final=True) from None
        _keep(self.path, f"{name}.eml", content)


@dataclass(frozen=True)
class ShortMessages:
    """One JSON file for each short message (SMS, Zalo), for a gateway to take.

    Until a provider is configured nothing else happens to it. A second try writes the
    same file.
    """

    path: Path

    def send(self, letter: Letter, *, name: str) -> None:
        """Write a message; UnsentError if the disk does not take it."""
        number = letter.to.removeprefix(TEL)
        told = {"id": name, "to": number, "text": letter.body}
        content = json.dumps(told, ensure_ascii=False).encode()
        _keep(self.path, f"{name}.json", content)


@dataclass(frozen=True)
class ByAddress:
    """Letters to phones leave by one way, all others by another."""

    letters: Way
    messages: Way

    def send(self, letter: Letter, *, name: str) -> None:
        """Send a letter the way that its address names."""
        way = self.messages if letter.to.startswith(TEL) else self.letters
        way.send(letter, name=name)


def chosen_way() -> Way:
    """Return the ways out that the settings name."""
    messages = ShortMessages(settings.OUTBOX / "tin-nhan")
    if settings.EMAIL_SERVER is None:
        return ByAddress(Folder(settings.OUTBOX, settings.EMAIL_FROM), messages)
    return ByAddress(Smtp(settings.EMAIL_SERVER, settings.EMAIL_FROM), messages)


def _keep(folder: Path, name: str, content: bytes) -> None:
    """Write a file whole or not at all; UnsentError if the disk does not take it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = folder / f".{name}.{os.getpid()}"
        handle = os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        made.replace(folder / name)
    except OSError as error:
        raise UnsentError(f"{type(error).__name__}: {error.strerror}") from None


def _message(letter: Letter, sender: str, name: str) -> EmailMessage:
    host = sender.rpartition("@")[2].strip(">")
    message = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        from_email=sender,
        to=[letter.to],
        headers={
            "Message-ID": f"<{name}@{host}>",
            "Date": format_datetime(timezone.localtime()),
            "Auto-Submitted": "auto-generated",
        },
    )
    for one in letter.attachments:
        # As text the ends of its lines would change on the way, and signatures break.
        message.attach(one.name, one.text.encode(), "application/octet-stream")
    return message


def _told(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {text}"
