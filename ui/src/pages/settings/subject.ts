/** What an entry of the audit is about, and where that can be looked at. */

const KINDS = [
  "segment",
  "earning_rule",
  "spending_rule",
  "mass",
  "promotion",
  "promotion_policy",
  "coupon",
  "reward",
  "campaign",
  "workflow",
  "campaign_policy",
  "newsletter",
  "mail_template",
  "message",
  "address",
  "points_kind",
  "customer",
  "user",
  "key",
  "import",
  "job",
  "attribute",
  "programme",
  "shop",
  "records",
  "webhook",
  "mail-settings",
] as const;

export interface Place {
  /** One of those that have a word, or null. */
  kind: (typeof KINDS)[number] | null;
  /** What to call it where nothing better is known. */
  id: string;
  to: string | null;
}

/** `named`: whether the server still knows it, so that a page of it is there. */
export function placeOf(subject: string, named: boolean): Place {
  const at = subject.includes(":") ? subject.indexOf(":") : subject.length;
  const [word, id] = [subject.slice(0, at), subject.slice(at + 1)];
  const kind = KINDS.find((one) => one === word) ?? null;
  return { kind, id: kind ? id : subject, to: pathOf(kind, encodeURIComponent(id), named) };
}

function pathOf(kind: Place["kind"], id: string, named: boolean): string | null {
  switch (kind) {
    case "segment":
      return named ? `/segments/${id}` : null;
    case "earning_rule":
      return named ? `/points/rules/${id}` : null;
    case "spending_rule":
      return `/points/spending/${id}`;
    case "mass":
      return `/points/mass/${id}`;
    case "promotion":
      return `/promotions/${id}`;
    case "promotion_policy":
      return "/promotions?tab=settings";
    case "reward":
      return `/promotions/rewards/${id}`;
    case "campaign":
      return named ? `/campaigns/${id}` : null;
    case "workflow":
      return named ? `/campaigns/workflows/${id}` : null;
    case "campaign_policy":
      return "/campaigns?tab=policy";
    case "newsletter":
      return named ? `/messages/newsletters/${id}` : null;
    case "mail_template":
      return named ? `/messages/templates/${id}` : null;
    case "address":
      return "/messages?tab=suppressions";
    case "points_kind":
      return "/points/kinds";
    case "customer":
      return named ? `/customers/${id}` : null;
    case "user":
      return "/settings/users";
    case "key":
      return "/settings/api-keys";
    case "import":
    case "job":
      return "/settings/import";
    case "attribute":
      return "/settings/attributes";
    case "programme":
      return "/points";
    case "shop":
      return "/settings/shop";
    case "webhook":
      return named ? `/settings/webhooks?endpoint=${id}` : "/settings/webhooks";
    case "mail-settings":
      return "/settings/mail";
    default:
      return null;
  }
}
