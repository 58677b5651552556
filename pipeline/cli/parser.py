"""The parser of the command line: whoever mistypes a verb, an option or a choice is asked what was meant."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from pipeline.base.meant import meant

_CHOICE = re.compile(r"invalid choice: '(?P<word>.*)' \(choose from (?P<known>.*)\)$", re.S)


class Parser(argparse.ArgumentParser):
    """An `argparse` parser whose refusals end with a question; verbs are parsers of this kind, too."""

    def error(self, message: str) -> NoReturn:
        """End with status 2, the usage and one sentence."""
        if match := _CHOICE.search(message):
            # Python 3.12 and later quote the choices only where they have to.
            known = [one.strip("' ") for one in match["known"].split(",")]
            question = meant(match["word"], known)
            # Where one of them is meant the others are no help.
            listed = "" if question else f" (choose from {', '.join(known)})"
            message = f"{message[:match.start()]}there is no {match['word']}{listed}{question}"
        super().error(message)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> Any:
        """As the library does; an option that this verb does not know is refused here, where its own are known."""
        parsed, rest = super().parse_known_args(args, namespace)
        unknown = next((word for word in rest if word.startswith("-")), None)
        if unknown is not None and self._subparsers is None:
            option = unknown.partition("=")[0]
            known = [string for action in self._actions for string in action.option_strings]
            self.error(f"there is no option {option}{meant(option, known)}")
        return parsed, rest
