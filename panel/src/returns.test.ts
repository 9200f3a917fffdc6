import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { REST_MS, Returns } from "./returns";

describe("coming back to the page", () => {
  const tell = vi.fn();
  let returns: Returns;

  beforeEach(() => {
    vi.useFakeTimers();
    tell.mockClear();
    returns = new Returns(tell);
  });
  afterEach(() => vi.useRealTimers());

  const comeAndGo = () => {
    returns.leave();
    returns.comeBack();
  };

  it("is told of once, though the tab is shown and given the focus", () => {
    returns.comeBack();
    expect(tell).not.toHaveBeenCalled(); // nobody had left

    comeAndGo();
    returns.comeBack();

    vi.runAllTimers();
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it("is told of again only after a rest, and then it is not forgotten", () => {
    comeAndGo();
    comeAndGo();
    comeAndGo();
    expect(tell).toHaveBeenCalledTimes(1);

    vi.advanceTimersByTime(REST_MS);
    expect(tell).toHaveBeenCalledTimes(2);
    vi.runAllTimers();
    expect(tell).toHaveBeenCalledTimes(2);
  });

  it("is not told of once the element is gone", () => {
    comeAndGo();
    comeAndGo();
    returns.stop();

    vi.runAllTimers();
    expect(tell).toHaveBeenCalledTimes(1);
  });
});
