"""Questions about many segments, of which one may fail: what fails is halved until the segment at fault is alone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pyarrow as pa

from regulars.facts.refusals import QuestionFailed

from .questions import Found, Questions
from .recording import Broken

log = logging.getLogger(__name__)


def answered(ask: Callable[..., pa.Table], questions: Questions, broken: list[Broken], **asked: Any) -> list[Found]:
    """The answers of a layer, asked as `Questions.ask` is; a segment at fault is added to `broken` and stops nobody else."""
    try:
        return [questions.ask(ask, **asked)]
    except QuestionFailed as error:
        if len(questions.segments) == 1:
            segment = questions.segments[0]
            log.error("segment %s can't be computed: %s", segment.id, error)
            broken.append(Broken(segment.id, segment.version, error.message, "question"))
            return []
        return [found for half in questions.halves() for found in answered(ask, half, broken, **asked)]
