"""The verbs of an archive that keeps growing: ingest, fetch, verify, diff, schedule."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.base.eventlog import EventLog
from pipeline.cli.progress import progress_bar
from pipeline.cli.stages import run, run_options
from pipeline.cli.verbs import AddVerb, log_option, output_option, positive, settings_of, settings_option

_MOST = 20
_KINDS = ("systemd", "cron", "workflow")


def add_archive_verbs(add: AddVerb) -> None:
    """Add the verbs; `ingest` ends with a run and has its options."""
    _add_ingest(add)
    fetch = add("fetch", "download what sources.csv lists into the archive, politely", _fetch)
    _raw_option(fetch)
    fetch.add_argument("--contact", default="", metavar="WHO", help="mail address or page that the user agent names")
    log_option(fetch)
    check = add("verify", "hash the archive and the releases again: whether each file is what it was", _verify)
    _raw_option(check)
    output_option(check)
    settings_option(check)
    _add_diff(add)
    _add_schedule(add)


def _raw_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--input", type=Path, default=Path("raw"), metavar="DIR", help="folder of the archive (default: raw)")


def _add_ingest(add: AddVerb) -> None:
    parser = add("ingest", "take in what lies in the inbox, then run", _ingest)
    run_options(parser)
    parser.add_argument("--inbox", type=Path, metavar="DIR", help="folder of new documents (default: INPUT/inbox)")
    parser.add_argument("--source", default="", metavar="TEXT", help="where these documents come from, for the manifest")
    parser.add_argument("--licence", default="", metavar="TEXT", help="the licence that the publisher states")
    parser.add_argument("--published", default="", type=_date, metavar="DATE", help="day of publication, YYYY-MM-DD")
    parser.add_argument("--no-run", action="store_true", help="only take in, make no release")


def _date(text: str) -> str:
    from pipeline.archive.manifest import check_date

    return check_date(text)


def _add_diff(add: AddVerb) -> None:
    parser = add("diff", "what changed between two releases, or between two versions of one standard", _diff)
    parser.add_argument("old", metavar="A", help="a release, a folder of tables, or a standard id such as IDC5294-001v2")
    parser.add_argument("new", metavar="B", help="the same kind, newer")
    output_option(parser)
    parser.add_argument("--release", metavar="NAME", help="release that holds the two standards (default: the latest)")


def _add_schedule(add: AddVerb) -> None:
    parser = add("schedule", "print or install a nightly run: systemd timer, cron line, hosted workflow", _schedule)
    parser.add_argument("kind", choices=_KINDS, help="what runs it")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--print", action="store_true", help="print the files (default)")
    doing.add_argument("--install", action="store_true", help="install them for the present user")
    _raw_option(parser)
    output_option(parser)
    parser.add_argument("--at", type=_time, default=(3, 17), metavar="HH:MM", help="local time (default: 03:17)")
    parser.add_argument("--keep", type=positive, metavar="N", help="as of ingest")
    parser.add_argument("--notify", metavar="URL", help="as of ingest")


def _time(text: str) -> tuple[int, int]:
    hour, minute = (int(part) for part in text.split(":"))
    if not (0 <= hour < 24 and 0 <= minute < 60):
        raise ValueError(text)
    return hour, minute


def _complain(sentences: Sequence[str], most: int | None = None) -> None:
    """The sentences on stderr; of more than `most` the first, and where the others are told."""
    for sentence in sentences[:most]:
        print(sentence, file=sys.stderr)
    if most is not None and len(sentences) > most:
        print(f"… and {len(sentences) - most} more; --log text tells of each.", file=sys.stderr)


def _ingest(arguments: argparse.Namespace) -> int:
    """Take in, run, and end with 1 if something of the inbox was refused: somebody has to look at it."""
    from pipeline.archive.inbox import take_in
    from pipeline.archive.layout import INBOX
    from pipeline.archive.manifest import Provenance
    from pipeline.base.clock import today
    from pipeline.base.lock import exclusive
    from pipeline.runs.notify import telling

    settings_of(arguments.settings)
    raw = Path(arguments.input)
    provenance = Provenance(arguments.source, today().isoformat(), arguments.published, arguments.licence)
    with exclusive(raw):
        with telling(arguments.notify):
            done = take_in(raw, arguments.inbox or raw / INBOX, provenance)
        done.log(EventLog(arguments.log))
        _complain(done.refused, _MOST)
        if not arguments.quiet:
            print(done.summary)
        status = 0 if arguments.no_run else run(arguments)
    return status or (1 if done.refused else 0)


def _fetch(arguments: argparse.Namespace) -> int:
    from pipeline.archive.fetch import fetch_listed

    settings_of()
    done = fetch_listed(arguments.input, arguments.contact)
    done.log(EventLog(arguments.log))
    _complain(done.failed, _MOST)
    print(done.summary)
    if not done.failed:
        print(f"next        icap-pipeline run --input {shlex.quote(str(arguments.input))}")
    return 1 if done.failed else 0


def _verify(arguments: argparse.Namespace) -> int:
    from pipeline.archive.verify import verify
    from pipeline.releases.verify import verify_releases

    with progress_bar(None, "", "hashing the archive"):
        archive = verify(arguments.input)
    _complain(archive.damaged)
    print(archive.summary, flush=True)
    with progress_bar(None, "", "hashing the releases"):
        releases = verify_releases(arguments.output, settings_of(arguments.settings).signers)
    _complain(releases.damaged)
    print(releases.summary)
    return 1 if archive.damaged or releases.damaged else 0


def _diff(arguments: argparse.Namespace) -> int:
    from pipeline.releases.delta.named import page

    print(page(arguments.output, arguments.old, arguments.new, arguments.release), end="")
    return 0


def _schedule(arguments: argparse.Namespace) -> int:
    from pipeline.runs import schedules

    pairs: Sequence[tuple[str, object]] = (("--keep", arguments.keep), ("--notify", arguments.notify))
    options = [word for name, value in pairs if value is not None for word in (name, str(value))]
    hour, minute = arguments.at
    plan = schedules.Plan(arguments.input, arguments.output, hour, minute, options)
    if arguments.install:
        print("\n".join(schedules.install(arguments.kind, plan)))
        return 0
    files = schedules.rendered(arguments.kind, plan)
    for name, text in files.items():
        print(f"# {name}\n{text}" if len(files) > 1 else text, end="")
    return 0
