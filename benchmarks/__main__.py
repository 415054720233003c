"""Runs the benchmark: ``python -m benchmarks --help``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import memory, rounds, tools
from benchmarks.choice import EVERYTHING, MODES, SUBJECTS, Choice, choice
from benchmarks.install import ROOT, install
from benchmarks.keeping import Place, gather
from benchmarks.process import CommandFailedError
from benchmarks.report import name, report
from benchmarks.results import Record, Results

PLACE = Place(ROOT / "benchmarks" / "results", ROOT / "docs" / "images" / "bench.svg")


def main() -> int:
    """Measure and write the report; 1 if the peers cannot be installed, or a measured program fails or omits pages."""
    arguments = _arguments()
    if arguments.again:
        results = PLACE.kept()
        PLACE.keep(results)
    else:
        try:
            install()
            results = _measure(arguments)
        except (subprocess.CalledProcessError, CommandFailedError, rounds.WrongSiteError) as error:
            print(f"\n{error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
    print(f"\n{report(results)}")
    return 0


def _measure(arguments: argparse.Namespace) -> Results:
    empty = Results(
        made=datetime.now(UTC).date().isoformat(),
        rounds=arguments.runs,
        finished=0,
        patience=arguments.patience,
        memory=memory.kind(),
        machine=tools.machine(),
        versions=tools.versions(),
        records=(),
    )
    with tempfile.TemporaryDirectory(prefix="stories-bench-", dir=arguments.folder) as place:
        folder = Path(place).resolve()
        print("Writing the synthetic sites …", flush=True)
        prepared = list(rounds.prepare(folder, arguments.sizes, arguments.only))
        if arguments.photographs and arguments.only.has_photographs():
            prepared.append(rounds.prepare_photographs(folder, arguments.photographs, arguments.only))
        records = _told(rounds.run(prepared, arguments.runs, arguments.patience))
        # A part cannot take the place of the whole.
        is_kept = not arguments.dry and arguments.only == EVERYTHING
        return gather(records, empty, PLACE.keep if is_kept else lambda _: None)


def _told(records: Iterator[Record]) -> Iterator[Record]:
    began = time.monotonic()
    for record in records:
        usage = record.usage
        minutes, seconds = divmod(int(time.monotonic() - began), 60)
        peak = f"{usage.memory / 2**20:6,.0f} MiB" if usage.memory is not None else ""
        what = f"{record.round + 1}  {record.key.stories:6,}  {name(record.key):<52}"
        print(f"{minutes:3}:{seconds:02}  {what} {usage.seconds:8.2f} s {peak}", flush=True)
        yield record


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description="The project against its peers, in one run.")
    parser.add_argument("--sizes", type=_sizes, default=(1, 100, 1_000, 10_000), help="numbers of stories: 1,100,1000")
    parser.add_argument("--runs", type=int, default=5, help="how often each thing runs (5)")
    parser.add_argument("--photographs", type=int, default=40, help="how many photographs; 0 leaves them out (40)")
    parser.add_argument(
        "--only",
        type=_choice,
        default=EVERYTHING,
        metavar="NAMES",
        help="a part, printed and not kept: subjects, modes or both, with commas between: "
        f"{', '.join(SUBJECTS)}; {', '.join(MODES)}",
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=60,
        help="what takes more seconds than this is run once, unless a ratio to reach is made of it (60)",
    )
    parser.add_argument("--folder", type=Path, help="where the sites are made; the system's place for such things")
    parser.add_argument("--dry", action="store_true", help="print the report, but keep the last one's files")
    parser.add_argument("--again", action="store_true", help="no run: the report and the plot from latest.json")
    return parser.parse_args()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _choice(text: str) -> Choice:
    try:
        return choice(text)
    except ValueError as unknown:
        raise argparse.ArgumentTypeError(f"there is no {unknown}") from None


if __name__ == "__main__":
    sys.exit(main())
