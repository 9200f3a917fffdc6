/** Which part of a drawing is seen: where it is looked at first, and what lies further below. */

import { TRIGGER } from "./graph";
import { CARD, OPEN, type Placed } from "./layout";

export interface View {
  x: number;
  y: number;
  zoom: number;
}

interface Box {
  width: number;
  height: number;
}

const MARGIN_PX = 24;
/** Sentences on cards are 12 px; below 11 nobody reads them. */
const LEAST_ZOOM = 11 / 12;

const isOpen = (id: string) => id.startsWith("@open");

const boxesOf = (places: Map<string, Placed>) =>
  [...places].map(([id, at]) => ({ id, ...at, ...(isOpen(id) ? OPEN : CARD) }));

const endOf = (places: Map<string, Placed>) => Math.max(...boxesOf(places).map((one) => one.y + one.height));

/** The whole of it where that can be read, else its beginning. */
export function beginning(places: Map<string, Placed>, box: Box): View {
  const all = boxesOf(places);
  const left = Math.min(...all.map((one) => one.x));
  const wide = Math.max(...all.map((one) => one.x + one.width)) - left;
  const fits = Math.min((box.width - 2 * MARGIN_PX) / wide, (box.height - 2 * MARGIN_PX) / endOf(places));
  const zoom = Math.min(1, Math.max(LEAST_ZOOM, fits));
  const trigger = places.get(TRIGGER);
  const middle = zoom * wide > box.width && trigger ? trigger.x + CARD.width / 2 : left + wide / 2;
  return { x: box.width / 2 - middle * zoom, y: MARGIN_PX, zoom };
}

/** How many cards end below what is seen, and where to look to read on: the first of them at the top, or the end of all. */
export function below(places: Map<string, Placed>, view: View, height: number): { count: number; y: number } {
  const hidden = boxesOf(places).filter((one) => !isOpen(one.id) && view.y + (one.y + one.height) * view.zoom > height);
  if (hidden.length === 0) return { count: 0, y: view.y };
  const first = MARGIN_PX - Math.min(...hidden.map((one) => one.y)) * view.zoom;
  const last = height - MARGIN_PX - endOf(places) * view.zoom;
  return { count: hidden.length, y: Math.max(first, last) };
}
