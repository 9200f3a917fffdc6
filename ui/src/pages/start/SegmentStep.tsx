/** The first segment begins as a template: who is in it is counted before it is made. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { SegmentIn } from "../../api/schema";
import type { Json, Segment } from "../../api/types";
import { Templates } from "../../condition/Templates";
import { usePreview } from "../../condition/usePreview";
import { capital } from "../../condition/words";
import { useFormats } from "../../parts/Formats";
import { faultAt } from "../../parts/schema";
import { ErrorState } from "../../parts/states";
import { segmentPath } from "../segments/state";
import { DoneLine } from "./DoneLine";
import { FIRST_HOUR } from "./queries";
import type { StepProps } from "./StartPage";

export function SegmentStep({ done, onNext }: StepProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<{ condition: Json; name: string } | null>(null);
  const queries = useQueryClient();
  const make = useDeed<SegmentIn, Segment>({ path: "/v1/segments", touches: [["segments"], ["home"], FIRST_HOUR] });
  const faults = make.error instanceof Problem ? make.error.errors : [];
  const isAtName = faults.length > 0 && faults.every((fault) => fault.pointer === "/name");
  if (make.data) {
    return <DoneLine says={t("start.segmentMade", { name: make.data.name })} to={segmentPath(make.data.id)} />;
  }
  return (
    <Stack gap="md">
      {done && <DoneLine says={t("start.segmentThere")} to="/segments" />}
      {chosen ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen.name.trim() && !make.isPending) {
              make.mutate(
                { name: chosen.name.trim(), condition: chosen.condition },
                // What refuses it may be what was made in another window, which does the step as well.
                { onSuccess: onNext, onError: () => queries.invalidateQueries({ queryKey: FIRST_HOUR }) },
              );
            }
          }}
        >
          <Stack gap="sm" maw={560}>
            <TextInput
              label={t("start.name")}
              value={chosen.name}
              error={capital(faultAt(faults, "/name") ?? "")}
              onChange={(event) => {
                setChosen({ ...chosen, name: event.currentTarget.value });
                if (make.error) make.reset();
              }}
            />
            <Found condition={chosen.condition} />
            {make.error && !isAtName && <ErrorState error={make.error} what={t("problem.notSaved")} />}
            <Group gap="xs">
              <Button type="submit" loading={make.isPending} disabled={!chosen.name.trim()}>
                {t("segments.create")}
              </Button>
              <Button variant="default" onClick={() => setChosen(null)}>
                {t("start.otherTemplate")}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Templates alone onPick={(condition, name) => setChosen({ condition, name })} />
      )}
    </Stack>
  );
}

function Found({ condition }: { condition: Json }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { preview, error, refetch } = usePreview({ condition, exclude: null, applies_to: "everyone", stores: [] });
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  return (
    <div aria-live="polite">
      <Text size="sm" mih={20}>
        {preview?.sentence}
      </Text>
      <Text size="sm" c="dimmed" mih={20}>
        {preview && t("start.found", { count: preview.count, number: format.number(preview.count) })}
      </Text>
    </div>
  );
}
