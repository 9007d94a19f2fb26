"""Reads the command line and calls what it names."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from alongside.cli.trouble import Trouble
from alongside.cli.waits import day

DESCRIPTION = """\
Alongside: case management for adult social care and community mental health.

A new system, from nothing to a page:
  alongside init              makes the database
  alongside serve             answers at http://127.0.0.1:8000
  alongside worker            in a second window: letters, clocks, sealing the audit
Look at it with made-up people first: `make demo`.
"""

EPILOG = """\
settings, from the environment:
  ALONGSIDE_HOME      folder for the database, secret key and audit anchor (default: ./var)
  DATABASE_URL        sqlite:///path/to/file.sqlite3 or postgresql://user:password@host:port/name
                      (default: alongside.sqlite3 in ALONGSIDE_HOME)
  ALONGSIDE_COUNCIL   the folder of councils/ that says whose system this is
  ALONGSIDE_HOSTS     host names it answers to, parted by commas
  ALONGSIDE_HTTPS     1 when it stands behind TLS
  ALONGSIDE_SMTP      smtp://user:password@host:587/?from=care@council.example (default: no e-mail, all by post)
  ALONGSIDE_SCANNER   a command given each file put on a record: answers 0 for harmless, 1 for harmful (default: none)

Every command answers 0 when all went well, 1 when not, 2 when it was asked wrongly, and says why in a sentence.
`alongside COMMAND --help` tells more about one command.
"""

Handler = Callable[[argparse.Namespace], int]


def _number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Reads a whole number within bounds."""

    def read(text: str) -> int:
        bounds = f"from {least} to {most}" if most is not None else f"of {least} or more"
        if not text.isdecimal() or int(text) < least or (most is not None and int(text) > most):
            raise argparse.ArgumentTypeError(f"“{text}” is not a whole number {bounds}")
        return int(text)

    return read


def _init(_chosen: argparse.Namespace) -> int:
    from alongside.cli import database

    database.init()
    return 0


def _demo(chosen: argparse.Namespace) -> int:
    from alongside.cli import demo

    demo.fill(people=chosen.people, seed=chosen.seed, legacy=chosen.legacy)
    return 0


def _serve(chosen: argparse.Namespace) -> int:
    from alongside.cli import serve

    serve.serve(host=chosen.host, port=chosen.port, processes=chosen.processes)
    return 0


def _worker(_chosen: argparse.Namespace) -> int:
    from alongside.cli import serve

    serve.work()
    return 0


def _check(chosen: argparse.Namespace) -> int:
    from alongside.cli import check

    return check.report(as_json=chosen.json)


def _rebuild(_chosen: argparse.Namespace) -> int:
    from alongside.cli import rebuild

    return rebuild.rebuild()


def _waits(chosen: argparse.Namespace) -> int:
    from alongside.cli import waits

    return waits.report(chosen.as_at, chosen.as_known, as_json=chosen.json)


def _duties(chosen: argparse.Namespace) -> int:
    from alongside.cli import duties

    return duties.report(chosen.pathway, chosen.wait, chosen.every, as_json=chosen.json)


def _import_list(chosen: argparse.Namespace) -> int:
    from alongside.cli import importing

    asked = {name: getattr(chosen, name) for name in importing.Asked.__dataclass_fields__}
    return importing.import_list(importing.Asked(**asked))


def _backup(chosen: argparse.Namespace) -> int:
    from alongside.cli.backup import make

    make.backup(chosen.file)
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    from alongside.cli.backup import restore

    restore.restore(chosen.file, replace=chosen.replace)
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line, with its help."""
    top = argparse.ArgumentParser(
        prog="alongside",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(name: str, handler: Handler, said: str, more: str = "") -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=said, description=f"{said[0].upper()}{said[1:]}. {more}".strip())
        made.set_defaults(handler=handler)
        return made

    verb("init", _init, "make the database, or bring it up to date", "Safe to run again; nothing is lost.")
    demo = verb("demo", _demo, "fill an empty database with the named cast and made-up people")
    demo.add_argument(
        "--people", type=_number(0), default=500, metavar="N", help="how many people (default 500)"
    )
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same people (default 1)")
    demo.add_argument("--legacy", action="store_true", help="bring in five lists of another system, too")
    serve = verb("serve", _serve, "answer web requests", "Refuses to start when the audit triggers differ.")
    serve.add_argument(
        "--port", type=_number(0, 65535), default=8000, metavar="P", help="port to listen on (default 8000)"
    )
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    serve.add_argument(
        "--processes", type=_number(1), default=2, metavar="N", help="server processes (default 2)"
    )
    verb("worker", _worker, "do the jobs nobody waits for: sealing the audit, letters, clocks")
    check = verb("check", _check, "verify audit chain, triggers, grants and configuration", _CHECK)
    check.add_argument("--json", action="store_true", help="print the findings as JSON")
    verb("rebuild", _rebuild, "store waits and promises anew from what happened", _REBUILD)
    duties = verb(
        "duties", _duties, "tell what keeping in touch with those who wait means in a week", _DUTIES
    )
    duties.add_argument("--pathway", default="", metavar="KEY", help="of one thought of: the pathway")
    duties.add_argument("--wait", default="", metavar="NAME", help="of one thought of: its wait")
    duties.add_argument(
        "--every", default="", metavar="SPAN", help="of one thought of: for example “2 weeks”"
    )
    duties.add_argument("--json", action="store_true", help="print it as JSON")
    waits = verb("waits", _waits, "tell how many wait for what, and how long, on any day", _WAITS)
    waits.add_argument("--as-at", type=day, metavar="DATE", help="the end of this day (default: today)")
    waits.add_argument(
        "--as-known", type=day, metavar="DATE", help="as was known then (default: as is known now)"
    )
    waits.add_argument("--json", action="store_true", help="print a list of objects, one for each wait")
    _importing(verb("import-list", _import_list, "bring in the waiting list of another system", _IMPORT))
    backup = verb("backup", _backup, "write one file that holds the whole database", _BACKUP)
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to make; it must not be there yet")
    restore = verb("restore", _restore, "put a backup in place", _RESTORE)
    restore.add_argument("file", type=Path, metavar="FILE", help="a file that `alongside backup` made")
    restore.add_argument("--replace", action="store_true", help="replace the database that is there")
    return top


def _importing(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", type=Path, metavar="FILE", help="the list, as comma-separated text in UTF-8")
    verb.add_argument("--pathway", required=True, metavar="KEY", help="the pathway that its people wait in")
    verb.add_argument("--mapping", required=True, metavar="NAME", help="one that comes along, or a YAML file")
    verb.add_argument("--as-at", required=True, type=day, metavar="DATE", help="the day of the list")
    verb.add_argument(
        "--dry-run", action="store_true", help="say what would become of each row; write nothing"
    )
    verb.add_argument("--json", action="store_true", help="print the fate of every row as JSON")
    verb.add_argument(
        "--csv", type=Path, metavar="FILE", help="write the fate of every row to this file, too"
    )


_IMPORT = (
    "A file with anything wrong in it is refused whole. Every row has a fate: loaded, merged, kept as history, or "
    "refused and why. The same list again changes nothing; one that was interrupted goes on where it was."
)
_CHECK = "Answers 1 when anything is wrong, and names the first altered audit entry."
_DUTIES = (
    "Without a wait: of every duty in force; with one and a length of time: of one that somebody thinks of."
)
_REBUILD = "For when `check` says that something stored differs from its history. It changes nothing else."
_WAITS = (
    "Of the whole council; nobody is named. Half of those waiting have waited the median or longer; * marks the main "
    "wait of a pathway."
)
_BACKUP = (
    "The system may be in use meanwhile. The file is read back and verified before it gets its name. "
    "It holds everything the record holds: keep it as you would the record."
)
_RESTORE = (
    "The backup is laid beside the present database, brought up to date and proved by `check`; only then "
    "does it take its place. Stop server and worker first."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns the exit status."""
    chosen = parser().parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        _wake()
        handler: Handler = chosen.handler
        status = handler(chosen)
        sys.stdout.flush()
        return status
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read us has read enough (`alongside waits | head`); nothing is left to tell them at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130


def _wake() -> None:
    """Loads settings and rooms. What is wrong in them is told in its own sentences."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    from alongside.council import CouncilError

    try:
        django.setup()
    except CouncilError as wrong:
        raise Trouble("\n".join(["The council's configuration cannot be used.", *wrong.problems])) from wrong
    except ImproperlyConfigured as wrong:
        raise Trouble(str(wrong)) from wrong
