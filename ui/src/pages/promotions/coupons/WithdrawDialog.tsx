/** Asks before a code is taken back, which can't be undone. */
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { CouponOut } from "../../../api/schema";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { touchedByCodes } from "../queries";

interface Props {
  coupon: CouponOut;
  onClose: () => void;
}

export function WithdrawDialog({ coupon, onClose }: Props) {
  const { t } = useTranslation();
  const withdraw = useDeed<null, CouponOut>({
    path: `/v1/coupons/${encodeURIComponent(coupon.id)}/withdraw`,
    touches: touchedByCodes,
  });
  const done = () => {
    notifications.show({ message: t("coupon.withdrawn", { code: coupon.code }) });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t("coupon.withdrawTitle", { code: coupon.code })}
      confirm={t("coupon.withdraw")}
      danger
      busy={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate(null, { onSuccess: done })}
      onCancel={onClose}
    >
      {t("coupon.withdrawText")}
    </ConfirmDialog>
  );
}
