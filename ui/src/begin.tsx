import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { createQueryClient } from "./api/queries";
import { createRouter } from "./routes";
import { startTexts } from "./texts";
import { theme, variables } from "./theme";

/** The app on its page. */
export interface Begun {
  queries: QueryClient;
  router: ReturnType<typeof createRouter>;
  /** Resolved once it is drawn. */
  drawn: Promise<void>;
  /** Takes it off the page; what it has asked for is of no interest any more. */
  end: () => void;
}

/** Draws the app, at the address as it is. */
export function begin(): Begun {
  const element = document.getElementById("root");
  if (!element) throw new Error("#root is missing");
  const root = createRoot(element);
  const queries = createQueryClient();
  const router = createRouter();
  const draw = () =>
    root.render(
      <StrictMode>
        <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
          <Notifications position="bottom-right" />
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </StrictMode>,
    );
  const end = () => {
    root.unmount();
    router.dispose();
    queries.cancelQueries();
    queries.clear();
  };
  return { queries, router, drawn: startTexts().then(draw), end };
}
