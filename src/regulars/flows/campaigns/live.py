"""The campaigns that run, with what was published of them, kept until something is published, paused or ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from regulars.books import Unit
from regulars.campaigns import book
from regulars.campaigns.book import Campaign
from regulars.campaigns.model.check import kept
from regulars.campaigns.model.definition import Definition, Node
from regulars.campaigns.model.steps import Step


class Live(NamedTuple):
    """A campaign that runs. `versions` are all that were ever published, for runs may be in any of them."""

    campaign: Campaign
    versions: dict[int, Definition]

    @property
    def id(self) -> int:
        return self.campaign.id

    @property
    def version(self) -> int:
        """The one that customers enter."""
        assert self.campaign.version is not None
        return self.campaign.version

    @property
    def entered(self) -> Definition:
        return self.versions[self.version]


class Place(NamedTuple):
    """A node of a version of a campaign."""

    live: Live
    version: int
    node: Node

    @property
    def definition(self) -> Definition:
        return self.live.versions[self.version]


class LiveCampaigns:
    """Looks them up again only when one has changed."""

    def __init__(self) -> None:
        self._revision: tuple[Any, ...] | None = None
        self._live: dict[int, Live] = {}
        self._definitions: dict[tuple[int, int], Definition] = {}

    def now(self, unit: Unit) -> dict[int, Live]:
        """By their ids."""
        revision = book.revision(unit)
        if revision != self._revision:
            running = [one for state in book.RUNNING for one in book.listed(unit, state=state)]
            self._live = {one.id: Live(one, self._versions(unit, one.id)) for one in running}
            self._revision = revision
        return self._live

    def _versions(self, unit: Unit, id: int) -> dict[int, Definition]:
        for version in book.versions(unit, id):
            if (id, version.version) not in self._definitions:
                self._definitions[id, version.version] = kept(version.document)
        return {number: definition for (of, number), definition in self._definitions.items() if of == id}


def definitions(live: Mapping[int, Live]) -> Callable[[int, int], Definition]:
    """What a version of a campaign says, of those that run."""
    return lambda campaign_id, version: live[campaign_id].versions[version]


def places(live: dict[int, Live], *kinds: type[Step]) -> Iterator[Place]:
    """The nodes of some kinds, in every version that runs may be in."""
    for one in live.values():
        for version, definition in one.versions.items():
            for node in definition.nodes.values():
                if isinstance(node.step, kinds):
                    yield Place(one, version, node)
