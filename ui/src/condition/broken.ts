/** Where a text stops to be JSON: browsers say it in words of their own, or not at all. */

const SPACE = /\s*/y;
const SCALAR =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Broken extends Error {}

class Reader {
  at = 0;

  constructor(private readonly text: string) {}

  whole(): void {
    this.value();
    this.space();
    if (this.at < this.text.length) throw new Broken();
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }

  private takes(mark: string): boolean {
    this.space();
    if (this.text[this.at] !== mark) return false;
    this.at += 1;
    return true;
  }

  private needs(mark: string): void {
    if (!this.takes(mark)) throw new Broken();
  }

  private scalar(isKey = false): void {
    this.space();
    SCALAR.lastIndex = this.at;
    const found = SCALAR.exec(this.text);
    if (!found || (isKey && this.text[this.at] !== '"')) throw new Broken();
    this.at = SCALAR.lastIndex;
  }

  private value(): void {
    if (this.takes("{")) {
      if (this.takes("}")) return;
      do {
        this.scalar(true);
        this.needs(":");
        this.value();
      } while (this.takes(","));
      this.needs("}");
    } else if (this.takes("[")) {
      if (this.takes("]")) return;
      do this.value();
      while (this.takes(","));
      this.needs("]");
    } else this.scalar();
  }
}

export interface Place {
  line: number;
  column: number;
  /** It is right as far as it goes, and ends too early. */
  ends: boolean;
}

/** The place at which a text is no JSON any more, lines and columns from 1; null when it is JSON. */
export function brokenAt(text: string): Place | null {
  const reader = new Reader(text);
  try {
    reader.whole();
    return null;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
  }
  const before = text.slice(0, reader.at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, ends: reader.at >= text.length };
}
