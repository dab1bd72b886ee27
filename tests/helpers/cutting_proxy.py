"""The line that can be cut, from the demonstration, for tests that speak to a hub."""

from __future__ import annotations

from ui.demo.proxy import LineProxy

__all__ = ["LineProxy"]
