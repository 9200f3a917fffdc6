"""What a starter is made of: words in each language, and how they are laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from regulars.messaging.model.templates import Content, Kind, Saying

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """A starter: `lay` makes the body of the words of one language; each language says the same keys, `name`, `subject`
    and `preview` among them."""

    id: str
    kind: Kind
    lay: Callable[[Words], str]
    words: Mapping[str, Words]

    @property
    def names(self) -> dict[str, str]:
        """What it is called, by language."""
        return {language: said["name"] for language, said in self.words.items()}

    @property
    def saying(self) -> Saying:
        """It as a template."""
        return Saying(
            kind=self.kind,
            languages={
                language: Content(subject=said["subject"], preview=said["preview"], body=self.lay(said))
                for language, said in self.words.items()
            },
        )
