"""A small county for stories told step by step, and the proof that everybody came to rest with all there."""

from __future__ import annotations

from contextlib import contextmanager

from tests.simulation.checks import AT_REST
from tests.simulation.world import World


@contextmanager
def county(*devices):
    world = World(1, devices or ("town", "county"))
    try:
        yield world
    finally:
        world.close()


def prove(world):
    """Let all talk until nothing moves, then ask every property."""
    world.settle()
    for check in AT_REST:
        check(world)
