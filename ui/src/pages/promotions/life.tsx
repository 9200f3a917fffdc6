/** The life of a promotion: it is published, paused and ended; ending asks first. */
import { Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { PromotionOut } from "../../api/schema";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";
import { useProblemText } from "../../parts/states";
import { touchedByPromotion } from "./queries";

type Kept = "published" | "paused" | "ended";

/** What it may become now; one whose period is over has to be given another one first. */
export function nextOf({ state, ends_at }: Pick<PromotionOut, "state" | "ends_at">, now: number): Kept[] {
  if (state === "active" || state === "scheduled") return ["paused", "ended"];
  const over = ends_at !== null && Date.parse(ends_at) <= now;
  if (state === "ended") return over ? [] : ["published"];
  return over ? ["ended"] : ["published", "ended"];
}

export function useLife(promotion: PromotionOut, onChanged?: (stored: PromotionOut) => void) {
  const { t } = useTranslation();
  const format = useFormats();
  const textOf = useProblemText();
  const [ending, setEnding] = useState(false);
  const change = useDeed<{ state: Kept; version: number }, PromotionOut>({
    path: `/v1/promotions/${encodeURIComponent(promotion.id)}`,
    method: "PATCH",
    touches: touchedByPromotion,
  });
  const { name, used } = promotion;
  const become = (state: Kept) =>
    change.mutate(
      { state, version: promotion.version },
      {
        onSuccess: (stored) => {
          setEnding(false);
          notifications.show({ message: t(`promo.became.${state}`, { name }) });
          onChanged?.(stored);
        },
        onError: (error) => {
          if (state !== "ended") notifications.show({ color: "red", message: textOf(error) });
        },
      },
    );
  return {
    next: nextOf(promotion, Date.now()),
    busy: change.isPending,
    choose: (state: Kept) => (state === "ended" ? setEnding(true) : become(state)),
    question: (
      <ConfirmDialog
        open={ending}
        title={t("promo.endTitle", { name })}
        confirm={t("promo.become.ended")}
        danger
        busy={change.isPending}
        error={change.error}
        onConfirm={() => become("ended")}
        onCancel={() => setEnding(false)}
      >
        {t("promo.endText", { count: used, number: format.number(used) })}
      </ConfirmDialog>
    ),
  };
}

const ICONS = { published: IconPlayerPlay, paused: IconPlayerPause, ended: IconPlayerStop };

export function LifeItems({ life }: { life: Pick<ReturnType<typeof useLife>, "next" | "choose"> }) {
  const { t } = useTranslation();
  if (life.next.length === 0) return <Menu.Label>{t("promo.periodOver")}</Menu.Label>;
  return life.next.map((state) => {
    const Icon = ICONS[state];
    return (
      <Menu.Item
        key={state}
        color={state === "ended" ? "red" : undefined}
        leftSection={<Icon size={16} stroke={1.5} />}
        onClick={() => life.choose(state)}
      >
        {t(`promo.become.${state}`)}
      </Menu.Item>
    );
  });
}
