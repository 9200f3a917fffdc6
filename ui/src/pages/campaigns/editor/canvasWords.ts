/** What the canvas itself says, in the reader's language: its own words are English. */
import type { AriaLabelConfig, Edge } from "@xyflow/react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

export function useCanvasWords(): Partial<AriaLabelConfig> {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      "controls.ariaLabel": t("campaign.sight.controls"),
      "controls.zoomIn.ariaLabel": t("campaign.sight.nearer"),
      "controls.zoomOut.ariaLabel": t("campaign.sight.farther"),
      "controls.fitView.ariaLabel": t("campaign.sight.whole"),
      "minimap.ariaLabel": t("campaign.sight.map"),
      "handle.ariaLabel": t("campaign.sight.handle"),
      // Neither cards nor lines are chosen by the canvas's own keys, which these tell of.
      "node.a11yDescription.default": "",
      "node.a11yDescription.keyboardDisabled": "",
      "edge.a11yDescription.default": "",
    }),
    [t],
  );
}

/** Lines are for the eyes: the cards say what leads where. No name is null here, though the types know none. */
export const UNSPOKEN: Pick<Edge, "ariaLabel" | "ariaRole" | "domAttributes"> = {
  ariaLabel: null as unknown as string,
  ariaRole: "presentation",
  domAttributes: { "aria-hidden": true, "aria-roledescription": undefined },
};
