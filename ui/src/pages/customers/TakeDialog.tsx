/** Asks before points are exchanged for a coupon: what is taken, what is left, and what the customer gets. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { ReachOut, TakenOut } from "../../api/schema";
import type { Customer } from "../../api/types";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";
import { Modal } from "../../parts/Modal";
import { Code } from "../promotions/coupons/columns";
import { shortNameOf } from "./columns";

interface Props {
  customer: Customer;
  reach: ReachOut;
  onClose: () => void;
}

export function TakeDialog({ customer, reach, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const take = useDeed<{ reward: string }, TakenOut>({
    path: `/v1/customers/${encodeURIComponent(customer.id)}/rewards`,
    touches: [["customer", customer.id], ["coupons"], ["customers"]],
  });
  const { points, name } = reach;
  const counted = { count: points, number: format.number(points) };
  if (take.data) return <Taken taken={take.data} name={name} onClose={onClose} />;
  return (
    <ConfirmDialog
      open
      title={t("reward.takeTitle", { name: shortNameOf(customer), reward: name })}
      confirm={t("reward.takeConfirm", counted)}
      busy={take.isPending}
      error={take.error}
      onConfirm={() => take.mutate({ reward: reach.reward })}
      onCancel={onClose}
    >
      {t("reward.takeText", { ...counted, left: format.number(customer.points - points) })}
    </ConfirmDialog>
  );
}

/** The code, to be told to the customer at once; it stays in the list of coupons. */
function Taken({ taken, name, onClose }: { taken: TakenOut; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const counted = { count: taken.points, number: format.number(taken.points) };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("reward.takenTitle", { reward: name })}
      classNames={{ title: "panel-title" }}
    >
      <Stack>
        <Text size="sm">{t("reward.takenText", counted)}</Text>
        <Code code={taken.code} />
        {taken.ends_at && (
          <Text size="sm" c="dimmed">
            {t("reward.usableUntil", { until: format.end(taken.ends_at) })}
          </Text>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            {t("action.close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
