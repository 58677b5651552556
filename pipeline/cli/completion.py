"""Completion scripts for bash and zsh, made from the command line's own definition, so that they cannot fall behind it."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

SHELLS = ("bash", "zsh")


@dataclass(slots=True)
class Verb:
    """What may follow a verb: options with the values they take, and whether its own arguments are choices or paths."""

    name: str
    help: str
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    choices: tuple[str, ...] = ()


def verbs(parser: argparse.ArgumentParser) -> list[Verb]:
    """Every verb of a command line that has verbs."""
    (action,) = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    helps = {one.dest: one.help or "" for one in action._choices_actions}
    return [_verb(name, helps.get(name, ""), one) for name, one in action.choices.items()]


def _verb(name: str, summary: str, parser: argparse.ArgumentParser) -> Verb:
    verb = Verb(name, summary)
    for action in parser._actions:
        values = tuple(map(str, action.choices or ()))
        if action.option_strings:
            verb.options |= dict.fromkeys(action.option_strings, values)
        else:
            verb.choices += values
    return verb


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script for `bash` or `zsh`, to be sourced; raises KeyError for any other shell."""
    return {"bash": _bash, "zsh": _zsh}[shell](parser)


def _words(words: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return " ".join(shlex.quote(word) for word in words)


def _bash(parser: argparse.ArgumentParser) -> str:
    found = verbs(parser)
    function = "_" + parser.prog.replace("-", "_")
    lines = [
        f"# bash completion of {parser.prog}; source it, or put it where bash-completion looks.", f"{function}() {{",
        '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]}',
        "  COMPREPLY=()", '  if [ "$COMP_CWORD" -eq 1 ]; then',
        f'    COMPREPLY=($(compgen -W "{_words([verb.name for verb in found])} --help" -- "$current"))', "    return", "  fi",
        '  case "$verb $previous" in',
    ]
    for verb in found:
        for option, values in verb.options.items():
            if values:
                lines.append(f'    "{verb.name} {option}") COMPREPLY=($(compgen -W "{_words(values)}" -- "$current")); return ;;')
    lines += ["  esac", '  case "$verb" in']
    for verb in found:
        words = _words([*verb.choices, *verb.options])
        lines.append(f'    {verb.name}) COMPREPLY=($(compgen -W "{words}" -- "$current")) ;;')
    lines += [
        "  esac", "  # Whatever is no option may be a path.",
        '  case "$current" in -*) ;; *) COMPREPLY+=($(compgen -f -- "$current")) ;; esac', "}",
        f"complete -o filenames -F {function} {parser.prog}", "",
    ]
    return "\n".join(lines)


def _described(word: str, meaning: str) -> str:
    """A word with its meaning as zsh's _describe wants it; a colon would end the word."""
    return shlex.quote(f"{word}:{meaning}" if meaning else word)


def _zsh(parser: argparse.ArgumentParser) -> str:
    found = verbs(parser)
    function = "_" + parser.prog.replace("-", "_")
    lines = [
        f"#compdef {parser.prog}",
        f"# zsh completion of {parser.prog}; put it into a folder of $fpath, or source it after compinit.",
        f"{function}() {{", "  local -a listed", "  if (( CURRENT == 2 )); then",
        "    listed=(" + " ".join(_described(verb.name, verb.help) for verb in found) + ")", "    _describe verb listed",
        "    return", "  fi",
        '  case "$words[2] $words[CURRENT-1]" in',
    ]
    for verb in found:
        for option, values in verb.options.items():
            if values:
                lines.append(f'    "{verb.name} {option}") compadd -- {_words(values)}; return ;;')
    lines += ["  esac", '  case "$words[2]" in']
    for verb in found:
        lines.append(f"    {verb.name}) compadd -- {_words([*verb.choices, *verb.options])} ;;")
    # Run as an autoloaded function it completes at once, sourced it only registers itself.
    last = f'[ "$funcstack[1]" = {function} ] && {function} "$@" || compdef {function} {parser.prog}'
    lines += ["  esac", "  _files", "}", last, ""]
    return "\n".join(lines)
