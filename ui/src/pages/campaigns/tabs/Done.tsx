/** What was done for a customer at a step, or why it wasn't, in words. */
import { Anchor, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { MessagePanel } from "../../messages/log/MessagePanel";

type Values = Record<string, Json>;
const NOT_DONE = [
  "guest",
  "programme_off",
  "sent_before",
  "no_amount",
  "no_template",
  "not_running",
  "own_descendant",
  "nobody_listens",
  "cap",
  "too_late",
  "promotion_ended",
  "no_coupon",
] as const;

export function Done({ done }: { done: Values }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const said = useSaid()(done);
  const message = typeof done.message === "string" ? done.message : null;
  return (
    <Text size="xs" c="dimmed" className="break">
      {said}
      {message && (
        <Anchor component="button" type="button" size="xs" onClick={() => setOpen(message)}>
          {t("campaign.didMail")}
        </Anchor>
      )}
      {message && <MessagePanel id={open} onClose={() => setOpen(null)} />}
    </Text>
  );
}

function useSaid(): (done: Values) => string {
  const { t } = useTranslation();
  const format = useFormats();
  const until = (done: Values) =>
    typeof done.ends_at === "string" ? ` · ${t("campaign.didUntil", { at: format.end(done.ends_at) })}` : "";
  return (done) => {
    const why = NOT_DONE.find((one) => one === done.passed_over);
    if (done.passed_over)
      return t("campaign.didNot", { why: why ? t(`campaign.notDone.${why}`) : String(done.passed_over) });
    if (typeof done.points === "number") {
      return (
        t("campaign.didPoints", { points: format.signed(done.points), count: Math.abs(done.points) }) +
        until(done) +
        (done.limited ? ` · ${t("campaign.didLimited")}` : "")
      );
    }
    if (done.coupon) return t("campaign.didCoupon", { code: String(done.coupon) }) + until(done);
    if (done.attribute) {
      const { value } = done;
      const spelt =
        typeof value === "boolean"
          ? t(value ? "value.yes" : "value.no")
          : Array.isArray(value)
            ? value.join(", ")
            : String(value ?? "–");
      return t("campaign.didAttribute", { attribute: String(done.attribute), value: spelt });
    }
    if (typeof done.changed === "boolean") return t(done.changed ? "campaign.didChange" : "campaign.didNothing");
    if (done.from_version) {
      return t("campaign.didMove", { of: Number(done.from_version), to: Number(done.to_version) });
    }
    if (done.message) return "";
    return Object.entries(done)
      .map(
        ([name, value]) =>
          `${name.replaceAll("_", " ")}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
      )
      .join(" · ");
  };
}
