/** "Why is this customer in, or not?": the condition answered node by node, in a panel beside the list. */
import { Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/client";
import type { WhyOut } from "../../api/schema";
import type { CustomerBrief, Explanation, Json } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { SidePanel } from "../../parts/SidePanel";
import { ErrorState, Lines } from "../../parts/states";
import { CustomerSelect } from "../customers/CustomerSelect";
import { shortNameOf } from "../customers/columns";
import { ExplanationTree } from "./ExplanationTree";

/** Of a saved segment, also whether a pin overrules the condition. */
type Why = Explanation & Partial<Pick<WhyOut, "member" | "pinned">>;

interface Props {
  /** A saved segment, or a condition being edited. */
  segment?: { id: string; name: string } | null;
  condition?: Json;
  /** null: the panel asks whom. */
  customer: CustomerBrief | null;
  onClose: () => void;
}

export function WhyPanel({ segment = null, condition, customer, onClose }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<CustomerBrief | null>(null);
  const open = (segment !== null || condition !== undefined) && (customer !== null || segment !== null);
  const whom = customer ?? chosen;
  return (
    <SidePanel
      open={open}
      onClose={() => {
        setChosen(null);
        onClose();
      }}
      title={segment ? t("why.title", { segment: segment.name }) : t("why.titleCondition")}
    >
      <Stack>
        {customer === null && <CustomerSelect label={t("why.whom")} onChoose={setChosen} />}
        {whom && <Answer key={whom.id} segment={segment} condition={condition} customer={whom} />}
      </Stack>
    </SidePanel>
  );
}

function Answer({
  segment,
  condition,
  customer,
}: {
  segment: Props["segment"];
  condition?: Json;
  customer: CustomerBrief;
}) {
  const { t } = useTranslation();
  const format = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: ["why", segment?.id ?? null, condition ?? null, customer.id],
    queryFn: () =>
      segment
        ? ask<Why>(`/v1/segments/${encodeURIComponent(segment.id)}/explain/id:${encodeURIComponent(customer.id)}`)
        : ask<Why>("/v1/conditions/explain", { method: "POST", body: { condition, customer: `id:${customer.id}` } }),
    staleTime: 0,
  });
  if (error && !data) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  if (!data) return <Lines count={4} />;
  const isIn = data.member ?? data.held;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Text fw={600}>{t(isIn ? "why.in" : "why.out", { name: shortNameOf(customer) })}</Text>
      </Group>
      {data.pinned && (
        <Text size="sm">
          {t(data.pinned === "in" ? "why.pinnedIn" : "why.pinnedOut")}{" "}
          {t(data.held ? "why.wouldBeIn" : "why.wouldBeOut")}
        </Text>
      )}
      <ExplanationTree node={data} />
      {data.next_change && (
        <Text size="sm" c="dimmed">
          {t("why.nextChange", { at: format.instant(data.next_change) })}
        </Text>
      )}
    </Stack>
  );
}
