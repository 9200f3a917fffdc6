"""A campaign simulated: who would have got what and when, had it run over the last days; nothing is written."""

from .run import KIND, work
from .trial import Simulation

__all__ = ["KIND", "Simulation", "work"]
