/** Keys by which the shop's programs talk to Regulars. A secret is shown once. */
import { Anchor, Badge, Button, Checkbox, Code, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, Problem } from "../../api/client";
import { useDeed, usePages } from "../../api/queries";
import type { ScopeOut } from "../../api/schema";
import type { ApiKey, Page } from "../../api/types";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { type Column, DataTable } from "../../parts/DataTable";
import { Day } from "../../parts/Formats";
import { Modal } from "../../parts/Modal";
import { ShownOnce } from "../../parts/ShownOnce";
import { faultAt } from "../../parts/schema";
import { EmptyState, ErrorState } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { TabHead } from "./TabHead";
import { TokenSecret } from "./TokenSecret";

export function Component() {
  const { t } = useTranslation();
  const may = useMay("keys:write");
  const pages = usePages<ApiKey>(["api-keys"], "/v1/api-keys");
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const revoke = useDeed<{ id: string }, void>({
    path: (key) => `/v1/api-keys/${encodeURIComponent(key.id)}`,
    method: "DELETE",
    touches: [["api-keys"]],
  });
  const columns = useColumns(setEnding);
  const make = (
    <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setMaking(true)}>
      {t("keys.new")}
    </Button>
  );
  return (
    <Stack>
      <TabHead action={may ? make : null}>{t("keys.text")}</TabHead>
      <DataTable
        label={t("settings.api-keys")}
        pages={pages}
        columns={columns}
        rowKey={(key) => key.id}
        few
        empty={
          <EmptyState icon={<IconKey size={32} stroke={1.2} />} title={t("keys.none")}>
            {t("keys.noneText")}
          </EmptyState>
        }
      />
      {may && !pages.isPending && <TokenSecret />}
      <NewKey open={making} onClose={() => setMaking(false)} />
      <ConfirmDialog
        open={ending !== null}
        title={t("keys.revokeTitle", { name: ending?.name })}
        confirm={t("keys.revoke")}
        danger
        busy={revoke.isPending}
        error={revoke.error}
        onCancel={() => setEnding(null)}
        onConfirm={() => ending && revoke.mutate({ id: ending.id }, { onSuccess: () => setEnding(null) })}
      >
        {t("keys.revokeText")}
      </ConfirmDialog>
    </Stack>
  );
}

function useColumns(onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
  const { t } = useTranslation();
  const may = useMay("keys:write");
  return useMemo<Column<ApiKey>[]>(
    () => [
      {
        id: "name",
        header: t("keys.name"),
        cell: (key) => (
          <Text size="sm" fw={500} className="break roomy">
            {key.name}
          </Text>
        ),
      },
      { id: "hint", header: t("keys.secret"), cell: (key) => <Code className="nowrap">…{key.hint}</Code>, width: 100 },
      {
        id: "scopes",
        header: t("keys.scopes"),
        cell: (key) => (
          <Group gap={4}>
            {key.scopes.map((scope) => (
              <Badge key={scope} variant="default" tt="none" fw={400}>
                {scope}
              </Badge>
            ))}
          </Group>
        ),
        below: "name",
      },
      {
        id: "made",
        header: t("keys.madeOn"),
        cell: (key) => <Day value={key.created_at} />,
        below: "hint",
        width: 120,
      },
      {
        id: "end",
        header: "",
        cell: (key) =>
          may ? (
            <Anchor component="button" type="button" size="sm" c="var(--bad)" onClick={() => onRevoke(key)}>
              {t("keys.revoke")}
            </Anchor>
          ) : null,
        numeric: true,
        width: 90,
      },
    ],
    [t, may, onRevoke],
  );
}

function NewKey({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState("");
  const [publishable, setPublishable] = useState(false);
  const [scopes, setScopes] = useState<string[]>(["records:write", "customers:read"]);
  const make = useDeed<{ name: string; publishable: boolean; scopes: string[] }, ApiKey>({
    path: "/v1/api-keys",
    touches: [["api-keys"]],
  });
  const offered = useQuery({
    queryKey: ["key-scopes", i18n.language],
    queryFn: () => ask<Page<ScopeOut>>("/v1/api-keys/scopes"),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: open,
  });
  const done = () => {
    setName("");
    make.reset();
    onClose();
  };
  return (
    <Modal
      opened={open}
      onClose={done}
      title={make.data ? t("keys.madeTitle") : t("keys.new")}
      closeOnClickOutside={!make.data}
      classNames={{ title: "panel-title" }}
    >
      {make.data ? (
        <ShownOnce secret={make.data.secret ?? ""} text={t("keys.onceText")} kept={t("keys.kept")} onKept={done} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!make.isPending) make.mutate({ name: name.trim(), publishable, scopes: publishable ? [] : scopes });
          }}
        >
          <Stack>
            {make.error && <ErrorState error={make.error} what={t("problem.notSaved")} />}
            {offered.error && <ErrorState error={offered.error} onRetry={() => offered.refetch()} />}
            <TextInput
              label={t("keys.name")}
              description={t("keys.nameHint")}
              value={name}
              error={faultAt(make.error instanceof Problem ? make.error.errors : [], "/name")}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <Radio.Group
              value={publishable ? "publishable" : "secret"}
              onChange={(next) => setPublishable(next === "publishable")}
            >
              <Stack gap="xs">
                <Radio value="secret" label={t("keys.secretKind")} description={t("keys.secretKindHint")} />
                <Radio
                  value="publishable"
                  label={t("keys.publishableKind")}
                  description={t("keys.publishableKindHint")}
                />
              </Stack>
            </Radio.Group>
            {!publishable && (
              <Checkbox.Group label={t("keys.scopes")} value={scopes} onChange={setScopes}>
                <Stack gap={8} mt={8}>
                  {offered.data?.data.map(({ scope, words }) => (
                    <Checkbox key={scope} size="xs" value={scope} label={`${words} (${scope})`} />
                  ))}
                </Stack>
              </Checkbox.Group>
            )}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={done}>
                {t("action.cancel")}
              </Button>
              <Button
                type="submit"
                loading={make.isPending}
                disabled={!name.trim() || (!publishable && scopes.length === 0)}
              >
                {t("keys.make")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
