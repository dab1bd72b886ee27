"""The line of the demonstration and the tests: what it carries, where it breaks, when it is away."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.helpers.cutting_proxy import LineProxy


@pytest.fixture
def echo() -> Iterator[tuple[str, int]]:
    """A server that sends back what it gets."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(client,), daemon=True).start()

    def answer(client: socket.socket) -> None:
        with client:
            try:
                while data := client.recv(4096):
                    client.sendall(data)
            except OSError:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(10)


@pytest.fixture
def line(echo: tuple[str, int]) -> Iterator[LineProxy]:
    with LineProxy(echo) as made:
        yield made


def call(line: LineProxy, data: bytes) -> bytes:
    """Send bytes and return what came back before the line ended or everything was there."""
    got = b""
    # A line that turns away at once may do so before the connection stands: that is an end like any other.
    with suppress(ConnectionError), socket.create_connection(("127.0.0.1", line.port), 10) as connection:
        connection.sendall(data)
        while len(got) < len(data):
            part = connection.recv(65536)
            if not part:
                break
            got += part
    return got


def test_what_is_sent_arrives_and_is_counted(line: LineProxy) -> None:
    data = bytes(range(256)) * 400
    assert call(line, data) == data
    assert (line.up, line.down, line.cuts) == (len(data), len(data), 0)


@pytest.mark.parametrize("direction", ["up", "down"])
def test_it_breaks_once_after_so_many_bytes(line: LineProxy, direction: str) -> None:
    line.cut_after(1000, direction)
    assert line.cut_is_due
    assert len(call(line, b"x" * 5000)) <= 1000
    assert (line.cuts, line.cut_is_due) == (1, False)
    assert (line.up if direction == "up" else line.down) == 1000
    assert call(line, b"again") == b"again"


def test_a_line_that_is_away_turns_everybody_away_until_it_is_back(line: LineProxy) -> None:
    with socket.create_connection(("127.0.0.1", line.port), timeout=10) as before:
        before.sendall(b"x")
        assert before.recv(1) == b"x"
        line.take_away()
        with suppress(ConnectionError):
            assert before.recv(1) == b""
    assert call(line, b"hello") == b""
    assert line.refused == 1
    line.bring_back()
    assert call(line, b"hello") == b"hello"
