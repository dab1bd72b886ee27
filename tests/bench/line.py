"""An emulated line: so many bytes a second, so much delay, cut now and then; everything is counted."""

from __future__ import annotations

import queue
import socket
import struct
import threading
import time
from contextlib import suppress

_RESET = struct.pack("ii", 1, 0)
_METHODS = (b"POST /v1/", b"GET /v1/")


class CountingLine:
    """A TCP proxy on loopback that counts bytes and requests and can be as slow as a line of the field.

    Attributes:
        port: where it listens.
        up, down: bytes carried to the hub and back, headers included.
        requests: requests seen in the bytes to the hub; right only without TLS.
        connections: connections made.
        cuts: how often it was cut.
    """

    def __init__(self, target: tuple[str, int], *, rate: float = 0, delay: float = 0, cut_every: float = 0):
        """Start it.

        Args:
            target: the hub's host and port.
            rate: bytes a second each way; 0 for as fast as it goes.
            delay: seconds each way.
            cut_every: seconds between cuts of everything that is open; 0 for never.
        """
        self._target, self._rate, self._delay = target, rate, delay
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._free = {"up": 0.0, "down": 0.0}
        self._ended = threading.Event()
        self.up = self.down = self.requests = self.connections = self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()
        if cut_every:
            threading.Thread(target=self._cut, args=(cut_every,), daemon=True).start()

    def __enter__(self) -> CountingLine:
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._listener.close()
        self._drop()

    def reset_counts(self) -> None:
        """Count from nothing again."""
        self.up = self.down = self.requests = self.connections = self.cuts = 0

    def _cut(self, every: float) -> None:
        while not self._ended.wait(every):
            self.cuts += 1
            self._drop()

    def _drop(self) -> None:
        with self._lock:
            found, self._open = list(self._open), set()
        for end in found:
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
                time.sleep(2 * self._delay)  # the handshake of TCP
                hub = socket.create_connection(self._target)
            except OSError:
                return
            for end in (client, hub):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            with self._lock:
                self._open |= {client, hub}
            for source, sink, way in ((client, hub, "up"), (hub, client, "down")):
                waiting: queue.Queue[tuple[float, bytes]] = queue.Queue()
                threading.Thread(target=self._read, args=(source, waiting, way), daemon=True).start()
                threading.Thread(target=self._write, args=(sink, source, waiting), daemon=True).start()

    def _read(self, source: socket.socket, waiting: queue.Queue[tuple[float, bytes]], way: str) -> None:
        with suppress(OSError):
            while data := source.recv(1400 if self._rate else 65536):
                with self._lock:
                    setattr(self, way, getattr(self, way) + len(data))
                    self.requests += sum(data.startswith(one) for one in _METHODS) if way == "up" else 0
                    begins = max(time.monotonic(), self._free[way])
                    done = begins + (len(data) / self._rate if self._rate else 0)
                    self._free[way] = done
                waiting.put((done + self._delay, data))
                pause = done - time.monotonic()
                if pause > 0:
                    time.sleep(pause)
        waiting.put((0.0, b""))

    def _write(
        self, sink: socket.socket, source: socket.socket, waiting: queue.Queue[tuple[float, bytes]]
    ) -> None:
        with suppress(OSError):
            while True:
                due, data = waiting.get()
                if not data:
                    break
                pause = due - time.monotonic()
                if pause > 0:
                    time.sleep(pause)
                sink.sendall(data)
        for end in (sink, source):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
            with self._lock:
                self._open.discard(end)
