/** Nothing typed is lost: leaving with changes asks, and drafts survive a reload. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useBlocker } from "react-router";

/** Holds navigation while `changed`. Call `release()` just before navigating on purpose (after a save). */
export function useLeaving(changed: boolean) {
  const released = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      changed && !released.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [changed]);
  return {
    asking: blocker.state === "blocked",
    stay: () => blocker.reset?.(),
    leave: () => blocker.proceed?.(),
    release: () => {
      released.current = true;
    },
  };
}

const PREFIX = "regulars.draft.";

/** A draft kept in this browser under a name, until it is dropped. */
export function useDraft<T>(name: string) {
  const key = PREFIX + name;
  const [found] = useState<T | null>(() => {
    try {
      const text = localStorage.getItem(key);
      return text ? (JSON.parse(text) as T) : null;
    } catch {
      return null;
    }
  });
  const keep = useCallback(
    (value: T) => {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A full or forbidden storage costs the draft, not the work.
      }
    },
    [key],
  );
  const drop = useCallback(() => localStorage.removeItem(key), [key]);
  return { found, keep, drop };
}
