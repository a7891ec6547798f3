"""How a total is broken down for show: whole numbers that make it again exactly."""

import hashlib
import math
from collections.abc import Mapping


def apportion(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Divide `total` among keys by weight, so that the parts make it exactly.

    Largest remainders; equal remainders go by key, so the same input always gives
    the same parts.

    >>> apportion(10, {"a": 1, "b": 1, "c": 2})
    {'a': 3, 'b': 2, 'c': 5}
    >>> sum(apportion(396, {str(n): n % 7 + 1 for n in range(192)}).values())
    396
    """
    whole = sum(weights.values())
    if total < 0 or whole <= 0:
        raise ValueError(total)
    shares = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: int(share) for key, share in shares.items()}
    left = total - sum(parts.values())
    by_remainder = sorted(shares, key=lambda key: (parts[key] - shares[key], key))
    for key in by_remainder[:left]:
        parts[key] += 1
    return parts


def seeded(text: str) -> float:
    """Return a number from 0 to 1 that a text always has: chance without chance.

    >>> seeded("07339") == seeded("07339"), 0 <= seeded("07339") < 1
    (True, True)
    """
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def weight_of(code: str, area_km2: float | None, topic: str) -> float:
    """Weigh a commune: larger ones hold somewhat more, and no two quite alike.

    >>> weight_of("07339", 48.1, "G01") != weight_of("07339", 48.1, "F03")
    True
    """
    size = math.sqrt(min(area_km2 or 10.0, 60.0))
    return size * (0.35 + 1.3 * seeded(f"{topic}/{code}"))


def between(low: int, high: int, seed: str) -> int:
    """Choose a whole number from `low` to `high`, both included, by a seed.

    >>> all(2 <= between(2, 5, str(n)) <= 5 for n in range(50))
    True
    """
    return low + int(seeded(seed) * (high - low + 1))


def varied(low: float, high: float, seed: str) -> float:
    """Choose a factor from `low` to `high` by a seed.

    >>> all(0.6 <= varied(0.6, 1.4, str(n)) <= 1.4 for n in range(50))
    True
    """
    return low + (high - low) * seeded(seed)


def drawn(count: int, of: int, topic: str) -> frozenset[int]:
    """Draw `count` of the numbers 0 … `of` − 1 by a topic, always the same ones.

    >>> len(drawn(556, 631, "L01")), drawn(2, 2, "L13") == {0, 1}
    (556, True)
    """
    lots = sorted(range(of), key=lambda one: seeded(f"{topic}/{one}"))
    return frozenset(lots[:count])
