"""Hold a feed to RFC 4287: the schema of its Appendix B, and the rules beside it."""

from functools import cache
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # -- ships no types

_NAMES = {"atom": "http://www.w3.org/2005/Atom"}
_RULES = {
    "a feed has an author, or each of its entries has": (
        "//atom:feed[not(atom:author) and atom:entry[not(atom:author)]]"
    ),
    "an entry has an author, or its feed or source has": (
        "//atom:entry[not(atom:author or ../atom:author or atom:source/atom:author)]"
    ),
    "an entry without content leads to an alternate": (
        "//atom:entry[not(atom:content or atom:link[not(@rel) or @rel = 'alternate'])]"
    ),
    "an address is an address": (
        "//atom:id[not(contains(., ':'))] | //atom:link[not(contains(@href, ':'))]"
    ),
}
"""What must hold, and how to find where it does not."""


@cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))


def faults_of(feed: bytes) -> list[str]:
    """List what is wrong with a feed; nothing if it is one."""
    root = etree.fromstring(feed)
    schema = _schema()
    schema.validate(root)
    broken = [
        rule for rule, lost in _RULES.items() if root.xpath(lost, namespaces=_NAMES)
    ]
    return [str(one.message) for one in schema.error_log] + broken
