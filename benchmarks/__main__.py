"""Runs the benchmark: ``python -m benchmarks --help``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import rounds, tools
from benchmarks.install import ROOT, install
from benchmarks.plot import plot
from benchmarks.process import CommandFailedError
from benchmarks.report import report
from benchmarks.results import Results, from_json, to_json

RESULTS = ROOT / "benchmarks" / "results"
PLOT = ROOT / "docs" / "images" / "bench.svg"


def main() -> int:
    """Measure and write the report; 1 if the peers cannot be installed, or a measured program fails or omits pages."""
    arguments = _arguments()
    if arguments.again:
        results = from_json((RESULTS / "latest.json").read_text(encoding="utf-8"))
    else:
        try:
            install()
            results = _measure(arguments)
        except (subprocess.CalledProcessError, CommandFailedError, rounds.WrongSiteError) as error:
            print(f"\n{error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
        if arguments.dry:
            print(f"\n{report(results)}")
            return 0
    RESULTS.mkdir(exist_ok=True)
    PLOT.parent.mkdir(exist_ok=True, parents=True)
    (RESULTS / "latest.json").write_text(to_json(results), encoding="utf-8", newline="\n")
    (RESULTS / "latest.md").write_text(report(results), encoding="utf-8", newline="\n")
    PLOT.write_text(plot(results), encoding="utf-8", newline="\n")
    print(f"\n{report(results)}")
    return 0


def _measure(arguments: argparse.Namespace) -> Results:
    with tempfile.TemporaryDirectory(prefix="stories-bench-", dir=arguments.folder) as name:
        folder = Path(name).resolve()
        print("Writing the synthetic sites …", flush=True)
        prepared = list(rounds.prepare(folder, arguments.sizes))
        if arguments.photographs:
            prepared.append(rounds.prepare_photographs(folder, arguments.photographs))
        records, pictures = rounds.run(prepared, arguments.runs, arguments.patience, _tell)
    return Results(
        made=datetime.now(UTC).date().isoformat(),
        rounds=arguments.runs,
        machine=tools.machine(),
        versions=tools.versions(),
        pictures=pictures,
        records=tuple(records),
    )


def _tell(line: str) -> None:
    print(line, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description="The project against its peers, in one run.")
    parser.add_argument("--sizes", type=_sizes, default=(1, 100, 1_000, 10_000), help="numbers of stories: 1,100,1000")
    parser.add_argument("--runs", type=int, default=5, help="how often each thing runs (5)")
    parser.add_argument("--photographs", type=int, default=40, help="how many photographs; 0 leaves them out (40)")
    parser.add_argument(
        "--patience", type=float, default=120, help="what takes more seconds than this is run once, not again (120)"
    )
    parser.add_argument("--folder", type=Path, help="where the sites are made; the system's place for such things")
    parser.add_argument("--dry", action="store_true", help="print the report, but keep the last one's files")
    parser.add_argument("--again", action="store_true", help="no run: the report and the plot from latest.json")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
