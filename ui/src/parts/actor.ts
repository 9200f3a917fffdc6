/** Who did something, as it is said: a person by name, an API key as the key that it is. */
import type { TFunction } from "i18next";

export function saidActor(t: TFunction, actor: string | null, name: string | null): string {
  if (name && actor?.startsWith("key:")) return t("actor.key", { name });
  return name ?? actor ?? "–";
}
