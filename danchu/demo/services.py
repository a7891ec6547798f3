"""Loading the demonstration; whoever starts without a demo never calls this."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from danchu.demo.accounts import Account, demo_password, hire_cast
from danchu.demo.breakdown import break_down
from danchu.demo.designs import design_for_show
from danchu.demo.filings import file_for_show
from danchu.demo.news import write_for_show
from danchu.kernel.people.queries import user_named

SECRETARY = "giang"


@transaction.atomic
def load_demo() -> list[Account]:
    """Load people, illustrations, texts and filings for show; return who may sign in.

    Loading again changes nothing that visitors have done, but sets the passwords
    of the cast back to the one in the home.
    """
    at = timezone.now()
    today = timezone.localdate(at)
    accounts = hire_cast(password=demo_password(settings.HOME), on=today)
    break_down()
    write_for_show(at=at, on=today)
    if secretary := user_named(SECRETARY):
        file_for_show(secretary=secretary, at=at, on=today)
        design_for_show(secretary=secretary, at=at, on=today)
    return accounts
