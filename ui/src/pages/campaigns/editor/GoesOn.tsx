/** That a drawing goes on below what is seen of it, and the way there. */
import { Button } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { Panel, useReactFlow, useStore, useViewport } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import type { Placed } from "./layout";
import { below } from "./view";

export function GoesOn({ places }: { places: Map<string, Placed> }) {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const view = useViewport();
  const height = useStore((state) => state.height);
  const { count, y } = below(places, view, height);
  if (count === 0 || height === 0) return null;
  return (
    <Panel position="bottom-center">
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconArrowDown size={16} stroke={1.5} />}
        onClick={() => flow.setViewport({ ...view, y })}
      >
        {t("campaign.goesOn", { count })}
      </Button>
    </Panel>
  );
}
