"""A file as it was sent."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SentFile:
    """What came: its bytes, what the sender's machine called it, what people read."""

    data: bytes
    name: str
    title: str
