/** What of the mail settings is typed and not saved yet. */
import type { MailSettingsOut } from "../../../api/schema";

export type Draft = MailSettingsOut & { password?: string };
/** What was changed, so that a change made beside it, such as a new key, takes nothing of it away. */
export type Changes = Partial<Draft>;

export const FIELDS = [
  "transport",
  "host",
  "port",
  "security",
  "verify",
  "username",
  "password",
  "from_name",
  "from_address",
  "reply_to",
  "bounce_address",
  "public_url",
  "list",
  "list_name",
  "track_opens",
  "track_clicks",
  "per_minute_and_domain",
  "cap",
] as const;

/** What is to be sent: what is other than it is kept. */
export function changed(kept: Draft, changes: Changes): Record<string, unknown> {
  const draft: Draft = { ...kept, ...changes };
  return Object.fromEntries(
    FIELDS.filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(kept[name])).map((name) => [
      name,
      draft[name],
    ]),
  );
}
