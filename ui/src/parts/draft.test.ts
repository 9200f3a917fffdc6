import { expect, test } from "vitest";
import { Problem } from "../api/client";
import { faultsOfDraft } from "./draft";

const refusal = (...pointers: string[]) =>
  new Problem({ status: 422, errors: pointers.map((pointer) => ({ pointer, code: "x", detail: "not so" })) });

test("what is wrong in a draft that was tried stands where it does when it is saved", () => {
  const [fault] = faultsOfDraft(refusal("/promotion/benefit/percent"), "/promotion");

  expect(fault?.pointer).toBe("/benefit/percent");
});

test("where the cart is wrong too, it isn't the draft that has to be mended first", () => {
  expect(faultsOfDraft(refusal("/promotion/ends_at", "/cart/lines/0/price"), "/promotion")).toEqual([]);
  expect(faultsOfDraft(new Error("lost"), "/promotion")).toEqual([]);
});
