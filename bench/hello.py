"""The smallest page behind all our middleware, served by our bridge and natively."""

import asyncio
import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from danchu.config.bridge import Wsgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.config.settings")


def hello(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Xin chào")


urlpatterns = [path("", hello)]


class Bridged:
    """What `config.rsgi` does, over the one page."""

    def __init__(self) -> None:
        self._wsgi = Wsgi(native)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._wsgi.open(loop)

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        await self._wsgi(scope, proto)


native = get_wsgi_application()
settings.ROOT_URLCONF = "bench.hello"
bridged = Bridged()
