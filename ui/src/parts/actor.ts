/** Who did something, as it is said: a person by name, an API key as the key that it is, and what isn't either by what it is. */
import type { TFunction } from "i18next";

const OURS = ["system", "cli", "demo", "storefront"] as const;

/** Without a `name` nobody knows it any more, or the reader may not. */
export function saidActor(t: TFunction, actor: string | null, name: string | null): string {
  const kind = actor?.split(":", 1)[0];
  if (kind === "key") return name ? t("actor.key", { name }) : t("actor.someKey");
  if (name) return name;
  if (kind === "user") return t("actor.somebody");
  const ours = OURS.find((one) => one === actor);
  return ours ? t(`actor.${ours}`) : (actor ?? "–");
}
