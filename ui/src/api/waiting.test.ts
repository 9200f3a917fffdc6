import { afterEach, expect, test, vi } from "vitest";
import { sessionBegun, signedInAgain, whenSessionEnds } from "./waiting";

afterEach(() => whenSessionEnds(() => undefined)());

test("what nobody who is signed in asks doesn't wait", async () => {
  expect(await signedInAgain()).toBe(false);
});

test("what is asked in an ended session is told of, and asked again once the same person is back", async () => {
  const told = vi.fn();
  sessionBegun("olga@shop.test");
  whenSessionEnds(told);

  const again = signedInAgain();
  expect(told).toHaveBeenCalledOnce();
  sessionBegun("olga@shop.test");

  expect(await again).toBe(true);
});

test("it isn't asked again in another's name, nor when it isn't wanted any more", async () => {
  sessionBegun("olga@shop.test");
  const asked = signedInAgain();
  const gone = new AbortController();
  const unwanted = signedInAgain(gone.signal);
  gone.abort();
  sessionBegun("petra@shop.test");

  expect(await asked).toBe(false);
  expect(await unwanted).toBe(false);
});
