"""The verbs of an archive that keeps growing: ingest, fetch, verify, diff, schedule."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pipeline.base.errors import PipelineError
from pipeline.base.eventlog import FORMS, EventLog

if TYPE_CHECKING:
    from pipeline.archive.inbox import TakenIn

# The type of add_subparsers() has no public name.
_Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Act = Callable[[argparse.Namespace], int]
Options = Callable[[argparse.ArgumentParser], None]
_KINDS = ("systemd", "cron", "workflow")


def add_archive_verbs(verbs: _Verbs, run_options: Options, run: Act) -> None:
    """Add the verbs; `run_options` adds the options of `run`, which `ingest` ends with."""
    _add_ingest(verbs, run_options, run)
    fetch = _verb(verbs, "fetch", "download what sources.csv lists into the archive, politely", _fetch)
    _raw_option(fetch)
    fetch.add_argument("--contact", default="", metavar="WHO", help="mail address or page that the user agent names")
    log_option(fetch)
    verify = _verb(verbs, "verify", "hash the archive again and compare it with its manifest", _verify)
    _raw_option(verify)
    _add_diff(verbs)
    _add_schedule(verbs)


def _verb(verbs: _Verbs, name: str, summary: str, act: Act) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=summary, description=summary)
    parser.set_defaults(act=act)
    return parser


def _raw_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--input", type=Path, default=Path("raw"), metavar="DIR", help="folder of the archive (default: raw)")


def _output_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output", type=Path, default=Path("processed"), metavar="DIR", help="folder of the releases (default: processed)"
    )


def log_option(parser: argparse.ArgumentParser) -> None:
    """The option for events on stderr."""
    parser.add_argument("--log", choices=FORMS, help="one line per event on stderr, as text or JSON")


def unattended_options(parser: argparse.ArgumentParser) -> None:
    """The options of a run that nobody watches."""
    parser.add_argument("--keep", type=_positive, metavar="N", help="old releases go, the newest N stay (default: all stay)")
    parser.add_argument("--notify", metavar="URL", help="post what the run did as JSON to this address")
    log_option(parser)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _add_ingest(verbs: _Verbs, run_options: Options, run: Act) -> None:
    parser = _verb(verbs, "ingest", "take in what lies in the inbox, then run", lambda arguments: _ingest(arguments, run))
    run_options(parser)
    parser.add_argument("--inbox", type=Path, metavar="DIR", help="folder of new documents (default: INPUT/inbox)")
    parser.add_argument("--source", default="", metavar="TEXT", help="where these documents come from, for the manifest")
    parser.add_argument("--licence", default="", metavar="TEXT", help="the licence that the publisher states")
    parser.add_argument("--published", default="", type=_date, metavar="DATE", help="day of publication, YYYY-MM-DD")
    parser.add_argument("--no-run", action="store_true", help="only take in, make no release")


def _date(text: str) -> str:
    from pipeline.archive.manifest import check_date

    return check_date(text)


def _add_diff(verbs: _Verbs) -> None:
    parser = _verb(verbs, "diff", "what changed between two releases, or between two versions of one standard", _diff)
    parser.add_argument("old", metavar="A", help="a release, a folder of tables, or a standard id such as IDC5294-001v2")
    parser.add_argument("new", metavar="B", help="the same kind, newer")
    _output_option(parser)
    parser.add_argument("--release", metavar="NAME", help="release that holds the two standards (default: the latest)")


def _add_schedule(verbs: _Verbs) -> None:
    parser = _verb(verbs, "schedule", "print or install a nightly run: systemd timer, cron line, hosted workflow", _schedule)
    parser.add_argument("kind", choices=_KINDS, help="what runs it")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--print", action="store_true", help="print the files (default)")
    doing.add_argument("--install", action="store_true", help="install them for the present user")
    _raw_option(parser)
    _output_option(parser)
    parser.add_argument("--at", type=_time, default=(3, 17), metavar="HH:MM", help="local time (default: 03:17)")
    parser.add_argument("--keep", type=_positive, metavar="N", help="as of ingest")
    parser.add_argument("--notify", metavar="URL", help="as of ingest")


def _time(text: str) -> tuple[int, int]:
    hour, minute = (int(part) for part in text.split(":"))
    if not (0 <= hour < 24 and 0 <= minute < 60):
        raise ValueError(text)
    return hour, minute


def _ingest(arguments: argparse.Namespace, run: Act) -> int:
    """Take in, run, and end with 1 if something of the inbox was refused: somebody has to look at it."""
    from pipeline.archive.inbox import take_in
    from pipeline.archive.layout import INBOX
    from pipeline.archive.manifest import Provenance
    from pipeline.base.clock import today
    from pipeline.base.lock import exclusive
    from pipeline.runs.notify import telling

    raw = Path(arguments.input)
    inbox = arguments.inbox or raw / INBOX
    with exclusive(raw):
        if not inbox.is_dir():
            inbox.mkdir(parents=True)
        provenance = Provenance(arguments.source, today().isoformat(), arguments.published, arguments.licence)
        with telling(arguments.notify):
            done = take_in(raw, inbox, provenance)
        _tell_intake(done, arguments)
        status = 0 if arguments.no_run else run(arguments)
    return status or (1 if done.refused else 0)


def _tell_intake(done: TakenIn, arguments: argparse.Namespace) -> None:
    log = EventLog(arguments.log)
    log.event("ingested", **{kind: number for kind, number in done.counts().items() if number})
    for sentence in done.refused:
        log.event("refused", reason=sentence)
        print(sentence, file=sys.stderr)
    if not arguments.quiet:
        told = ", ".join(f"{number} {kind}" for kind, number in done.counts().items() if number) or "nothing"
        print(f"inbox       {told}")


def _fetch(arguments: argparse.Namespace) -> int:
    from pipeline.archive.fetch import Politeness, fetch_all, read_hosts, read_sources
    from pipeline.archive.fetch.politeness import agent
    from pipeline.archive.fetch.tls import session_for
    from pipeline.base.clock import today
    from pipeline.base.lock import exclusive

    raw, log = arguments.input, EventLog(arguments.log)
    sources, hosts = read_sources(raw), read_hosts(raw)
    with exclusive(raw), session_for(hosts, agent(arguments.contact)) as session:
        done = fetch_all(raw, sources, Politeness(session, hosts), today().isoformat())
    log.event("fetched", **done.counts())
    for sentence in done.failed:
        log.event("failed", reason=sentence)
        print(sentence, file=sys.stderr)
    print(f"fetched     {len(done.new)} new, {len(done.unchanged)} unchanged, {len(done.failed)} failed")
    return 1 if done.failed else 0


def _verify(arguments: argparse.Namespace) -> int:
    from pipeline.archive.verify import verify

    check = verify(arguments.input)
    print("\n".join(check.damaged), file=sys.stderr, end="\n" if check.damaged else "")
    told = f", {len(check.unlisted)} not in the manifest yet" if check.unlisted else ""
    print(f"archive     {check.sound} documents are as they came, {len(check.damaged)} are not{told}")
    return 1 if check.damaged else 0


def _diff(arguments: argparse.Namespace) -> int:
    from pipeline.releases.delta import compare_versions, difference, version_page

    old, new = (_release_folder(arguments.output, name) for name in (arguments.old, arguments.new))
    if old is not None and new is not None:
        print(difference(old, new, arguments.old).page, end="")
        return 0
    if old is not None or new is not None:
        other = arguments.new if new is None else arguments.old
        raise PipelineError(f"{other} is no release; name two releases or two standards.")
    holder = _holder(arguments)
    print(version_page(compare_versions(holder, arguments.old, holder, arguments.new)), end="")
    return 0


def _release_folder(output: Path, name: str) -> Path | None:
    """A release of the output folder, or any folder with tables."""
    return next((folder for folder in (output / name, Path(name)) if name and (folder / "standards.csv").is_file()), None)


def _holder(arguments: argparse.Namespace) -> Path:
    from pipeline.releases.versions import latest

    newest = latest(arguments.output)
    name = arguments.release or (newest.name if newest else "")
    folder = _release_folder(arguments.output, name)
    if folder is None:
        missing = name or "yet"
        raise PipelineError(f"{arguments.output} holds no release {missing}; make one with `run`, or name it with --release.")
    return folder


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
