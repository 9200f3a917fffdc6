/** Which of its tabs a page shows, as the address says. What names none of them leaves the address, which then says what is shown. */
import { useEffect } from "react";
import { useAddress } from "./useAddress";

/** `usual` is open where the address names none; `narrowed`: what tabs are narrowed down by, for another one begins without. */
export function useTab<Tab extends string>(tabs: readonly Tab[], usual: Tab, narrowed: readonly string[] = []) {
  const [read, write] = useAddress();
  const said = read("tab");
  const tab = tabs.find((one) => one === said);
  const isUnknown = said !== "" && tab === undefined;
  useEffect(() => {
    if (isUnknown) write({ tab: null });
  }, [isUnknown, write]);
  const open = (next: string | null) =>
    write({ ...Object.fromEntries(narrowed.map((name) => [name, null])), tab: next === usual ? null : next });
  return [tab ?? usual, open] as const;
}
