import { expect, test } from "vitest";
import { createPresses, DOUBLE_CLICK_MS } from "./once";

function pressing() {
  let now = 0;
  const sent: string[] = [];
  const settle: { done: (answer: string) => void; fail: (error: Error) => void }[] = [];
  const presses = createPresses<string>(() => now);
  const press = (what: string) =>
    presses(what, () => {
      sent.push(what);
      return new Promise<string>((done, fail) => settle.push({ done, fail }));
    });
  return { press, sent, settle, wait: (ms: number) => (now += ms) };
}

test("what is under way is not sent again, and both presses are given its answer", async () => {
  const { press, sent, settle, wait } = pressing();
  const first = press("a key");
  wait(DOUBLE_CLICK_MS * 10);
  const second = press("a key");
  settle[0]?.done("made");
  expect([await first, await second]).toEqual(["made", "made"]);
  expect(sent).toEqual(["a key"]);
});

test("the second click of a double click may come after the answer", async () => {
  const { press, sent, settle, wait } = pressing();
  const first = press("a mail");
  settle[0]?.done("sent");
  await first;
  wait(DOUBLE_CLICK_MS - 1);
  press("a mail");
  expect(sent).toEqual(["a mail"]);
  wait(1);
  press("a mail");
  expect(sent).toEqual(["a mail", "a mail"]);
});

test("what failed is sent again at once", async () => {
  const { press, sent, settle } = pressing();
  const first = press("a key");
  settle[0]?.fail(new Error("refused"));
  await expect(first).rejects.toThrow("refused");
  press("a key");
  expect(sent).toEqual(["a key", "a key"]);
});

test("something else is sent while the first is under way", () => {
  const { press, sent } = pressing();
  press("pause 1");
  press("pause 2");
  press("pause 1");
  expect(sent).toEqual(["pause 1", "pause 2", "pause 1"]);
});
