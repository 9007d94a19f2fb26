"""Running the web server and the worker."""

from __future__ import annotations

import errno
import signal
import socket
import threading
from types import FrameType

from alongside.cli.database import require_current
from alongside.cli.trouble import Trouble
from alongside.records import guardhouse, jobs

# Threads in one server process: enough to go on while one waits for a slow disk, few enough that SQLite's
# writers do not queue behind each other.
THREADS = 4


def serve(*, host: str, port: int, processes: int) -> None:
    """Answers web requests until it is stopped. Refuses when the port is taken or the audit is not whole."""
    _require_free(host, port)
    _require_closed()
    from granian.constants import Interfaces
    from granian.server import Server

    server = Server(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
    )
    server.serve()


def work() -> None:
    """Does the repeating jobs until SIGTERM or Ctrl-C; a job under way is finished first."""
    _require_closed()
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    print("The worker is at work.", flush=True)
    for work in jobs.hands:
        threading.Thread(target=jobs.keep_at, args=(work, stop), daemon=True).start()
    jobs.run_forever(stop)


def _require_closed() -> None:
    """The database is current and its audit triggers are those this program expects."""
    require_current()
    try:
        guardhouse.refuse_if_open()
    except guardhouse.GuardOff as refusal:
        raise Trouble(str(refusal)) from refusal


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server does: a port that was ours a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise Trouble(
                    f"Port {port} is already used by another program. Choose another: "
                    f"alongside serve --port {port + 1}"
                ) from problem
            raise Trouble(f"Cannot listen on {host}, port {port}: {problem.strerror}.") from problem
