"""A throw-away PostgreSQL for tests: made in a temporary folder, gone afterwards, whatever happens.

    python -m tests.cluster -- pytest -n 2        runs a command with DATABASE_URL set
    with cluster() as url: ...                    the same from Python

PostgreSQL refuses to run as root, so under root the server runs as the user `postgres`. Writes are not
forced to disk: nothing here outlives the tests.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

USER = "alongside"
SERVER_USERS = ("postgres", "nobody")
INITDB = ("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "timezone": "UTC",
}


class ClusterError(RuntimeError):
    """No PostgreSQL could be started; the message says why."""


def folder_of(program: str) -> Path | None:
    """Where the newest PostgreSQL's programs are: Debian's own folders, or the folder on PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: path.parts[-3])
    if debian:
        return debian[-1].parent
    found = shutil.which(program)
    return Path(found).resolve().parent if found else None


def available() -> bool:
    """Can this machine make a cluster?"""
    return folder_of("initdb") is not None


def _server_user() -> dict[str, Any]:
    """Under root, who the server runs as (arguments for subprocess); otherwise, whoever we are."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    for name in SERVER_USERS:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise ClusterError("PostgreSQL refuses to run as root, and there is no user `postgres` to run it as.")


def _free_port() -> int:
    """A TCP port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _make(programs: Path, home: Path, password: str, owner: dict[str, Any]) -> None:
    """Runs initdb in `home`."""
    secret = home / "password"
    secret.write_text(password)
    if owner:
        for path in (home, secret):
            os.chown(path, owner["user"], owner["group"])
    made = subprocess.run(
        [programs / "initdb", "-D", home / "data", "-U", USER, "--pwfile", secret, *INITDB],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        **owner,
    )
    if made.returncode:
        raise ClusterError(f"initdb failed:\n{made.stdout}{made.stderr}")


def _start(programs: Path, home: Path, port: int, owner: dict[str, Any]) -> subprocess.Popen[bytes]:
    """Starts the server in a session of its own, so that Ctrl-C reaches us and not it."""
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", home / "data", "-p", str(port), "-k", home, *options],
            stdout=log,
            stderr=log,
            cwd=home,
            start_new_session=True,
            **owner,
        )


def _await(programs: Path, server: subprocess.Popen[bytes], home: Path, port: int) -> None:
    """Returns when the server answers; raises with its log when it gives up."""
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        asked = subprocess.run(
            [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False
        )
        if asked.returncode == 0:
            return
        time.sleep(0.05)
    raise ClusterError(f"PostgreSQL did not start:\n{(home / 'log').read_text()[-2000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown; if it has not gone after ten seconds, at once."""
    if server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def cluster() -> Iterator[str]:
    """Yields the DATABASE_URL of a running, empty PostgreSQL; stops and removes it afterwards."""
    programs = folder_of("initdb")
    if programs is None:
        raise ClusterError("No initdb found. On Debian: apt-get install postgresql")
    owner = _server_user()
    password = secrets.token_hex(16)
    home = Path(tempfile.mkdtemp(prefix="alongside-pg-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        _make(programs, home, password, owner)
        port = _free_port()
        server = _start(programs, home, port, owner)
        _await(programs, server, home, port)
        yield f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(home, ignore_errors=True)


def _to_exit(number: int, frame: FrameType | None) -> None:
    """A polite end (SIGTERM, SIGHUP) unwinds like any other, so the cluster is removed."""
    raise SystemExit(128 + number)


def main(arguments: Sequence[str]) -> int:
    """Runs the command after `--` with DATABASE_URL set; returns its exit status."""
    command = list(arguments[1:] if arguments[:1] == ["--"] else arguments)
    if not command:
        print("Usage: python -m tests.cluster -- command [arguments]", file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, _to_exit)
    try:
        with cluster() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except ClusterError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
