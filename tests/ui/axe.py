"""What axe finds wrong with a page for those who don't see it, or not its colours, or use no mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "ui/node_modules/axe-core/axe.min.js"
TELLING = ("serious", "critical")


AT_REST = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  for (const one of document.getAnimations()) if (one.effect.getComputedTiming().endTime !== Infinity) one.finish()
}"""


def at_rest(page: Page) -> None:
    """Let whatever fades or slides have done so; a second frame is drawn when colours have been told."""
    page.evaluate(AT_REST)


COLOURS = ("color-contrast", "link-in-text-block")

RUN = """([within, rules, but, telling]) => {
  const idle = axe._audit.rules.filter(rule => but.includes(rule.id) || (rule.impact && !telling.includes(rule.impact)))
  const chosen = rules.length ? {runOnly: {type: 'rule', values: rules}}
    : {rules: Object.fromEntries(idle.map(rule => [rule.id, {enabled: false}]))}
  return axe.run(within, {resultTypes: ['violations'], ...chosen}).then(done => done.violations)
}"""
"""A rule that has an impact has it whatever it finds: those that would tell nothing serious aren't tried."""


def found(page: Page, *, rules: tuple[str, ...] = (), but: tuple[str, ...] = (), within: str = "html") -> list[str]:
    """What is serious or critical, a line each: the rule, what it says and where; of these rules, else of all `but` some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text())
    told: list[dict[str, Any]] = page.evaluate(RUN, [within, list(rules), list(but), list(TELLING)])
    return [
        f"{page.url.partition('://')[2].partition('/')[2]}: {one['id']} ({one['impact']}): {node['html'][:200]}"
        f" at {' '.join(map(str, node['target']))}: {node['failureSummary'].splitlines()[1].strip()}"
        for one in told
        if one["impact"] in TELLING
        for node in one["nodes"]
    ]


def in_light_and_dark(page: Page, *, within: str = "html") -> list[str]:
    """The same of a page, or a part of it, in both schemes; of the dark one only what depends on colours."""
    page.emulate_media(color_scheme="light")
    light = found(page, within=within)
    page.emulate_media(color_scheme="dark")
    at_rest(page)
    dark = found(page, rules=COLOURS, within=within)
    page.emulate_media(color_scheme="light")
    return light + [f"dark: {line}" for line in dark]
