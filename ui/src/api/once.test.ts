import { expect, test } from "vitest";
import { createPresses } from "./once";

function pressing() {
  let isSecond = false;
  const sent: string[] = [];
  const settle: { done: (answer: string) => void; fail: (error: Error) => void }[] = [];
  const presses = createPresses<string>(() => isSecond);
  const press = (what: string) =>
    presses(what, () => {
      sent.push(what);
      return new Promise<string>((done, fail) => settle.push({ done, fail }));
    });
  const again = (what: string) => {
    isSecond = true;
    const answer = press(what);
    isSecond = false;
    return answer;
  };
  return { press, again, sent, settle };
}

test("what is under way is not sent again, and both presses are given its answer", async () => {
  const { press, sent, settle } = pressing();
  const first = press("a key");
  const second = press("a key");
  settle[0]?.done("made");
  expect([await first, await second]).toEqual(["made", "made"]);
  expect(sent).toEqual(["a key"]);
});

test("the second click of a double click may come after the answer", async () => {
  const { press, again, sent, settle } = pressing();
  const first = press("a mail");
  settle[0]?.done("sent");
  await first;
  again("a mail");
  expect(sent).toEqual(["a mail"]);
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
