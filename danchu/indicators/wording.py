"""How an amount is written in the language of the page."""

from danchu.indicators.rules.amounts import Amount, Qualifier
from danchu.ui import numerals
from danchu.ui.languages import is_english

_ENGLISH = {
    Qualifier.EXACT: "",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.FEWER_THAN: "nearly ",
    Qualifier.APPROXIMATE: "about ",
}


def amount_written(amount: Amount | None) -> str:
    """Write an amount with the word that says it is a limit."""
    if amount is None:
        return numerals.NOT_COUNTED
    if not is_english():
        return str(amount)
    return _ENGLISH[amount.qualifier] + numerals.number(amount.number)


def qualifying(amount: Amount) -> str:
    """Return the word before the number of an amount; nothing where it is exact."""
    return amount_written(amount).removesuffix(numerals.number(amount.number))
