/** Tells of those who come back to the page: what it shows may have changed in another tab. It never asks of itself. */

/** However often somebody comes and goes, it is told of no more often: a page may ask 300 times in five minutes, and a panel asks for six things. */
export const REST_MS = 10_000;

export class Returns {
  private isAway = false;
  private toldAt = Number.NEGATIVE_INFINITY;
  private later: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: () => void) {}

  leave() {
    this.isAway = true;
  }

  /** Coming back to a tab shows it and gives it the focus: whichever is told of first counts. */
  comeBack() {
    if (!this.isAway) return;
    this.isAway = false;
    clearTimeout(this.later);
    const rest = this.toldAt + REST_MS - Date.now();
    if (rest > 0) this.later = setTimeout(this.now, rest);
    else this.now();
  }

  stop() {
    clearTimeout(this.later);
    this.isAway = false;
  }

  private now = () => {
    this.toldAt = Date.now();
    this.tell();
  };
}
