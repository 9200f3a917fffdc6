/** What can be done with a campaign: publish, pause and go on, enter by hand, end, archive and restore; what can't be undone asks. */
import { Alert, Anchor, Button, List, Menu, Stack, Switch, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDeed, useKinds } from "../../api/queries";
import type { CampaignOut, FaultOut } from "../../api/schema";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";
import { MoreMenu } from "../../parts/MoreMenu";
import { SegmentSelect } from "../../parts/SegmentSelect";
import { useProblemText } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";
import { aheadOf } from "./ahead";
import { saidOfStep } from "./editor/faults";
import { campaignEditPath, ofCampaign, touchedByCampaign } from "./queries";

type Deed = "pause" | "resume" | "end" | "archive" | "restore";
type Dialog = "publish" | "end" | "archive" | "enter" | null;

export function Actions({ campaign }: { campaign: CampaignOut }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const deed = useDeed<{ what: Deed }, CampaignOut>({
    path: ({ what }) => ofCampaign(campaign.id, what),
    send: () => ({}),
    touches: touchedByCampaign,
  });
  const act = (what: Deed) =>
    deed.mutate(
      { what },
      {
        onSuccess: () => {
          close();
          notifications.show({ message: t(`campaign.done.${what}`, { name: campaign.name }) });
        },
        onError: (error) => notifications.show({ color: "red", message: textOf(error) }),
      },
    );
  const { state } = campaign;
  const isOn = state === "running" || state === "test";
  const publishes =
    state !== "archived" && (campaign.changed || state === "draft" || state === "ended" || state === "test");
  return (
    <>
      {publishes && <Button onClick={() => setDialog("publish")}>{t("campaign.publish")}</Button>}
      {isOn && (
        <Button
          variant="default"
          loading={deed.isPending && deed.variables.what === "pause"}
          onClick={() => act("pause")}
        >
          {t("campaign.pause")}
        </Button>
      )}
      {state === "paused" && <Button onClick={() => act("resume")}>{t("campaign.resume")}</Button>}
      {state === "archived" && (
        <Button variant="default" onClick={() => act("restore")}>
          {t("campaign.restore")}
        </Button>
      )}
      {state !== "archived" && (
        <MoreMenu>
          {isOn && <Menu.Item onClick={() => setDialog("enter")}>{t("campaign.enter")}</Menu.Item>}
          {(isOn || state === "paused") && (
            <Menu.Item color="red" onClick={() => setDialog("end")}>
              {t("campaign.end")}
            </Menu.Item>
          )}
          <Menu.Item color="red" onClick={() => setDialog("archive")}>
            {t("campaign.archive")}
          </Menu.Item>
        </MoreMenu>
      )}
      {dialog === "publish" && <PublishDialog campaign={campaign} onClose={close} />}
      {dialog === "enter" && <EnterDialog campaign={campaign} onClose={close} />}
      {(dialog === "end" || dialog === "archive") && (
        <ConfirmDialog
          open
          danger
          busy={deed.isPending}
          error={deed.error}
          title={t(`campaign.ask.${dialog}`, { name: campaign.name })}
          confirm={t(`campaign.${dialog}`)}
          onConfirm={() => act(dialog)}
          onCancel={close}
        >
          {t(`campaign.askText.${dialog}`, { count: campaign.under_way })}
        </ConfirmDialog>
      )}
    </>
  );
}

function PublishDialog({ campaign, onClose }: { campaign: CampaignOut; onClose: () => void }) {
  const { t } = useTranslation();
  const { errors, warnings } = campaign.reading;
  const kinds = useKinds().data;
  const said = (fault: FaultOut) => saidOfStep(fault, campaign.draft, kinds, t);
  const [, write] = useAddress();
  // Whom it would never reach otherwise is offered at once; who was let in before is left alone.
  const ahead = campaign.version === null ? aheadOf(campaign.draft) : undefined;
  const [isTest, setTest] = useState(campaign.state === "test");
  const [address, setAddress] = useState(campaign.test_address ?? "");
  const publish = useDeed<{ revision: number; test_address: string | null }, CampaignOut>({
    path: ofCampaign(campaign.id, "publish"),
    touches: touchedByCampaign,
  });
  const send = () =>
    publish.mutate(
      { revision: campaign.revision, test_address: isTest ? address.trim() : null },
      {
        onSuccess: (now) => {
          onClose();
          notifications.show({ message: t("campaign.published", { version: now.version }) });
          if (ahead) write({ tab: "backfill" });
        },
      },
    );
  return (
    <ConfirmDialog
      open
      title={t("campaign.askPublish", { name: campaign.name })}
      confirm={t(isTest ? "campaign.publishTest" : "campaign.publish")}
      busy={publish.isPending}
      error={publish.error}
      waits={errors.length > 0 || (isTest && !address.includes("@"))}
      onConfirm={send}
      onCancel={onClose}
    >
      {errors.length > 0 ? (
        <Alert color="red" variant="light" title={t("campaign.toMend", { count: errors.length })}>
          <List size="sm" spacing={4}>
            {errors.slice(0, 8).map((one) => (
              <List.Item key={one.pointer + one.code}>{said(one)}</List.Item>
            ))}
          </List>
          <Anchor component={Link} to={campaignEditPath(campaign.id)} size="sm" mt="xs" display="inline-block">
            {t("campaign.draw")}
          </Anchor>
        </Alert>
      ) : (
        <Stack gap="sm">
          {warnings.length > 0 && (
            <Alert color="yellow" variant="light" title={t("campaign.lookAgain", { count: warnings.length })}>
              <List size="sm" spacing={4}>
                {warnings.slice(0, 8).map((one) => (
                  <List.Item key={one.pointer + one.code}>{said(one)}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          <Text size="sm">
            {t(campaign.under_way > 0 ? "campaign.publishAgain" : "campaign.publishText", {
              count: campaign.under_way,
            })}{" "}
            {ahead && t(`campaign.publishAhead.${ahead.of}`, { count: ahead.days })}
          </Text>
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
      )}
    </ConfirmDialog>
  );
}

function EnterDialog({ campaign, onClose }: { campaign: CampaignOut; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [segment, setSegment] = useState<string | null>(null);
  const [customer, setCustomer] = useState("");
  const enter = useDeed<{ segment: string | null; customers: string[] }, { customers: number }>({
    path: ofCampaign(campaign.id, "enter"),
    touches: touchedByCampaign,
  });
  const who = customer.trim();
  const send = () =>
    enter.mutate(
      { segment, customers: who ? [who] : [] },
      {
        onSuccess: ({ customers }) => {
          onClose();
          notifications.show({
            message: t("campaign.enterDone", { count: customers, said: format.number(customers) }),
          });
        },
      },
    );
  return (
    <ConfirmDialog
      open
      title={t("campaign.enter")}
      confirm={t("campaign.enterConfirm")}
      busy={enter.isPending}
      error={enter.error}
      waits={!segment && !who}
      onConfirm={send}
      onCancel={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t("campaign.enterText")}</Text>
        <SegmentSelect label={t("campaign.enterSegment")} value={segment} onChange={setSegment} field="/segment" />
        <TextInput
          label={t("campaign.enterCustomer")}
          description={t("campaign.enterCustomerHint")}
          value={customer}
          onChange={(event) => setCustomer(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmDialog>
  );
}
