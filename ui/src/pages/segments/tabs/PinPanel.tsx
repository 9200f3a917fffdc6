/** Pins customers in or out: one found by name, a pasted list, or a file; says who was not found. */
import { Button, FileButton, Group, Radio, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { ListOut, PinOut } from "../../../api/schema";
import type { CustomerBrief } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { SidePanel } from "../../../parts/SidePanel";
import { ErrorState } from "../../../parts/states";
import { CustomerSelect } from "../../customers/CustomerSelect";
import { shortNameOf } from "../../customers/columns";
import { PinOutcome } from "./PinOutcome";
import { namesIn, touchedByPins, type Way } from "./pinning";

type Pinned = PinOut["pinned"];

interface Props {
  segmentId: string;
  open: boolean;
  onClose: () => void;
}

export function PinPanel({ segmentId, open, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <SidePanel open={open} onClose={onClose} title={t("pins.pin")}>
      <Pinning segmentId={segmentId} onDone={onClose} />
    </SidePanel>
  );
}

function Pinning({ segmentId, onDone }: { segmentId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [pinned, setPinned] = useState<Pinned>("in");
  const [way, setWay] = useState<Way>("one");
  const [outcome, setOutcome] = useState<ListOut | null>(null);
  const again = useDeed<{ pinned: Pinned; customers: string[] }, ListOut>({
    path: pinsPath(segmentId),
    touches: touchedByPins(segmentId),
  });
  if (outcome) {
    const asShopIds = (names: string[]) =>
      again.mutate({ pinned, customers: names.map((name) => `external_id:${name}`) }, { onSuccess: setOutcome });
    return (
      <>
        <PinOutcome outcome={outcome} onAgain={() => setOutcome(null)} onShopIds={asShopIds} />
        {again.error && <ErrorState error={again.error} what={t("problem.notDone")} />}
      </>
    );
  }
  const shared = { segmentId, pinned };
  return (
    <Stack gap="md">
      <Radio.Group label={t("pins.where")} value={pinned} onChange={(value) => setPinned(value as Pinned)}>
        <Stack gap={4} mt={4}>
          <Radio value="in" label={t("pins.whereIn")} />
          <Radio value="out" label={t("pins.whereOut")} />
        </Stack>
      </Radio.Group>
      <SegmentedControl
        aria-label={t("pins.whom")}
        value={way}
        onChange={(value) => setWay(value as Way)}
        data={(["one", "list", "file"] as const).map((one) => ({ value: one, label: t(`pins.way.${one}`) }))}
      />
      {way === "one" && <One {...shared} onDone={onDone} />}
      {way === "list" && <Listed {...shared} onTold={setOutcome} />}
      {way === "file" && <Uploaded {...shared} onTold={setOutcome} />}
    </Stack>
  );
}

interface WayProps {
  segmentId: string;
  pinned: Pinned;
}

const pinsPath = (id: string) => `/v1/segments/${encodeURIComponent(id)}/pins`;

function One({ segmentId, pinned, onDone }: WayProps & { onDone: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<CustomerBrief | null>(null);
  const pin = useDeed<{ pinned: Pinned }, unknown>({
    path: `${pinsPath(segmentId)}/id:${encodeURIComponent(chosen?.id ?? "")}`,
    method: "PUT",
    touches: touchedByPins(segmentId),
  });
  const done = () => {
    const key = pinned === "in" ? "pins.pinnedIn" : "pins.pinnedOut";
    if (chosen) notifications.show({ message: t(key, { name: shortNameOf(chosen) }) });
    onDone();
  };
  return (
    <>
      <CustomerSelect label={t("pins.whom")} onChoose={setChosen} />
      {pin.error && <ErrorState error={pin.error} what={t("problem.notDone")} />}
      <Group justify="flex-end">
        <Button
          disabled={chosen === null}
          loading={pin.isPending}
          onClick={() => pin.mutate({ pinned }, { onSuccess: done })}
        >
          {t("pins.doNothing")}
        </Button>
      </Group>
    </>
  );
}

interface ManyProps extends WayProps {
  onTold: (outcome: ListOut) => void;
}

function Listed({ segmentId, pinned, onTold }: ManyProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [text, setText] = useState("");
  const customers = namesIn(text);
  const count = customers.length;
  const pin = useDeed<{ pinned: Pinned; customers: string[] }, ListOut>({
    path: pinsPath(segmentId),
    touches: touchedByPins(segmentId),
  });
  return (
    <>
      <Textarea
        label={t("pins.list")}
        description={t("pins.listHint")}
        autosize
        minRows={6}
        maxRows={16}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {pin.error && <ErrorState error={pin.error} what={t("problem.notDone")} />}
      <Group justify="flex-end">
        <Button
          disabled={count === 0}
          loading={pin.isPending}
          onClick={() => pin.mutate({ pinned, customers }, { onSuccess: onTold })}
        >
          {count === 0 ? t("pins.doNothing") : t("pins.do", { count, number: format.number(count) })}
        </Button>
      </Group>
    </>
  );
}

function Uploaded({ segmentId, pinned, onTold }: ManyProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [file, setFile] = useState<File | null>(null);
  const pin = useDeed<File, ListOut>({
    path: `${pinsPath(segmentId)}/upload?pinned=${pinned}`,
    touches: touchedByPins(segmentId),
  });
  const choose = (next: File | null) => {
    setFile(next);
    pin.reset();
  };
  return (
    <>
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t("pins.file")}
        </Text>
        <Text size="xs" c="dimmed" mb="xs">
          {t("pins.fileHint")}
        </Text>
        <Group gap="sm">
          <FileButton onChange={choose} accept=".csv,.txt,text/csv">
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={18} stroke={1.5} />}>
                {t("pins.choose")}
              </Button>
            )}
          </FileButton>
          {file && (
            <Text size="sm" className="break">
              {file.name} · {format.bytes(file.size)}
            </Text>
          )}
        </Group>
      </div>
      {pin.error && <ErrorState error={pin.error} what={t("problem.notDone")} />}
      <Group justify="flex-end">
        <Button
          disabled={file === null}
          loading={pin.isPending}
          onClick={() => file && pin.mutate(file, { onSuccess: onTold })}
        >
          {t("pins.doFile")}
        </Button>
      </Group>
    </>
  );
}
