/** Puts what is so now in the place of what was so: whoever reads, was asked something or stands on a button goes on from there. */

/** A section in the place of the one that is shown. */
export function put(fresh: HTMLElement, shown: HTMLElement) {
  const root = shown.getRootNode() as ShadowRoot;
  const focused = root.activeElement;
  const place = focused && shown.contains(focused) ? placeOf(focused, shown) : null;
  const questions = [...shown.querySelectorAll("[role=group]")].flatMap((one) => one.closest("li") ?? []);
  const now = questions.length ? around(questions, fresh, shown) : instead(fresh, shown);
  if (place && focused !== root.activeElement) stand(focused?.isConnected ? focused : find(place, now), now);
}

/** Cards on which a question is open stay as they are; to take them out, even for an instant, would lose the focus. */
function around(kept: HTMLElement[], fresh: HTMLElement, shown: HTMLElement): HTMLElement {
  const list = kept[0]?.parentElement as HTMLElement;
  for (const card of [...list.children]) if (!kept.includes(card as HTMLElement)) card.remove();
  let next = list.firstElementChild;
  for (const card of fresh.querySelectorAll<HTMLElement>("li")) {
    const same = kept.find((one) => one.dataset.key === card.dataset.key);
    if (same) next = same.nextElementSibling;
    else list.insertBefore(card, next);
  }
  return shown;
}

/** What was told beside the balance goes along. */
function instead(fresh: HTMLElement, shown: HTMLElement): HTMLElement {
  const told = shown.querySelector(":scope > .notice[tabindex]");
  shown.replaceWith(fresh);
  if (told) fresh.append(told);
  return fresh;
}

interface Place {
  key: string | undefined;
  button: number;
}

function placeOf(focused: Element, shown: HTMLElement): Place {
  const card = focused.closest<HTMLElement>("[data-key]");
  return { key: card?.dataset.key, button: [...(card ?? shown).querySelectorAll("button")].indexOf(focused as never) };
}

function find({ key, button }: Place, now: HTMLElement): Element | undefined {
  const card = key === undefined ? now : now.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return card?.querySelectorAll("button")[button];
}

/** At what they stood on, or at the section when that isn't there any more. */
function stand(at: Element | undefined, now: HTMLElement) {
  if (!at) now.tabIndex = -1;
  ((at ?? now) as HTMLElement).focus({ preventScroll: true });
}
