"""The step between a one-time password and the door."""

import allauth.account.forms  # noqa: F401 -- first, or allauth imports in a circle
from allauth.account.stages import LoginStage, LoginStageController
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from danchu.registry.services.signing import check_invitation


class NewPassword(LoginStage):  # type: ignore[misc]  # allauth is untyped
    """Whoever came in with a one-time password sets one of their own first."""

    key = "new_password"
    urlname = "registry:new_password"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Let pass, or send to the page of the new password."""
        if not check_invitation(user=self.login.user, at=timezone.now()):
            return None, True
        return HttpResponseRedirect(reverse(self.urlname)), True


def waiting(request: HttpRequest) -> NewPassword | None:
    """Return the step at which this visitor waits, if there is one."""
    stage: NewPassword | None = LoginStageController.enter(request, NewPassword.key)
    return stage
