/** How a posting of the programme looks in its history: what it was and why, whose, when, and how many points. */
import { Anchor, Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { PostingOut } from "../../../api/schema";
import type { Column } from "../../../parts/DataTable";
import { useEntityName } from "../../../parts/entity";
import { useFormats, When } from "../../../parts/Formats";
import { Beside } from "../../customers/Beside";
import { customerPath } from "../../customers/columns";
import { rulePath } from "../earning/EarningRulesTab";

function Why({ posting: { reason, order, rule, rule_id, rule_version, moved_from, beside } }: { posting: PostingOut }) {
  const { t } = useTranslation();
  const from = moved_from ? t("history.movedFrom", { id: moved_from }) : null;
  const said = [reason, order ? t("orders.one", { id: order }) : null, from].filter(Boolean).join(" · ");
  return (
    <Text size="xs" c="dimmed" className="break">
      {said}
      {said && rule && " · "}
      {rule && rule_id && (
        <Anchor component={Link} to={rulePath(rule_id)} size="xs" c="dimmed" underline="always">
          {rule_version === null ? rule : `${rule}, ${t("versions.ofPosting", { number: rule_version })}`}
        </Anchor>
      )}
      {said && beside && " · "}
      {beside && <Beside of={beside} />}
    </Text>
  );
}

/** `several`: whether there is more than one legal entity, so that it has to be said which one owes. */
export function useHistoryColumns(several: boolean): Column<PostingOut>[] {
  const { t } = useTranslation();
  const format = useFormats();
  const called = useEntityName();
  return useMemo<Column<PostingOut>[]>(
    () => [
      {
        id: "what",
        header: t("points.what"),
        cell: (row) => (
          <>
            {t(`pointsKind.${row.kind}`)}
            <Why posting={row} />
          </>
        ),
      },
      {
        id: "customer",
        header: t("customers.one"),
        cell: ({ customer }) => (
          <Link to={`${customerPath(customer.id)}?tab=points`} className="plain-link break">
            {customer.name ?? customer.email ?? customer.external_id ?? t("history.erased", { id: customer.id })}
          </Link>
        ),
        below: "what",
      },
      { id: "at", header: t("points.when"), cell: (row) => <When value={row.at} />, below: "what", width: 200 },
      ...(several
        ? [
            {
              id: "entity",
              header: t("points.legalEntity"),
              cell: (row: PostingOut) => <span className="break">{called(row.legal_entity)}</span>,
              below: "what",
            },
          ]
        : []),
      {
        id: "points",
        header: t("points.points"),
        cell: (row) => (
          <Text component="span" fw={600}>
            {row.moved === null ? format.signed(row.points) : format.number(row.moved)}
          </Text>
        ),
        numeric: true,
        width: 110,
      },
    ],
    [t, format, several, called],
  );
}
