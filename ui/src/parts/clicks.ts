/** Whether a click is the second of a double click, which nobody means twice. */
export function isSecond(event: { detail: number }): boolean {
  return event.detail > 1;
}
