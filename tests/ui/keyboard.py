"""A walk over a page by Tab: where it comes by, and whether one sees where one is."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page
from tests.ui.axe import at_rest

LOOK = """
window.__look = element => {
  const seen = []
  for (let at = element, up = 0; at && up < 4; at = at.parentElement, up++) {
    const {outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, left} = getComputedStyle(at)
    seen.push([outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, left].join())
  }
  const beside = element.nextElementSibling && getComputedStyle(element.nextElementSibling)
  return seen.join('|') + (beside ? beside.outlineStyle + beside.borderColor + beside.boxShadow : '')
}
window.__name = element =>
  `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') || element.innerText || element.name || element.id}`
    .slice(0, 80)
window.__walk = new Map()
window.__unfocused = new Map()
for (const element of document.querySelectorAll('a, button, input, textarea, select, summary, [tabindex]'))
  window.__unfocused.set(element, window.__look(element))
"""
"""How everything that may be focused looks while it isn't: itself, what it stands in, and what stands beside it."""

HEAR = """() => {
  window.__met = []
  const step = () => {
    for (const one of document.getAnimations()) if (one.effect.getComputedTiming().endTime !== Infinity) one.finish()
    const element = document.activeElement
    if (!element || element === document.body) return null
    const first = !window.__walk.has(element)
    if (first) window.__walk.set(element, window.__walk.size)
    return {
      index: window.__walk.get(element), first, name: window.__name(element), frame: element.tagName === 'IFRAME',
      seen: !window.__unfocused.has(element) || window.__unfocused.get(element) !== window.__look(element),
      main: element.matches('%MAIN%'),
    }
  }
  window.__hear = (event) => { if (event.key === 'Tab') window.__met.push(step()) }
  document.addEventListener('keyup', window.__hear, true)
}"""
"""Notes where each press of Tab has led, as it is let go: asking after each would take longer than pressing."""

TAKE = """() => {
  const { activeElement: at } = document
  return { met: window.__met.splice(0), left: !at || at === document.body || at.tagName === 'IFRAME' }
}"""
"""What was noted since it was last asked, and whether the focus has left the page, or is in a frame of its own."""

MAIN = "main .mantine-Button-root:is([data-variant=filled], :not([data-variant]))"
"""The buttons in the colour of actions."""

MOST, AT_ONCE = 400, 8


@dataclass(frozen=True)
class Walk:
    """What a walk came by."""

    names: list[str]
    unseen: list[str]
    """What had the focus without looking so."""
    trapped: bool
    """The walk went round inside the page, or stood still, before it had left it at its end."""
    main_actions: int
    """How many of the page's main actions it came by."""


def walk(page: Page) -> Walk:
    """Press Tab from the start of the page until it is left."""
    page.evaluate("() => { document.activeElement?.blur(); getSelection()?.removeAllRanges() }")
    at_rest(page)
    page.evaluate(LOOK)
    page.evaluate(HEAR.replace("%MAIN%", MAIN))
    try:
        return _walked(page)
    finally:
        page.evaluate("() => document.removeEventListener('keyup', window.__hear, true)")


def _walked(page: Page) -> Walk:
    names: list[str] = []
    unseen: list[str] = []
    main = 0
    for _ in range(0, MOST, AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        noted = page.evaluate(TAKE)
        for at in noted["met"]:
            if at is None or at["frame"]:
                return Walk(names, unseen, trapped=False, main_actions=main)
            if not at["first"]:
                return Walk(names, unseen, trapped=at["index"] != 0, main_actions=main)
            names.append(at["name"])
            unseen += [] if at["seen"] else [at["name"]]
            main += at["main"]
        if len(noted["met"]) < AT_ONCE:
            return Walk(names, unseen, trapped=not noted["left"], main_actions=main)
    return Walk(names, unseen, trapped=True, main_actions=main)
