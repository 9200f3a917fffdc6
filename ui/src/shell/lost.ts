/** A page whose code could not be fetched: the server is away, or is of another version by now. */
import { useEffect } from "react";

const EVERY_MS = 2_000;

/** As Chromium, Firefox and Safari say it, and the loader of its style sheet. */
export const isLost = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|importing a module script failed|unable to preload css/i.test(error.message);

/** Loads the page again as soon as a server that was away answers. */
export function useComeBack(lost: boolean) {
  useEffect(() => {
    if (!lost) return;
    let wasAway = false;
    const look = async () => {
      try {
        await fetch("/icon.svg", { cache: "no-store" });
        if (wasAway) window.location.reload();
      } catch {
        wasAway = true;
      }
    };
    void look();
    const timer = window.setInterval(look, EVERY_MS);
    return () => window.clearInterval(timer);
  }, [lost]);
}
