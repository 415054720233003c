"""Report a withdrawal: what was marked, which addresses changed, what could not be done, and what stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from site_builder.cli.commands import UsageError
from site_builder.cli.console import Console
from site_builder.cli.project import destination, warn_of_commit
from site_builder.cli.withdraw_site import Outcome, Withdrawal
from site_builder.problems import Severity
from site_builder.reading.withdrawals import story_file, unread
from site_builder.store.files import write_atomic
from site_builder.withdrawal.addresses import address, kind_of, purge_list
from site_builder.withdrawal.audit import Trace
from site_builder.withdrawal.marking import Copies, Marked

_KINDS = ("page", "picture", "feed", "search", "other")


def report_marks(console: Console, marked: Sequence[Marked], *, dry_run: bool) -> None:
    """Name the records that are marked, and those that a person must mark."""
    words = console.words
    for each in marked:
        file = _file(console, each)
        if each.by_hand:
            console.fail(words.text(f"cli.withdraw.by-hand-{each.by_hand}", file=file))
            continue
        if each.new:
            key = "cli.withdraw.would-mark" if dry_run else "cli.withdraw.marked"
            console.say(console.counted(key, each.new, file=file))
        if each.old:
            console.say(console.counted("cli.withdraw.marked-before", each.old, file=file))
    if not marked:
        console.say(words.text("cli.withdraw.nowhere"))


def report_copies(console: Console, replaced: Sequence[str], unreplaced: Sequence[str], *, dry_run: bool) -> None:
    """Name the pictures of hand-written pages that were replaced, and those that a person must remove."""
    for file in replaced:
        key = "cli.withdraw.would-replace" if dry_run else "cli.withdraw.replaced"
        console.say(console.words.text(key, file=file))
    for file in unreplaced:
        console.fail(console.words.text("cli.withdraw.replace-by-hand", file=file))


def write_purge_list(console: Console, root: Path, given: str | None, outcome: Outcome, now: datetime) -> str:
    """Write the addresses that a cache should forget; give the path of the list, empty where there is none.

    Where it cannot be written the report goes on: it has the addresses too.
    """
    names = outcome.changed.all()
    if not names:
        return ""
    try:
        name = f"purge-{now:%Y-%m-%dT%H%M%SZ}.txt"
        path = destination(root, name, Path(given) if given else None, verb="withdraw", option="--purge-list")
        write_atomic(path, purge_list(names, outcome.site_url).encode())
    except UsageError:
        console.fail(console.words.text("cli.withdraw.purge-unwritten"))
        return ""
    except OSError as error:
        outcome.refused = error
        return ""
    if given:
        warn_of_commit(console, root, [path], "cli.withdraw.purge-commit", "--purge-list")
    return given or path.relative_to(root).as_posix()


def report_end(console: Console, job: Withdrawal, outcome: Outcome, copies: Copies, listed: str) -> bool:
    """Report all the rest. Tells whether the withdrawal is done: nothing of it was found, everything could be searched,
    and the system refused nothing."""
    words = console.words
    is_sure = _report_records(console, job, outcome)
    _report_site(console, outcome)
    for line in _addresses(console, outcome):
        console.say(line)
    if listed:
        console.say(words.text("cli.withdraw.purge-written", file=listed))
    is_gone = _report_traces(console, job, outcome, copies)
    if outcome.refused:
        console.fault(outcome.refused)
    is_done = is_sure and is_gone and not any(each.by_hand for each in job.marked)
    if job.only_look:
        console.say(words.text("cli.withdraw.only-looked"))
        return is_done and not outcome.refused
    console.say()
    console.say(words.text("cli.withdraw.stays"))
    if any(each.new for each in job.marked) or any(file.startswith("content/") for file in copies.same):
        console.say()
        console.say(click.style(words.text("cli.withdraw.commit"), bold=True))
    if not is_done:
        console.fail(words.text("cli.withdraw.not-all"))
    elif not outcome.refused:
        console.say(words.text("cli.withdraw.done"))
    return is_done and not outcome.refused


def _report_records(console: Console, job: Withdrawal, outcome: Outcome) -> bool:
    """Report what is wrong with other records. Tells whether all are known to hold nothing of what is withdrawn."""
    # Those that a person must mark are reported already, and their last good versions are without it.
    by_hand = {each.folder for each in job.marked if each.by_hand}
    rescue = outcome.rescue
    if rescue is None or not outcome.is_built:
        return not _report_unread(console, job, [each for each in unread(job.root) if each not in by_hand])
    for problem in rescue.problems:
        if problem.severity is Severity.ERROR and not console.is_public_log:
            console.tell(console.problem(problem))
    recalled = [each for each in rescue.recalled if each not in by_hand]
    reported = _report_unread(console, job, [each for each in recalled if each in rescue.unread])
    for folder in (each for each in recalled if each not in reported):
        console.tell(console.words.text("cli.withdraw.recalled", file=story_file(folder)))
    for folder in rescue.lost:
        console.fail(console.words.text("cli.withdraw.lost", file=story_file(folder)))
    return not rescue.lost and not reported


def _report_unread(console: Console, job: Withdrawal, folders: Sequence[str]) -> Sequence[str]:
    """Name the records that cannot be read, if a consent is withdrawn, which may stand in any. Gives their folders.

    A file that was cut off has lost the reference, and has it again when somebody restores it from Git.
    """
    reported = folders if job.wanted.references else ()
    for folder in reported:
        console.fail(console.words.text("cli.withdraw.unread", file=story_file(folder)))
    return reported


def _report_site(console: Console, outcome: Outcome) -> None:
    """Report what is wrong with the new site."""
    console.tell_remarks(outcome.remarks)
    console.tell_problems(outcome.faults)
    if outcome.is_closed:
        console.fail(console.words.text("cli.withdraw.shut"))


def _addresses(console: Console, outcome: Outcome) -> Iterator[str]:
    found = outcome.changed
    if not found.all():
        yield console.words.text("cli.withdraw.none-touched")
    for what, names in (("changed", found.changed), ("gone", found.gone), ("earlier", found.earlier)):
        for kind in _KINDS:
            if those := [name for name in names if kind_of(name) == kind]:
                yield console.words.text(f"cli.withdraw.{what}-{kind}")
                yield from (f"  {_shown(name, outcome.site_url)}" for name in those)


def _shown(name: str, site_url: str) -> str:
    return purge_list([address(name)], site_url).splitlines()[0]


def _report_traces(console: Console, job: Withdrawal, outcome: Outcome, copies: Copies) -> bool:
    """Report what could not be removed, and what a person has to look at. Tells whether there is none."""
    words = console.words
    for name in outcome.removed:
        console.say(words.text("cli.withdraw.removed", file=_project_file(console, name)))
    if not outcome.is_built and not outcome.is_closed:
        console.fail(words.text("cli.withdraw.no-site"))
    if not job.terms.has_all_pictures:
        console.fail(words.text("cli.withdraw.no-picture"))
    for name in outcome.left:
        console.fail(words.text("cli.withdraw.left", name=name))
    found = [*(("near", file) for file in copies.near), *(("unread", file) for file in copies.unread)]
    left = [(kind, _project_file(console, file)) for kind, file in found]
    reached = [trace for trace in outcome.traces if trace.place != "records"]
    left += [(trace.kind, _where(console, trace, outcome.site_url)) for trace in reached]
    for kind, where in dict.fromkeys(left):
        console.fail(words.text(f"cli.withdraw.trace-{kind}", where=where))
    # The site has what readers see of other records. These say where it comes from, or would come from.
    others = (_project_file(console, trace.file) for trace in outcome.traces if trace not in reached)
    for where in dict.fromkeys(others):
        console.say(words.text("cli.withdraw.also-in", where=where))
    return not left and not outcome.left and job.terms.has_all_pictures and (outcome.is_built or outcome.is_closed)


def _where(console: Console, trace: Trace, site_url: str) -> str:
    if trace.place == "site":
        return _shown(trace.file, site_url)
    if trace.place == "handed-in" or (trace.place == "outbox" and console.is_public_log):
        return _project_file(console, trace.file)
    if trace.place == "outbox":
        return trace.file
    return str(trace.path)


def _project_file(console: Console, file: str) -> str:
    """Name a file of the project; in a public log only if readers see its content."""
    if console.is_public_log and not file.startswith("content/"):
        return console.words.text("cli.withdraw.file-not-public")
    return file


def _file(console: Console, marked: Marked) -> str:
    """Name a record's file; in a public log only if readers see the record."""
    if marked.is_public or not console.is_public_log:
        return story_file(marked.folder)
    return console.words.text("cli.withdraw.not-public")
