"""The query compiler: conditions as one question over all customers, written in ibis."""

from . import walk
from .alarm import alarm
from .members import BITS, Compiler, Question

__all__ = ["BITS", "Compiler", "Question", "alarm", "walk"]
