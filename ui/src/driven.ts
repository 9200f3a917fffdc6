/**
 * Where a program drives the browser, it may begin the app anew without loading the page again: to fetch and compile the
 * same scripts for each of hundreds of tests takes most of their time.
 */
import { notifications } from "@mantine/notifications";
import { forgetSession } from "./api/waiting";
import { type Begun, begin } from "./begin";
import { searchHandle } from "./shell/search-store";

declare global {
  interface Window {
    regulars?: {
      /** Takes the app off the page. */
      end: () => void;
      /** Draws it as if the page had been loaded with this address. */
      begin: (address: string) => Promise<void>;
      /** Whether it asks for nothing, changes nothing, and is on the way nowhere. */
      isAtRest: () => boolean;
    };
  }
}

export function letBeDriven(first: Begun): void {
  let begun: Begun | null = first;
  const end = () => {
    begun?.end();
    begun = null;
    // What is kept outside of what was drawn.
    notifications.clean();
    searchHandle.close();
    forgetSession();
  };
  window.regulars = {
    end,
    begin: async (address) => {
      end();
      history.pushState(null, "", address);
      scrollTo(0, 0);
      begun = begin();
      await begun.drawn;
    },
    isAtRest: () =>
      begun === null ||
      (begun.queries.isFetching() + begun.queries.isMutating() === 0 && begun.router.state.navigation.state === "idle"),
  };
}
