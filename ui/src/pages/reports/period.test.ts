import { describe, expect, it } from "vitest";
import { periodOf } from "./period";

const TODAY = "2026-03-31";
const read = (said: Record<string, string>) => (name: string) => said[name] ?? "";

describe("the period in the address", () => {
  it("is the last thirty days, today included, when nothing is said", () => {
    expect(periodOf(read({}), TODAY)).toEqual({ from: "2026-03-02", to: TODAY, span: "30" });
  });

  it("is a span that ends today", () => {
    expect(periodOf(read({ span: "7" }), TODAY)).toEqual({ from: "2026-03-25", to: TODAY, span: "7" });
  });

  it("is two days that were chosen", () => {
    expect(periodOf(read({ from: "2026-01-01", to: "2026-01-31", span: "7" }), TODAY).span).toBeNull();
  });

  it("is the usual one for days that are none, turned round, or lie ahead", () => {
    for (const [from, to] of [
      ["x", "2026-01-31"],
      ["2026-02-01", "2026-01-31"],
      ["2026-03-01", "2026-04-01"],
    ] as const) {
      expect(periodOf(read({ from, to }), TODAY).span).toBe("30");
    }
  });
});
