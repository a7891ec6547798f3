"""Proofs as the description of the API shows them: of a ledger of three leaves."""

from typing import Any

PROOF: dict[str, Any] = {
    "format": "danchu/item-proof/1",
    "key": (
        "tinh.example/api/v1/ledger+79d61ec7+AQOhB7/zzhC+HXDdGOdLwJ"
        "ln5NYwm6UNXx3chmQSVTG4"
    ),
    "checkpoint": (
        "tinh.example/api/v1/ledger\n3\n9yje9+CoJFV+pg1S7iwTrMJ61JtKA"
        "mDU+RRjjZ2EMwY=\n\n— tinh.example/api/v1/ledger edYexwVxijd0"
        "jlyKy96ksjvoYbvX2PaYU29xaDny+6YOzYAREygqjh0f+AjrSZiieQXpCd"
        "BX+MMUDE8CvwEktWKWbAI=\n"
    ),
    "index": 1,
    "leaf": (
        '{"commitment":"b6f4f9eb804bc07935179cd6d7e6ae9f8c87e1b3092'
        '49ce60467f183afd8ef31","day":"2026-11-23","item":"figures:'
        '1","kind":"figure","unit":7}'
    ),
    "path": [
        "WC5zEvWjbcQfk5988nzE0N1LzT2sonrj0Fgc2lHLYKs=",
        "B2MYLY+jR97DextjRhjazDEsEkYUN7A5KgxuJMyrMpw=",
    ],
    "salt": None,
    "face": None,
    "tombstone": None,
}
GROWTH: dict[str, Any] = {
    "format": "danchu/consistency-proof/1",
    "key": (
        "tinh.example/api/v1/ledger+79d61ec7+AQOhB7/zzhC+HXDdGOdLwJ"
        "ln5NYwm6UNXx3chmQSVTG4"
    ),
    "old": (
        "tinh.example/api/v1/ledger\n2\n8kMJtGvVp7yaHASTtJOS6zQScUbl2"
        "lWl/cioS/MpPPY=\n\n— tinh.example/api/v1/ledger edYex8gGLk4h"
        "GL+EnbiM8pfCcfBMgAl6s/bVrZq1ZUCLlFSpfyQhcu1ftXDlV9pU0DtHpc"
        "k1t4oXPoTq7yfxy9w1jA0=\n"
    ),
    "new": (
        "tinh.example/api/v1/ledger\n3\n9yje9+CoJFV+pg1S7iwTrMJ61JtKA"
        "mDU+RRjjZ2EMwY=\n\n— tinh.example/api/v1/ledger edYexwVxijd0"
        "jlyKy96ksjvoYbvX2PaYU29xaDny+6YOzYAREygqjh0f+AjrSZiieQXpCd"
        "BX+MMUDE8CvwEktWKWbAI=\n"
    ),
    "path": ["B2MYLY+jR97DextjRhjazDEsEkYUN7A5KgxuJMyrMpw="],
}
COSIGNED: dict[str, Any] = {
    "note": (
        "tinh.example/api/v1/ledger\n3\n9yje9+CoJFV+pg1S7iwTrMJ61JtKA"
        "mDU+RRjjZ2EMwY=\n\n— tinh.example/api/v1/ledger edYexwVxijd0"
        "jlyKy96ksjvoYbvX2PaYU29xaDny+6YOzYAREygqjh0f+AjrSZiieQXpCd"
        "BX+MMUDE8CvwEktWKWbAI=\n— mttq.example 63GqcgAAAABrBq6AxTJVC"
        "VYRpDwyLBvWUzYQOYS5WXdlKZ03xAYwIDovVZSWZhpzZ8Khcu2c6KfHMgij"
        "mh8er2Kxuei9QRZJ5kVgBA==\n"
    ),
}
