"""Running the hub's application under uvicorn: its socket, its TLS, its end."""

from __future__ import annotations

import asyncio
import signal
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from clinic_app.domain.errors import MachineError
from clinic_app.domain.wording import say
from clinic_app.hub.config import HubConfig

KEEP_ALIVE_SPARE = 60
"""Seconds a connection outlives the poll interval, so that a clinic's next exchange is one round trip."""

GRACE_SECONDS = 15
"""Time that exchanges under way get when the hub is told to stop."""


class HubServer:
    """One hub listening; the port is known as soon as the object exists."""

    def __init__(
        self,
        app: Starlette,
        config: HubConfig,
        tls: ssl.SSLContext | None,
        when_ready: Callable[[], None] | None = None,
    ) -> None:
        """Take the socket.

        Args:
            app: from create_app.
            config: settings; port 0 lets the system choose.
            tls: context for HTTPS, or None for plain HTTP on this machine only.
            when_ready: called once requests are answered.

        Raises:
            MachineError: the port is taken or the address is not this machine's.
        """
        if tls is None and not config.loopback:
            raise ValueError("plain HTTP is spoken on loopback only")
        self._socket = _listen(config.host, config.port)
        self.port: int = self._socket.getsockname()[1]
        self._host = config.host
        self._tls = tls
        settings = uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            # Every byte counts on a 64 kbit line, and nobody needs to know what serves here.
            server_header=False,
            date_header=False,
            timeout_keep_alive=config.poll_seconds + KEEP_ALIVE_SPARE,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        settings.load()
        settings.ssl = tls
        self._server = _Server(settings, when_ready)

    @property
    def address(self) -> str:
        """Where it listens, as seen from this machine."""
        host = "127.0.0.1" if self._host in ("0.0.0.0", "") else self._host  # noqa: S104
        shown = f"[{host}]" if ":" in host else host
        return f"{'https' if self._tls else 'http'}://{shown}:{self.port}"

    @property
    def started(self) -> bool:
        """Whether requests are being answered."""
        return self._server.started

    def run(self) -> None:
        """Serve until ``stop`` is called or the process gets SIGINT or SIGTERM."""
        _allow_many_connections()
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._socket.close()

    def stop(self) -> None:
        """Ask ``run`` to return after the exchanges under way; may be called from any thread."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    """uvicorn's server, which does not wait for idle clinics when it ends.

    Closing TLS politely needs the other end's answer, and a clinic that keeps its connection for the
    next exchange gives none for minutes.
    """

    def __init__(self, config: uvicorn.Config, when_ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self.started and self._when_ready is not None:
            self._when_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Drop idle connections, let exchanges under way finish within the grace time, drop the rest."""
        self._drop(idle_only=True)
        await super().shutdown(sockets)
        self._drop(idle_only=False)
        await asyncio.sleep(0)

    def _drop(self, *, idle_only: bool) -> None:
        for connection in list(self.server_state.connections):
            transport = getattr(connection, "transport", None)
            cycle = getattr(connection, "cycle", None)
            busy = (cycle is not None and not cycle.response_complete) or (
                transport is not None and transport.get_write_buffer_size() > 0
            )
            if transport is not None and not (busy and idle_only):
                transport.abort()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            # On Windows this option would let a second program take the same port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # A clinic whose line died must not hold a connection for ever.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise MachineError(
            say(
                "不能在 {host}:{port} 上监听（{reason}）。平台没有启动，请检查端口是否被占用。",
                host=host,
                port=port,
                reason=error.strerror or error,
            ),
            title=say("县平台没有启动"),
        ) from error
    return listener


def _allow_many_connections() -> None:
    """Raise this process's limit of open files to what the system allows: a clinic each, kept alive."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY or soft < hard:
        wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
        if wanted > soft:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Let SIGTERM end a service as orderly as Ctrl+C: uvicorn ends first, then hands the signal on."""

    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
