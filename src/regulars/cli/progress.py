"""How long commands show how far they are: bars where somebody watches, lines where it is kept.

A bar is drawn over itself, which in a file or a pipe leaves empty lines and
halves of bars. There each task is one line instead, once it is done.
"""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.progress import Progress, ProgressColumn, TaskID, TextColumn


def progress(*columns: ProgressColumn, quiet: bool = False, transient: bool = False) -> Progress:
    """A bar for each task, told beside what the command prints; nothing when `quiet`."""
    console = Console(stderr=True)
    if console.is_terminal or quiet:
        described = TextColumn("{task.description}")
        return Progress(described, *columns, console=console, disable=quiet, transient=transient)
    return _Lines(console)


class _Lines(Progress):
    """A line for each task: when it has come to the end that it began with, else when all is."""

    def __init__(self, console: Console) -> None:
        super().__init__(console=console, disable=True)
        self._open: dict[TaskID, str] = {}
        self._ends: set[TaskID] = set()

    def add_task(
        self,
        description: str,
        start: bool = True,
        total: float | None = 100.0,
        completed: int = 0,
        visible: bool = True,
        **fields: Any,
    ) -> TaskID:
        task = super().add_task(description, start, total, completed, visible, **fields)
        self._open[task] = description
        if total is not None:
            self._ends.add(task)
        return task

    def update(self, task_id: TaskID, **changes: Any) -> None:
        super().update(task_id, **changes)
        if task_id in self._ends and self._tasks[task_id].finished:
            self._tell(task_id)

    def remove_task(self, task_id: TaskID) -> None:
        super().remove_task(task_id)
        self._tell(task_id)

    def stop(self) -> None:
        super().stop()
        for task in list(self._open):
            self._tell(task)

    def __exit__(self, kind: type[BaseException] | None, *rest: Any) -> None:
        if kind is not None:  # what isn't done isn't told as done
            self._open.clear()
        super().__exit__(kind, *rest)

    def _tell(self, task: TaskID) -> None:
        description = self._open.pop(task, None)
        if description is not None:
            self.console.print(f"{description.strip()}: done", highlight=False, markup=False, soft_wrap=True)
