"""The verbs for looking at a release: site, serve, show, search, find, gap, mcp, export, completion."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.cli.completion import SHELLS, script
from pipeline.cli.find import add_find
from pipeline.cli.mcp import add_mcp
from pipeline.cli.progress import progress_bar
from pipeline.cli.verbs import AddVerb, printed

SITE = Path("build/site")
_FORMS = ("docx", "xlsx", "job", "interview", "course")


def add_site_verbs(add: AddVerb, whole: Callable[[], argparse.ArgumentParser]) -> None:
    """Add the verbs; `whole` gives the complete command line, from which completion is made."""
    _add_site(add)
    serve = add("serve", "show a site in the browser of this machine; Ctrl-C ends", _serve)
    serve.add_argument("site", type=Path, nargs="?", default=SITE, metavar="DIR", help=f"folder of a site (default: {SITE})")
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="port on 127.0.0.1 (default: 8000; 0: any free one)")
    serve.add_argument("--drop", action="store_true",
                       help="instead of a site a page that explains any document dropped on it: where its text went, the issues")
    show = add("show", "one standard as a table in the terminal", _show)
    show.add_argument("standard", metavar="STANDARD",
                      help="standard_id, a code without version for the newest one, or a part of a code or name")
    _release_options(show)
    search = add("search", "every standard that contains a text; 台/臺 and width do not matter", _search)
    search.add_argument("text", metavar="TEXT", help="any number of characters")
    search.add_argument("--all", action="store_true", help="list every standard found")
    _release_options(search)
    add_find(add, _release_options)
    _add_gap(add)
    add_mcp(add, _release_option)
    _add_export(add)
    completion = add("completion", "print the completion script of a shell", lambda parsed: _completion(parsed, whole()))
    completion.add_argument("shell", choices=SHELLS, help="for instance: source <(icap-pipeline completion bash)")


def _add_site(add: AddVerb) -> None:
    site = add("site", "pages over a release, to read from a file, offline or on any web host", _site)
    site.add_argument("release", type=Path, nargs="?", default=Path("processed"), metavar="RELEASE",
                      help="a release, or a folder of releases, whose latest is taken (default: processed)")
    site.add_argument("--output", type=Path, default=SITE, metavar="DIR",
                      help=f"folder of the site; what has changed is replaced (default: {SITE})")
    site.add_argument("--address", metavar="URL", help="where the site will be read, with a slash at the end: adds sitemap and "
                      "canonical links (default: publication.address of the settings)")
    site.add_argument("--settings", type=Path, metavar="FILE", help="settings file (default: settings.toml, if there is one)")
    site.add_argument("--no-files", action="store_true", help="leave the release's own files out; pages then only name them")


def _add_gap(add: AddVerb) -> None:
    gap = add("gap", "what one standard asks for that another does not: knowledge, skills and attitudes by their names", _gap)
    gap.add_argument("now", metavar="STANDARD", help="where somebody is: as of show")
    gap.add_argument("wanted", metavar="WANTED", help="where somebody wants to be")
    _release_options(gap)


def _add_export(add: AddVerb) -> None:
    export = add("export", "one standard to take along: the printed form as Word or workbook, or a sheet made from it", _export)
    export.add_argument("standard", metavar="STANDARD_ID", help="standard_id, or a code without version for the newest one")
    meaning = "docx, xlsx: the printed form; job: description of a job; interview: indicators to rate; course: one duty to teach"
    export.add_argument("--form", choices=_FORMS, default="docx", help=f"{meaning} (default: docx)")
    export.add_argument("--duty", metavar="DUTY_ID", help="only this duty, such as T1 (job, interview, course)")
    export.add_argument("--template", type=Path, metavar="FILE", help="a Word template of your own (job, interview, course)")
    export.add_argument("--output", type=Path, default=Path(), metavar="PATH",
                        help="a file (.docx or .xlsx), or a folder for one named after the standard (default: this one)")
    _release_option(export)


def _release_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--release", type=Path, default=Path("processed"), metavar="DIR",
                        help="a release, or a folder of releases, whose latest is taken (default: processed)")


def _release_options(parser: argparse.ArgumentParser) -> None:
    _release_option(parser)
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table",
                        help="a table to read, or everything as CSV or JSON for a pipe (default: table)")


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


def _site(parsed: argparse.Namespace) -> int:
    from pipeline.releases import settings
    from pipeline.views.site import Options, build

    address = parsed.address or settings.read(parsed.settings).address
    progress = partial(progress_bar, unit="standards", doing="writing the pages")
    built = build(parsed.release, parsed.output, Options(address, not parsed.no_files), progress)
    total = f"{built.standards:,} standards, {built.names:,} competency names: {built.files:,} files, {built.bytes / 1e6:,.1f} MB"
    done = f"{built.written:,} of them new or changed" if built.written else "up to date, nothing to write"
    print(f"{total}; {done}")
    print(f"open {built.folder / 'index.html'}, or run: icap-pipeline serve {built.folder}")
    return 0


def _serve(parsed: argparse.Namespace) -> int:
    from pipeline.views.site import serve

    if parsed.drop:
        return _serve_drop(parsed.port)
    serve(parsed.site, parsed.port)
    return 0


def _serve_drop(port: int) -> int:
    from pipeline.runs.explained import Contained
    from pipeline.views.dropped.server import serve_drop

    with closing(Contained()) as explain:
        serve_drop(explain, port)
    return 0


def _show(parsed: argparse.Namespace) -> int:
    from pipeline.views import piped
    from pipeline.views.lookup import release_folder
    from pipeline.views.opened import opened
    from pipeline.views.terminal import screen, show

    folder = release_folder(parsed.release)
    try:
        with opened(folder) as release:
            if parsed.format != "table":
                return printed(piped.standard(release, folder, parsed.standard, parsed.format))
            return printed(show(release, parsed.standard, screen(sys.stdout)))
    except KeyError as error:
        raise PipelineError(str(error.args[0])) from error


def _search(parsed: argparse.Namespace) -> int:
    from pipeline.views import piped
    from pipeline.views.opened import opened
    from pipeline.views.terminal import MOST, screen, search

    try:
        with opened(parsed.release) as release:
            if parsed.format != "table":
                return printed(piped.hits(release, parsed.text, parsed.format))
            return printed(search(release, parsed.text, screen(sys.stdout), None if parsed.all else MOST))
    except ValueError as error:
        raise PipelineError(str(error)) from error


def _gap(parsed: argparse.Namespace) -> int:
    from pipeline.views import piped
    from pipeline.views.opened import opened
    from pipeline.views.terminal import screen
    from pipeline.views.terminal_gap import gap

    try:
        with opened(parsed.release) as release:
            if parsed.format != "table":
                return printed(piped.gap(release, parsed.now, parsed.wanted, parsed.format))
            return printed(gap(release, parsed.now, parsed.wanted, screen(sys.stdout)))
    except KeyError as error:
        raise PipelineError(str(error.args[0])) from error


def _export(parsed: argparse.Namespace) -> int:
    from pipeline.views.dataset import load
    from pipeline.views.printed.export import export, file_name

    try:
        content = load(parsed.release).standard(parsed.standard).content()
    except KeyError as error:
        raise PipelineError(str(error.args[0])) from error
    made = export(content, parsed.form, parsed.duty, parsed.template)
    name = Path(file_name(content, parsed.form, parsed.duty))
    path = parsed.output if parsed.output.suffix == name.suffix else parsed.output / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(made)
    print(path)
    return 0


def _completion(parsed: argparse.Namespace, whole: argparse.ArgumentParser) -> int:
    print(script(parsed.shell, whole), end="")
    return 0
