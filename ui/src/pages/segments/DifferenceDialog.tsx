/** Before a change is saved: who would come in, who would go out, and what would be done about them. */
import { Box, Group, List, Loader, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/client";
import type { DifferenceOut } from "../../api/schema";
import type { CustomerBrief, Segment } from "../../api/types";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";
import { ErrorState } from "../../parts/states";
import { nameOf } from "../customers/columns";
import { consequencesOf, entryIsNew, isJump, NO_ACTIONS, saidOf } from "./acts";
import type { Body } from "./words";

/** How many of each sample are named. */
const NAMED = 5;

interface Props {
  segment: Segment;
  question: { open: boolean; body: Body; confirm: () => void; cancel: () => void };
  busy: boolean;
}

export function DifferenceDialog({ segment, question, busy }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const { condition, exclude, applies_to, stores } = question.body;
  const asked = { condition, exclude, applies_to, stores };
  const { data, error, refetch } = useQuery({
    queryKey: ["segment", segment.id, "difference", asked],
    queryFn: ({ signal }) =>
      ask<DifferenceOut>(`/v1/segments/${encodeURIComponent(segment.id)}/difference`, {
        method: "POST",
        body: asked,
        signal,
      }),
    enabled: question.open,
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
  const moves = data !== undefined && data.entering + data.leaving > 0;
  const numbers = { entering: format.number(data?.entering ?? 0), leaving: format.number(data?.leaving ?? 0) };
  return (
    <ConfirmDialog
      open={question.open}
      size="lg"
      title={t("difference.title", { name: segment.name })}
      confirm={moves ? t("difference.confirm", numbers) : t("difference.confirmSame")}
      waits={data === undefined}
      busy={busy}
      onConfirm={question.confirm}
      onCancel={question.cancel}
    >
      {data ? (
        <Told difference={data} segment={segment} body={question.body} />
      ) : error ? (
        <ErrorState error={error} what={t("difference.failed")} onRetry={() => refetch()} />
      ) : (
        <Group gap="sm" role="status">
          <Loader size={16} />
          <Text size="sm">{t("difference.counting")}</Text>
        </Group>
      )}
    </ConfirmDialog>
  );
}

function Told({ difference, segment, body }: { difference: DifferenceOut; segment: Segment; body: Body }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { entering, leaving } = difference;
  return (
    <Stack gap="md">
      {entering + leaving === 0 ? (
        <Text size="sm">{t("difference.same")}</Text>
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <Side
            title={
              entering > 0
                ? t("difference.in", { count: entering, number: format.number(entering) })
                : t("difference.nobodyIn")
            }
            count={entering}
            sample={difference.entering_sample}
          />
          <Side
            title={
              leaving > 0
                ? t("difference.out", { count: leaving, number: format.number(leaving) })
                : t("difference.nobodyOut")
            }
            count={leaving}
            sample={difference.leaving_sample}
          />
        </SimpleGrid>
      )}
      <Follows difference={difference} segment={segment} body={body} />
      <Text size="xs" c="dimmed">
        {t("difference.asOf", { at: format.instant(difference.as_of) })}
      </Text>
    </Stack>
  );
}

function Side({ title, count, sample }: { title: string; count: number; sample: CustomerBrief[] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const named = sample.slice(0, NAMED);
  const others = count - named.length;
  return (
    <Box miw={0}>
      <Title order={3} mb={4}>
        {title}
      </Title>
      {named.map((customer) => (
        <Text key={customer.id} size="sm" truncate title={nameOf(customer)}>
          {nameOf(customer)}
        </Text>
      ))}
      {named.length > 0 && others > 0 && (
        <Text size="sm" c="dimmed">
          {t("difference.others", { count: others, number: format.number(others) })}
        </Text>
      )}
    </Box>
  );
}

function Follows({ difference, segment, body }: { difference: DifferenceOut; segment: Segment; body: Body }) {
  const { t } = useTranslation();
  const format = useFormats();
  const before = segment.actions ?? NO_ACTIONS;
  const after = body.actions ?? NO_ACTIONS;
  const found = consequencesOf({ difference, size: segment.size, before, after });
  const due = difference.due_entering + difference.due_leaving;
  const held = difference.due_entering_cooling + difference.due_leaving_cooling;
  const jumps = found.length > 0 && !entryIsNew(before, after) && isJump(difference.treated, due - held);
  return (
    <div>
      <Title order={3} mb={4}>
        {t("difference.follows")}
      </Title>
      {found.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t(body.actions ? "difference.nothingNow" : "difference.nothingFollows")}
        </Text>
      ) : (
        <List size="sm" spacing={2}>
          {found.map(({ whose, count, cooling, waiting, done }) => (
            <List.Item key={whose} className="break">
              {t(`difference.${whose}`, { count, number: format.number(count), what: saidOf(done, t) })}
              {waiting > 0 && (
                <Text size="xs" c="dimmed">
                  {t("difference.waiting", { count: waiting, number: format.number(waiting) })}
                </Text>
              )}
              {cooling > 0 && (
                <Text size="xs" c="dimmed">
                  {cooling === count
                    ? t("difference.allCooling")
                    : t("difference.cooling", { count: cooling, number: format.number(cooling) })}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      )}
      {jumps && (
        <Text size="sm" mt={4}>
          {t(body.hold_jumps ? "difference.held" : "difference.jump")}
        </Text>
      )}
    </div>
  );
}
