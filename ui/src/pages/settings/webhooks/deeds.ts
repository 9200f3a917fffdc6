/** What is done to an endpoint without a question. Kept by the page: cells of a table come and go. */
import { notifications } from "@mantine/notifications";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { Webhook, WebhookDelivery } from "../../../api/types";
import { useProblemText } from "../../../parts/states";

export type EndpointDeeds = Record<"test" | "pause" | "resume", (one: Webhook) => void>;

const touches = [["webhooks"]];
const to = (deed: string) => (one: { id: string }) => `/v1/webhooks/${encodeURIComponent(one.id)}/${deed}`;

export function useEndpointDeeds(onTested: (delivery: string) => void): EndpointDeeds {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { mutateAsync: test } = useDeed<{ id: string }, WebhookDelivery>({ path: to("test"), touches });
  const { mutateAsync: pause } = useDeed<{ id: string }, Webhook>({ path: to("pause"), touches });
  const { mutateAsync: resume } = useDeed<{ id: string }, Webhook>({ path: to("resume"), touches });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are those of `t`
  return useMemo(() => {
    const tell = (error: unknown) =>
      notifications.show({ color: "red", title: t("problem.notDone"), message: textOf(error) });
    return {
      test: ({ id }) => test({ id }).then((delivery) => onTested(delivery.id), tell),
      pause: ({ id }) => pause({ id }).catch(tell),
      resume: ({ id }) => resume({ id }).catch(tell),
    };
  }, [t, test, pause, resume, onTested]);
}
