"""The command line: one file per verb, each with a `COMMAND`.

The entry imports as little as it can. The overview of verbs is a packaged text, and an answer given before is looked up before anything
that reads the command line in full is loaded, because both are asked for far more often than they change.
"""

import os
import sys

HELP = os.path.join(os.path.dirname(__file__), "help.txt")  # noqa: PTH118, PTH120 - pathlib costs a third of the start


def main(argv: list[str] | None = None) -> int:
    """Runs one verb and returns its exit status: 0 done, 1 could not, 2 used wrongly, 3 what `--fail-on` waits for."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words in (["--help"], ["-h"], ["help"]):
        return _write(_overview())
    if words == ["--version"]:
        from oarlock import __version__

        return _write(f"oarlock {__version__}\n")
    if words[0] in ("measure", "diagnose") and "--fresh" not in words:
        from oarlock.cli._stored import answered

        told = answered(words, os.environ)
        if told is not None:
            _write(told.text)
            return told.status
    # Our matrices are small: more threads would wait for each other, and what they burn waiting is a tenth of a diagnosis.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from oarlock.cli._app import run

    return run(words)


def _overview() -> str:
    with open(HELP, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


def _write(text: str) -> int:
    """Writes to standard output; a reader who left early (`| head`) is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
