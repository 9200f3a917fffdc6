/** What can be done with a workflow: activate, pause and go on, end, archive. */
import { Button, Menu, Stack, Switch, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDeed } from "../../../api/queries";
import type { WorkflowOut } from "../../../api/schema";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { MoreMenu } from "../../../parts/MoreMenu";
import { useProblemText } from "../../../parts/states";
import { campaignPath } from "../queries";
import { ofWorkflow, touchedByWorkflow } from "./queries";

type Deed = "pause" | "resume" | "end" | "archive" | "restore";

interface Props {
  workflow: WorkflowOut;
  isChanged: boolean;
  onDone: (now: WorkflowOut) => void;
}

export function WorkflowActions({ workflow, isChanged, onDone }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [dialog, setDialog] = useState<"activate" | "end" | "archive" | null>(null);
  const deed = useDeed<{ what: Deed }, WorkflowOut>({
    path: ({ what }) => ofWorkflow(workflow.id, what),
    send: () => ({}),
    touches: touchedByWorkflow,
  });
  const act = (what: Deed) =>
    deed.mutate(
      { what },
      {
        onSuccess: (now) => {
          setDialog(null);
          onDone(now);
          notifications.show({ message: t(`campaign.done.${what}`, { name: workflow.name }) });
        },
        onError: (error) => notifications.show({ color: "red", message: textOf(error) }),
      },
    );
  const { state } = workflow;
  const isOn = state === "running" || state === "test";
  return (
    <>
      {state !== "archived" && (workflow.changed || !isOn) && state !== "paused" && (
        <Button variant="default" disabled={isChanged} onClick={() => setDialog("activate")}>
          {t("workflow.activate")}
        </Button>
      )}
      {state === "paused" && (
        <Button variant="default" onClick={() => act("resume")}>
          {t("campaign.resume")}
        </Button>
      )}
      {state === "archived" && (
        <Button variant="default" onClick={() => act("restore")}>
          {t("campaign.restore")}
        </Button>
      )}
      <MoreMenu>
        <Menu.Item component={Link} to={campaignPath(workflow.id)}>
          {t("workflow.watch")}
        </Menu.Item>
        {isOn && <Menu.Item onClick={() => act("pause")}>{t("campaign.pause")}</Menu.Item>}
        {(isOn || state === "paused") && (
          <Menu.Item color="red" onClick={() => setDialog("end")}>
            {t("campaign.end")}
          </Menu.Item>
        )}
        {state !== "archived" && (
          <Menu.Item color="red" onClick={() => setDialog("archive")}>
            {t("campaign.archive")}
          </Menu.Item>
        )}
      </MoreMenu>
      {dialog === "activate" && <ActivateDialog workflow={workflow} onDone={onDone} onClose={() => setDialog(null)} />}
      {(dialog === "end" || dialog === "archive") && (
        <ConfirmDialog
          open
          danger
          busy={deed.isPending}
          error={deed.error}
          title={t(`campaign.ask.${dialog}`, { name: workflow.name })}
          confirm={t(`campaign.${dialog}`)}
          onConfirm={() => act(dialog)}
          onCancel={() => setDialog(null)}
        >
          {t(`workflow.askText.${dialog}`)}
        </ConfirmDialog>
      )}
    </>
  );
}

function ActivateDialog({
  workflow,
  onDone,
  onClose,
}: {
  workflow: WorkflowOut;
  onDone: (now: WorkflowOut) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [isTest, setTest] = useState(workflow.state === "test");
  const [address, setAddress] = useState(workflow.test_address ?? "");
  const activate = useDeed<{ revision: number; test_address: string | null }, WorkflowOut>({
    path: ofWorkflow(workflow.id, "activate"),
    touches: touchedByWorkflow,
  });
  const send = () =>
    activate.mutate(
      { revision: workflow.revision, test_address: isTest ? address.trim() : null },
      {
        onSuccess: (now) => {
          onDone(now);
          onClose();
          notifications.show({ message: t("workflow.activated", { name: now.name }) });
        },
      },
    );
  return (
    <ConfirmDialog
      open
      title={t("workflow.askActivate", { name: workflow.name })}
      confirm={t(isTest ? "workflow.activateTest" : "workflow.activate")}
      busy={activate.isPending}
      error={activate.error}
      waits={isTest && !address.includes("@")}
      onConfirm={send}
      onCancel={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t(`workflow.activateText.${workflow.form.counts_from}`)}</Text>
        <Switch
          label={t("campaign.testMode")}
          description={t("campaign.testModeHint")}
          checked={isTest}
          onChange={(event) => setTest(event.currentTarget.checked)}
        />
        {isTest && (
          <TextInput
            type="email"
            label={t("campaign.testAddress")}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
