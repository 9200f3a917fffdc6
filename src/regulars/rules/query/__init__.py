"""The query compiler: conditions as one question over all customers, written in ibis."""

from . import walk
from .alarm import alarm, turns
from .members import BITS, Compiler, Question
from .moment import OWN
from .spread import Spread

__all__ = ["BITS", "OWN", "Compiler", "Question", "Spread", "alarm", "turns", "walk"]
