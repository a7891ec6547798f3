"""How allauth signs people in here: our counters, our history, no signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from danchu.kernel.errors import RuleBroken
from danchu.kernel.people.models import User
from danchu.kernel.people.queries import current_posts
from danchu.registry.refusing import refusal_of
from danchu.registry.services.signing import fail_sign_in, let_try, sign_in


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Accounts are opened by administrators; failures are counted per account."""

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Say the same of a name nobody has and of a wrong password."""
        if code.endswith("_password_mismatch"):
            return refusal_of(RuleBroken("registry.wrong_login"))
        refused: ValidationError = super().validation_error(code, *args)
        return refused

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody make an account for himself."""
        del request
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse while the account waits, whatever the password is."""
        del request
        try:
            let_try(login=_login(credentials), at=timezone.now())
        except RuleBroken as broken:
            raise refusal_of(broken) from None

    def authenticate(
        self, request: HttpRequest, **credentials: Any
    ) -> AbstractBaseUser | None:
        """Treat a closed account like one that does not exist."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is None or user.is_active:
            return user
        self.authentication_failed(request, **credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure."""
        fail_sign_in(login=_login(credentials), path=request.path, at=timezone.now())

    def get_login_stages(self) -> list[str]:
        """Stop between the password and the door those who must set a new one."""
        return [*super().get_login_stages(), "danchu.registry.stages.NewPassword"]

    def post_login(
        self, request: HttpRequest, user: User, **hooks: Any
    ) -> HttpResponse:
        """Record who has come in."""
        sign_in(user=user, at=timezone.now())
        response: HttpResponse = super().post_login(request, user, **hooks)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead officials to their desk, everybody else home."""
        posts = current_posts(request.user, timezone.localdate())
        return settings.LOGIN_REDIRECT_URL if posts else "/"

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page that opens says who has signed in."""


def _login(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username") or credentials.get("email") or "")
