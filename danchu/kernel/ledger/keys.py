"""The key that signs checkpoints: a file in the home, never in the database."""

import secrets
from urllib.parse import urlsplit

from django.conf import settings

from danchu.kernel.ledger.rules.notes import Key, Signer
from danchu.lib.secret_file import secret


def signer() -> Signer:
    """Return the signing key, made the first time; its name never changes again."""
    return Signer.parse(secret(settings.LEDGER_KEY, lambda: _new().secret()))


def verifier_key() -> Key:
    """Return what others need to check our signatures."""
    return signer().key


def authority() -> str:
    """Return who we are in ids that must outlive a change of host: never a port.

    It is the name of the machine in the key's own, which was given once.
    """
    return urlsplit(f"//{verifier_key().name}").hostname or "danchu"


def _new() -> Signer:
    address = urlsplit(settings.PUBLIC_URL).netloc or f"danchu-{secrets.token_hex(4)}"
    return Signer.make(f"{address}/api/v1/ledger")
