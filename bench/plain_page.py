"""The least page that an auditor of pages finds nothing wrong with."""

from typing import Any

_BODY = b"""<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Xin ch\xc3\xa0o</title><meta name="description" content="Xin ch\xc3\xa0o"></head>
<body><main><h1>Xin ch\xc3\xa0o</h1></main></body>
</html>
"""
_HEADERS = [
    ("content-type", "text/html; charset=utf-8"),
    ("content-length", str(len(_BODY))),
]


async def app(_scope: Any, proto: Any) -> None:
    proto.response_bytes(200, _HEADERS, _BODY)
