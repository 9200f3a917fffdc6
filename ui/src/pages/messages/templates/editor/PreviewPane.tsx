/** The mail as a customer would get it: as on a desktop or a phone, and its text part. */
import { Button, Group, Loader, Paper, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile, IconLetterCase, IconMailForward } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailPreview, MailShown } from "../../../../api/schema";
import { useFormats } from "../../../../parts/Formats";
import { ErrorState } from "../../../../parts/states";
import { useMay } from "../../../../shell/SessionGate";
import { CustomerSelect } from "../../../customers/CustomerSelect";
import { nameOf } from "../../../customers/columns";
import { MailFrame } from "./MailFrame";
import classes from "./PreviewPane.module.css";
import { TestDialog } from "./TestDialog";
import type { Previewed } from "./usePreview";
import type { Words } from "./words";

interface Props {
  previewed: Previewed;
  customer: { id: string; label: string } | null;
  onCustomer: (customer: { id: string; label: string } | null) => void;
  words: Words;
  /** Null: that of the customer. */
  language: string | null;
  /** As a newsletter would be sent. */
  newsletter?: boolean;
}

type Way = "desktop" | "phone" | "text";

export function PreviewPane({ previewed, customer, onCustomer, words, language, newsletter = false }: Props) {
  const { t } = useTranslation();
  const may = useMay("messages:write");
  const [way, setWay] = useState<Way>("desktop");
  const [testing, setTesting] = useState(false);
  const { data, error, stale, refetch } = previewed;
  return (
    <Paper p="md" component="section" aria-labelledby="mail-preview">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Title order={2} id="mail-preview">
              {t("mail.shown")}
            </Title>
            {stale && data && <Loader size={14} role="img" aria-label={t("state.loading")} />}
          </Group>
          <Ways way={way} onChange={setWay} />
        </Group>
        <Group gap="xs" align="flex-end">
          <div style={{ flex: "1 1 220px" }}>
            <CustomerSelect
              label={t("mail.asCustomer")}
              placeholder={t("mail.asExample")}
              size="xs"
              chosen={customer}
              onChoose={(one) => onCustomer({ id: one.id, label: nameOf(one) || one.external_id || one.id })}
              onClear={() => onCustomer(null)}
            />
          </div>
          {may && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconMailForward size={16} stroke={1.5} />}
              disabled={!data?.mail}
              onClick={() => setTesting(true)}
            >
              {t("mail.test")}
            </Button>
          )}
        </Group>
        <TestDialog
          words={words}
          language={language}
          customer={customer?.id ?? null}
          newsletter={newsletter}
          open={testing}
          onClose={() => setTesting(false)}
        />
        <div aria-busy={stale} style={{ opacity: stale && data ? 0.7 : 1 }}>
          {error && !stale ? (
            <ErrorState error={error} what={t("mail.notShown")} onRetry={refetch} />
          ) : data?.mail ? (
            <>
              <NotSo preview={data} />
              <Shown mail={data.mail} way={way} />
            </>
          ) : data ? (
            <Text size="sm" c="dimmed">
              {t("mail.mendFirst")}
            </Text>
          ) : (
            <div className={classes.waiting} />
          )}
        </div>
      </Stack>
    </Paper>
  );
}

function Ways({ way, onChange }: { way: Way; onChange: (way: Way) => void }) {
  const { t } = useTranslation();
  const icons = { desktop: IconDeviceDesktop, phone: IconDeviceMobile, text: IconLetterCase };
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("mail.way.label")}
      value={way}
      onChange={(next) => onChange(next as Way)}
      data={(["desktop", "phone", "text"] as const).map((value) => {
        const Icon = icons[value];
        return {
          value,
          label: (
            <Group gap={6} wrap="nowrap">
              <Icon size={16} stroke={1.5} aria-hidden />
              <span>{t(`mail.way.${value}`)}</span>
            </Group>
          ),
        };
      })}
    />
  );
}

/** What of the mail nobody will get as it is shown: values that are examples, and what a newsletter doesn't have. */
function NotSo({ preview }: { preview: MailPreview }) {
  const { t } = useTranslation();
  const named = (sources: string[]) => sources.map((one) => t(`mail.source.${one}` as "mail.source.order")).join(", ");
  const { made_up, left_out } = preview;
  if (made_up.length + left_out.length === 0) return null;
  return (
    <Stack gap={2} mb="xs">
      {made_up.length > 0 && <Text size="sm">{t("mail.madeUp", { sources: named(made_up) })}</Text>}
      {left_out.length > 0 && <Text size="sm">{t("mail.leftOut", { sources: named(left_out) })}</Text>}
    </Stack>
  );
}

function Shown({ mail, way }: { mail: MailShown; way: Way }) {
  const { t } = useTranslation();
  const format = useFormats();
  const sender = [mail.sender_name, mail.sender_address && `<${mail.sender_address}>`].filter(Boolean).join(" ");
  return (
    <Stack gap="xs">
      <div className={classes.head}>
        <Text size="xs" c="dimmed" className="break">
          {sender || t("mail.senderUsual")}
        </Text>
        <Text fw={600} className="break">
          {mail.subject || t("mail.noSubject")}
        </Text>
      </div>
      {way === "text" ? (
        <pre className={classes.text}>{mail.text}</pre>
      ) : (
        <div className={classes.stage}>
          <MailFrame
            html={mail.html}
            title={t("mail.shown")}
            className={way === "phone" ? classes.phone : classes.desktop}
          />
        </div>
      )}
      <Text size="xs" c="dimmed">
        {t("mail.sizeOf", { size: format.number(Math.ceil(mail.size_bytes / 1000)) })}
      </Text>
    </Stack>
  );
}
