"""The full command line: finds the verb asked for, loads only that one, and turns errors into words and exit statuses."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperGroup

from oarlock import registry
from oarlock.errors import OarlockError, UsedWrongly

DONE, COULD_NOT, USED_WRONGLY, SEVERE = 0, 1, 2, 3
INTERRUPTED = 130
"""What the parser makes of Ctrl-C, saying nothing."""

# The parser's own errors. Their module differs between typer's releases, so they are reached through a name that does not.
_UsageError: type[Any] = typer.BadParameter.__bases__[0]
_ParserError: type[Any] = _UsageError.__bases__[0]


class Group(TyperGroup):
    """Commands of one verb, each listed with its whole sentence: the parser would cut it to fit a line."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Writes the list of commands."""
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, " ".join((one.help or "").split())) for name, one in named if one is not None])


class Verbs(TyperGroup):
    """The verbs, one module each, loaded when called for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of the verbs."""
        return verbs()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The verb's command, or None where there is no such verb."""
        return command(cmd_name) if cmd_name in verbs() else None


def verbs() -> list[str]:
    """Names of the verbs; a module called `import_` holds the verb `import`."""
    return sorted(name.rstrip("_") for name in registry.names("cli"))


def command(verb: str) -> Any:
    """The verb's parsed command."""
    module = verb if verb in registry.names("cli") else f"{verb}_"
    part = registry.load("cli", module, "COMMAND")
    app = part if isinstance(part, typer.Typer) else single(part)
    built: Any = typer.main.get_command(app)
    built.name = verb
    return built


def single(function: Any) -> typer.Typer:
    """A command line of one function."""
    app = group()
    app.command()(function)
    return app


def group(help: str | None = None) -> typer.Typer:
    """An empty command line with our settings: plain help that reads the same in a pipe, no traceback dressing."""
    return typer.Typer(
        cls=Group,
        help=help,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=help is not None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )


def run(words: Sequence[str]) -> int:
    """Runs one verb and returns its exit status. Whatever goes wrong in a foreseen way is said in words, without a traceback."""
    try:
        _expect_verb(words[0])
        status = Verbs(name="oarlock").main(list(words), prog_name="oarlock", standalone_mode=False, obj=tuple(words))
    except _ParserError as error:
        return _used_wrongly(error)
    except typer.Exit as stop:
        return stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return _stopped()
    except RuntimeError as error:
        from oarlock.ledger.faults import is_interrupt

        if not is_interrupt(error):
            raise
        return _stopped()
    except UsedWrongly as error:
        return _fail(str(error), USED_WRONGLY)
    except OarlockError as error:
        return _fail(str(error), COULD_NOT)
    except BrokenPipeError:
        sys.stdout = None  # the reader left early, which is their right
        return DONE
    except OSError as error:
        return _fail(
            f"{error.filename or 'The machine'}: {error.strerror or error}. Nothing that was acknowledged before is lost.",
            COULD_NOT,
        )
    if status == INTERRUPTED:
        return _stopped()
    return status if isinstance(status, int) else DONE


def _expect_verb(word: str) -> None:
    if not word.startswith("-") and word not in verbs():
        close = get_close_matches(word, verbs(), n=1)
        raise UsedWrongly(
            f'There is no command "{word}".'
            + (f" Did you mean: oarlock {close[0]}?" if close else f" Commands: {', '.join(verbs())}.")
        )


def _used_wrongly(error: Any) -> int:
    context = getattr(error, "ctx", None)
    # A group asked for nothing answers with its help, which need not be looked up.
    is_help = type(error).__name__ == "NoArgsIsHelpError"
    where = f"\n  See: {context.command_path} --help" if context is not None and not is_help else ""
    # Newer parsers name their own class of error before what is wrong with the value.
    told = error.format_message().replace(": Value error, ", ": ")
    return _fail(f"{told}{where}", getattr(error, "exit_code", USED_WRONGLY))


def _stopped() -> int:
    return _fail("Stopped. What was acknowledged before is safe.", COULD_NOT)


def _fail(sentence: str, status: int) -> int:
    if sentence:
        sys.stderr.write(f"{sentence}\n")
    return status
