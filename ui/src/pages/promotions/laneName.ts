/** What a lane is called: the one that every shop begins with is in the reader's language, as long as nobody has named it. */
import type { TFunction } from "i18next";

const BEGUN_WITH = { id: "1", name: "Promotions" };

interface Lane {
  id?: string | null;
  name: string;
}

export const laneName = ({ id, name }: Lane, t: TFunction): string =>
  id === BEGUN_WITH.id && name === BEGUN_WITH.name ? t("place.promotions") : name;

/** A lane that is saved as it was shown stays unnamed. */
export const sentName = ({ id, name }: Lane, t: TFunction): string =>
  id === BEGUN_WITH.id && name === t("place.promotions") ? BEGUN_WITH.name : name;
