/** What was asked while the session had ended waits for whoever works here to sign in again, and is asked again then. */

let signedIn: string | null = null;
let onEnded: () => void = () => undefined;
const waiting = new Set<(again: boolean) => void>();

/** Somebody is signed in; what waits is asked again if it is who asked it, for another must not do it unawares. */
export function sessionBegun(who: string): void {
  const again = signedIn === null || signedIn === who;
  signedIn = who;
  for (const go of [...waiting]) go(again);
}

/** Nobody is signed in as far as is known, and nothing waits. */
export function forgetSession(): void {
  for (const go of [...waiting]) go(false);
  signedIn = null;
}

/** Whom to tell when something finds that the session has ended. */
export function whenSessionEnds(tell: () => void): () => void {
  onEnded = tell;
  return () => {
    onEnded = () => undefined;
  };
}

/** Whether to ask again, told once somebody has signed in; false at once where nobody was. */
export function signedInAgain(signal?: AbortSignal): Promise<boolean> {
  if (signedIn === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const go = (again: boolean) => {
      waiting.delete(go);
      resolve(again && !signal?.aborted);
    };
    waiting.add(go);
    signal?.addEventListener("abort", () => go(false), { once: true });
    onEnded();
  });
}
