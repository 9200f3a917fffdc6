/** All mail templates, the latest first: what each is called, in which languages, and whether mails are written by it. */
import { Badge, Button, Checkbox, Group, Select, Text } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../../api/queries";
import type { MailTemplateOut } from "../../../api/schema";
import { withoutLiquid } from "../../../format/liquid";
import { type Column, DataTable } from "../../../parts/DataTable";
import { When } from "../../../parts/Formats";
import { SearchInput } from "../../../parts/SearchInput";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { useMay } from "../../../shell/SessionGate";
import { TEMPLATE_NEW, templatePath } from "./queries";
import { TemplateState } from "./TemplateState";

const KINDS: MailTemplateOut["kind"][] = ["marketing", "transactional"];

export function TemplatesTab() {
  const { t } = useTranslation();
  const may = useMay("messages:write");
  const [read, write] = useAddress();
  const search = read("search");
  const kind = KINDS.find((one) => one === read("kind")) ?? null;
  const archived = read("archived") === "yes";
  const pages = usePages<MailTemplateOut>(["mail-templates"], "/v1/mail-templates", {
    search,
    kind,
    archived: archived ? "true" : null,
  });
  const columns = useColumns();
  const filtered = search || kind || archived;
  return (
    <>
      <Group gap="sm" mb={12}>
        <SearchInput value={search} onSearch={(value) => write({ search: value })} placeholder={t("mail.searchHint")} />
        <Select
          aria-label={t("mail.kind")}
          placeholder={t("mail.anyKind")}
          clearable
          w={200}
          value={kind}
          onChange={(next) => write({ kind: next })}
          data={KINDS.map((one) => ({ value: one, label: t(`mail.kindOf.${one}`) }))}
        />
        <Checkbox
          label={t("mail.archivedOnes")}
          checked={archived}
          onChange={(event) => write({ archived: event.currentTarget.checked ? "yes" : null })}
        />
      </Group>
      <DataTable
        label={t("mail.tab.templates")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => templatePath(row.id)}
        empty={
          filtered ? (
            <EmptyState
              title={t("mail.noneFound")}
              action={
                <Button variant="default" onClick={() => write({ search: null, kind: null, archived: null })}>
                  {t("action.clearFilters")}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconMail size={40} stroke={1.2} />}
              title={t("mail.emptyTitle")}
              action={
                may && (
                  <Button component={Link} to={TEMPLATE_NEW}>
                    {t("mail.new")}
                  </Button>
                )
              }
            >
              {t("mail.emptyText")}
            </EmptyState>
          )
        }
      />
    </>
  );
}

function useColumns(): Column<MailTemplateOut>[] {
  const { t } = useTranslation();
  return useMemo<Column<MailTemplateOut>[]>(
    () => [
      {
        id: "name",
        header: t("mail.name"),
        cell: (row) => (
          <>
            <Link to={templatePath(row.id)} className="plain-link break">
              {row.name}
            </Link>
            <Text size="xs" c="dimmed" className="break" lineClamp={1} title={row.subject}>
              {withoutLiquid(row.subject) || t("mail.noSubject")}
            </Text>
          </>
        ),
      },
      {
        id: "state",
        header: t("points.state"),
        cell: (row) => <TemplateState state={row.state} />,
        width: 200,
        below: "name",
      },
      { id: "kind", header: t("mail.kind"), cell: (row) => t(`mail.kindOf.${row.kind}`), wide: true, width: 150 },
      {
        id: "languages",
        header: t("mail.languages"),
        cell: (row) => (
          <Group gap={4}>
            {row.codes.map((code) => (
              <Badge key={code} variant="default" tt="none">
                {code}
              </Badge>
            ))}
          </Group>
        ),
        wide: true,
        width: 160,
      },
      {
        id: "needs",
        header: t("mail.needs"),
        cell: (row) => row.needs.map((need) => t(`mail.source.${need}` as "mail.source.order")).join(", ") || "–",
        wide: true,
        width: 150,
      },
      {
        id: "updated",
        header: t("mail.updated"),
        cell: (row) => <When value={row.updated_at} relative />,
        wide: true,
        width: 130,
      },
    ],
    [t],
  );
}
