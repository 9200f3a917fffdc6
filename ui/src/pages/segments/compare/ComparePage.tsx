/** Up to twelve segments against each other. Which ones is in the address, so that it can be shared. */
import { Button, MultiSelect, Paper, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconLayersIntersect } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOverlap, useValues } from "../../../api/queries";
import type { OverlapOut } from "../../../api/schema";
import { PageHead } from "../../../parts/PageHead";
import { EmptyState, ErrorState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { Combinations } from "./Combinations";
import { Matrix } from "./Matrix";
import { MOST, remarksOf } from "./overlap";
import { Remarks } from "./Remarks";

/** As many are compared when none were chosen yet. */
const LARGEST = 5;

export function Component() {
  const { t } = useTranslation();
  const [read, write] = useAddress();
  const ids = read("ids").split(",").filter(Boolean).slice(0, MOST);
  const choose = (next: string[]) => write({ ids: next.join(",") });
  const enough = ids.length > 1;
  const { data, error, refetch } = useOverlap(ids, enough);
  return (
    <>
      <PageHead title={t("compare.title")} back={{ to: "/segments", label: t("place.segments") }}>
        {t("compare.text")}
      </PageHead>
      <Stack gap="md">
        <Choice ids={ids} found={enough ? data : undefined} onChange={choose} />
        {!enough ? (
          <Paper>
            <EmptyState
              icon={<IconLayersIntersect size={40} stroke={1.2} />}
              title={t("compare.emptyTitle")}
              action={<Largest onChoose={choose} />}
            >
              {t("compare.emptyText")}
            </EmptyState>
          </Paper>
        ) : error ? (
          <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
        ) : (
          <>
            {data && <Remarks remarks={remarksOf(data)} />}
            <Combinations found={data} />
            <Matrix found={data} />
          </>
        )}
      </Stack>
    </>
  );
}

interface ChoiceProps {
  ids: string[];
  /** Names of those chosen, which the search may not have found. */
  found: OverlapOut | undefined;
  onChange: (ids: string[]) => void;
}

function Choice({ ids, found, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data } = useValues("segment", search);
  const names = new Map(ids.map((id) => [id, id]));
  for (const one of data?.data ?? []) names.set(one.value, one.label || one.value);
  for (const one of found?.segments ?? []) names.set(one.id, one.name);
  return (
    <MultiSelect
      maw={960}
      label={t("compare.choose", { count: MOST })}
      placeholder={ids.length === 0 ? t("compare.hint") : undefined}
      data={[...names].map(([value, label]) => ({ value, label }))}
      value={ids}
      onChange={onChange}
      maxValues={MOST}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      hidePickedOptions
      clearable
      clearButtonProps={{ "aria-label": t("action.clear") }}
      nothingFoundMessage={t("value.nothing")}
    />
  );
}

/** Something to begin with: a page that only asks shows nothing of what it can tell. */
function Largest({ onChoose }: { onChoose: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const { data } = useOverlap();
  const largest = [...(data?.segments ?? [])]
    .sort((one, other) => other.size - one.size)
    .slice(0, LARGEST)
    .map((one) => one.id);
  if (largest.length < 2) return null;
  return (
    <Button variant="default" onClick={() => onChoose(largest)}>
      {t("compare.largest")}
    </Button>
  );
}
