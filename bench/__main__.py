"""Run every `bench_*.py` in a process of its own; keep its rows in results.json."""

import json
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.rows import rows_of

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"


def main(wanted: str) -> None:
    kept = {row["name"]: row for row in _read()}
    for path in sorted(HERE.glob("bench_*.py")):
        if wanted not in path.stem:
            continue
        apart = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=apart) as process:
            measured = process.submit(rows_of, path.stem).result()
        for row in measured:
            kept[row.name] = row.as_json()
            print(f"{row.name:<34}{row.value:>12.3f} {row.unit:<8}{row.note}")
            RESULTS.write_text(
                json.dumps(list(kept.values()), ensure_ascii=False, indent=1) + "\n"
            )


def _read() -> list[dict[str, object]]:
    try:
        found: list[dict[str, object]] = json.loads(RESULTS.read_text())
    except (OSError, ValueError):
        return []
    return found


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
