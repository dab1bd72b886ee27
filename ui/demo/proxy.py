"""A line to the hub that can be cut at any byte, taken away for days, and measured."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from types import TracebackType

CHUNK = 16384
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of no seconds: closing sends a reset, as a dying line does, not a polite end."""


class LineProxy:
    """A TCP proxy on loopback between a clinic and the hub; bytes pass unread, so TLS stays TLS.

    Attributes:
        address: ``https://127.0.0.1:port`` as a clinic is told it.
        port: where it listens.
        cuts: connections it has cut in the middle of a transfer.
        refused: connections it turned away while the line was down.
        up, down: bytes carried to the hub and back.
    """

    def __init__(self, target: tuple[str, int], *, scheme: str = "https") -> None:
        self._target = target
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._left: dict[str, int | None] = {"up": None, "down": None}
        self._down = False
        self.cuts = self.refused = self.up = self.down = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.address = f"{scheme}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._accept, name="line", daemon=True)
        self._thread.start()

    def __enter__(self) -> LineProxy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def cut_after(self, count: int, direction: str = "up") -> None:
        """Cut the line once, after so many more bytes ``up`` to the hub or ``down`` from it."""
        with self._lock:
            self._left[direction] = count

    @property
    def cut_is_due(self) -> bool:
        """Whether an ordered cut has not happened yet."""
        return any(left is not None for left in self._left.values())

    def take_away(self) -> None:
        """Break the line: what is open ends, and every new try is turned away."""
        with self._lock:
            self._down = True
        self._drop_all()

    def bring_back(self) -> None:
        """Let connections through again."""
        with self._lock:
            self._down = False

    def close(self) -> None:
        """End for good."""
        self._down = True
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._drop_all()
        self._thread.join(10)

    def _drop_all(self) -> None:
        with self._lock:
            found, self._open = list(self._open), set()
        for end in found:
            _reset(end)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                away = self._down
                self.refused += away
            hub = None if away else self._reach()
            if hub is None:
                _reset(client)
                continue
            with self._lock:
                self._open |= {client, hub}
            for source, sink, direction in ((client, hub, "up"), (hub, client, "down")):
                threading.Thread(
                    target=self._carry, args=(source, sink, direction), name=f"line-{direction}", daemon=True
                ).start()

    def _reach(self) -> socket.socket | None:
        try:
            return socket.create_connection(self._target, timeout=10)
        except OSError:
            return None

    def _carry(self, source: socket.socket, sink: socket.socket, direction: str) -> None:
        with suppress(OSError):  # also when the line was taken away before this thread began
            source.settimeout(None)
            while data := source.recv(CHUNK):
                allowed, cut = self._allowed(len(data), direction)
                sink.sendall(data[:allowed])
                if cut:
                    break
            else:
                # An orderly end of one direction; the other may still have something to say.
                sink.shutdown(socket.SHUT_WR)
                return
        self._forget(source, sink)

    def _allowed(self, count: int, direction: str) -> tuple[int, bool]:
        with self._lock:
            left = self._left[direction]
            cut = left is not None and count >= left
            if cut and left is not None:
                count = left
                self.cuts += 1
            self._left[direction] = None if cut or left is None else left - count
            if direction == "up":
                self.up += count
            else:
                self.down += count
            return count, cut

    def _forget(self, *ends: socket.socket) -> None:
        with self._lock:
            self._open -= set(ends)
        for end in ends:
            _reset(end)


def _reset(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
