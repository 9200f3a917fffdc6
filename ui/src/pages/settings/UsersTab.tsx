/** The people who sign in here, and what each may do. */
import { Anchor, Button, Group, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { useDeed, usePages } from "../../api/queries";
import type { Role, User } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Day } from "../../parts/Formats";
import { Modal } from "../../parts/Modal";
import { Password } from "../../parts/Password";
import { StateDot } from "../../parts/StateDot";
import { EmptyState, ErrorState } from "../../parts/states";
import { useMay, useSignedIn } from "../../shell/SessionGate";
import { TabHead } from "./TabHead";

const ROLES: Role[] = ["owner", "marketer", "support", "reader"];

export function Component() {
  const { t } = useTranslation();
  const may = useMay("users:write");
  const me = useSignedIn().user;
  const pages = usePages<User>(["users"], "/v1/users");
  const [open, setOpen] = useState<User | "new" | null>(null);
  const columns = useColumns(setOpen);
  const invite = (
    <Button leftSection={<IconUserPlus size={18} stroke={1.5} />} onClick={() => setOpen("new")}>
      {t("users.new")}
    </Button>
  );
  return (
    <Stack>
      <TabHead action={may ? invite : null}>{t("users.text")}</TabHead>
      <DataTable
        label={t("settings.users")}
        pages={pages}
        columns={columns}
        rowKey={(user) => user.id}
        empty={<EmptyState title={t("users.none")} />}
      />
      {open !== null && (
        <UserForm
          key={open === "new" ? "new" : open.id}
          user={open === "new" ? null : open}
          self={open !== "new" && open.id === me.id}
          onClose={() => setOpen(null)}
        />
      )}
    </Stack>
  );
}

function useColumns(onChange: (user: User) => void): Column<User>[] {
  const { t } = useTranslation();
  const may = useMay("users:write");
  const me = useSignedIn().user;
  return useMemo<Column<User>[]>(
    () => [
      {
        id: "name",
        header: t("users.name"),
        cell: (user) => (
          <>
            <Text size="sm" fw={500} className="break">
              {user.name}
              {user.id === me.id && ` (${t("users.you")})`}
            </Text>
            <Text size="xs" c="dimmed" className="break">
              {user.email}
            </Text>
          </>
        ),
      },
      { id: "role", header: t("users.role"), cell: (user) => t(`role.${user.role}`), below: "name", width: 140 },
      {
        id: "state",
        header: t("users.state"),
        cell: (user) => (
          <StateDot
            tone={user.disabled ? "off" : "good"}
            label={user.disabled ? t("users.disabled") : t("users.enabled")}
          />
        ),
        below: "name",
        width: 140,
      },
      { id: "made", header: t("users.since"), cell: (user) => <Day value={user.created_at} />, wide: true, width: 120 },
      {
        id: "change",
        header: "",
        cell: (user) =>
          may ? (
            <Anchor component="button" type="button" size="sm" onClick={() => onChange(user)}>
              {t("action.change")}
            </Anchor>
          ) : null,
        numeric: true,
        width: 90,
      },
    ],
    [t, may, me.id, onChange],
  );
}

interface FormProps {
  user: User | null;
  self: boolean;
  onClose: () => void;
}

function UserForm({ user, self, onClose }: FormProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(user?.email ?? "");
  const [name, setName] = useState(user?.name ?? "");
  const [role, setRole] = useState<Role>(user?.role ?? "marketer");
  const [disabled, setDisabled] = useState(user?.disabled ?? false);
  const [password, setPassword] = useState("");
  const save = useDeed<Record<string, unknown>, User>({
    path: user ? `/v1/users/${encodeURIComponent(user.id)}` : "/v1/users",
    method: user ? "PATCH" : "POST",
    touches: [["users"]],
  });
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const fault = (pointer: string) => faults.find((one) => one.pointer === pointer)?.detail;
  const submit = () =>
    save.mutate(
      user
        ? { name, role, ...(self ? {} : { disabled }), ...(password ? { password } : {}) }
        : { email: email.trim(), name: name.trim(), role, password },
      { onSuccess: onClose },
    );
  const ready = name.trim() && (user || (email.trim() && password));
  return (
    <Modal opened onClose={onClose} title={user ? user.email : t("users.new")} classNames={{ title: "panel-title" }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !save.isPending) submit();
        }}
      >
        <Stack>
          {save.error && <ErrorState error={save.error} what={t("problem.notSaved")} />}
          {!user && (
            <TextInput
              label={t("signIn.email")}
              type="email"
              value={email}
              error={fault("/email")}
              onChange={(event) => setEmail(event.currentTarget.value)}
              data-autofocus
            />
          )}
          <TextInput
            label={t("users.name")}
            value={name}
            error={fault("/name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t("users.role")}
            description={t(`role.hint.${role}`)}
            inputWrapperOrder={["label", "input", "description", "error"]}
            allowDeselect={false}
            disabled={self}
            data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
            value={role}
            onChange={(value) => value && setRole(value as Role)}
          />
          <Password
            label={user ? t("users.newPassword") : t("signIn.password")}
            description={user ? t("users.newPasswordHint") : undefined}
            autoComplete="new-password"
            isNew
            value={password}
            error={fault("/password")}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {user && !self && (
            <Switch
              label={t("users.disable")}
              description={t("users.disableHint")}
              checked={disabled}
              onChange={(event) => setDisabled(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!ready}>
              {user ? t("action.save") : t("users.create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
