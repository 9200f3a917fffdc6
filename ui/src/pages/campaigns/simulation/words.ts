/** What was done at a step, and why something wasn't, in words. */
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../parts/Formats";

const COUNTED = ["points", "taken", "coupon", "mail", "not_done"] as const;

/** So many points given, a mail sent …; other steps are called what the canvas calls them. */
export function useDone() {
  const { t } = useTranslation();
  const format = useFormats();
  return (what: string, amount: number): string => {
    const number = format.number(amount);
    const known = COUNTED.find((one) => one === what);
    if (known) return t(`simulation.did.${known}`, { count: amount, number });
    const step = t(`campaign.step.${what as "tags"}`, { defaultValue: what.replaceAll("_", " ") });
    return amount === 1 ? step : `${step} × ${number}`;
  };
}

const OURS = ["guest", "programme_off", "sent_before", "no_amount"] as const;

export function useWhy() {
  const { t } = useTranslation();
  return (why: string): string => {
    const ours = OURS.find((one) => one === why);
    if (ours) return t(`simulation.why.${ours}`);
    return t(`outbox.why.${why as "cap"}`, { defaultValue: why.replaceAll("_", " ") });
  };
}
