/**
 * A filter that lives in the address, so that it can be shared and survives going back. A step is one that can be gone
 * back from: the one before is the browser's last page.
 */
import { useCallback } from "react";
import { useSearchParams } from "react-router";

export function useAddress({
  steps = false,
} = {}): [(name: string) => string, (changes: Record<string, string | null>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const read = useCallback((name: string) => parameters.get(name) ?? "", [parameters]);
  const write = useCallback(
    (changes: Record<string, string | null>) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value) after.set(name, value);
            else after.delete(name);
          }
          return after;
        },
        { replace: !steps },
      ),
    [setParameters, steps],
  );
  return [read, write];
}
