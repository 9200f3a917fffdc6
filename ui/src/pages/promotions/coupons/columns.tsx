/** How a coupon looks in any list: the codes of a promotion, and those of a customer. */
import { ActionIcon, CopyButton, Group, Text, Tooltip } from "@mantine/core";
import { IconBan, IconCheck, IconCopy } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CouponOut } from "../../../api/schema";
import type { Column } from "../../../parts/DataTable";
import { LastDay, Num, useFormats } from "../../../parts/Formats";
import { StateDot, type Tone } from "../../../parts/StateDot";

const TONES: Record<CouponOut["state"], Tone> = {
  usable: "good",
  withdrawn: "bad",
  not_yet: "busy",
  over: "off",
  used_up: "off",
  paused: "off",
};

/** Whether there is anything to be withdrawn; what a checkout holds may be let go. */
const hasSomethingLeft = ({ state, uses, used }: CouponOut) =>
  state !== "withdrawn" && state !== "over" && (uses === null || used < uses);

interface Showing {
  onWithdraw?: (coupon: CouponOut) => void;
  /** Whose a code is, where they are of many. */
  whose?: boolean;
}

export function useCouponColumns({ onWithdraw, whose = false }: Showing): Column<CouponOut>[] {
  const { t } = useTranslation();
  return useMemo<Column<CouponOut>[]>(
    () => [
      { id: "code", header: t("coupon.code"), cell: (row) => <Code code={row.code} /> },
      {
        id: "state",
        header: t("points.state"),
        cell: (row) => <StateDot tone={TONES[row.state]} label={t(`coupon.state.${row.state}`)} />,
        width: 130,
        below: "code",
      },
      ...(whose
        ? [
            {
              id: "whose",
              header: t("coupon.whose"),
              cell: (row: CouponOut) => <span className="break">{row.customer ?? t("coupon.anybody")}</span>,
              wide: true,
              width: 160,
            },
          ]
        : []),
      { id: "used", header: t("coupon.used"), cell: (row) => <Used coupon={row} />, numeric: true, width: 92 },
      {
        id: "until",
        header: t("coupon.until"),
        cell: (row) =>
          row.ends_at ? (
            <>
              <span className="narrow-only">{t("coupon.until")} </span>
              <LastDay value={row.ends_at} />
            </>
          ) : (
            <span className="wide-only">{t("coupon.noEnd")}</span>
          ),
        width: 150,
        below: "code",
      },
      ...(onWithdraw
        ? [
            {
              id: "withdraw",
              header: "",
              cell: (row: CouponOut) =>
                hasSomethingLeft(row) && (
                  <Tooltip label={t("coupon.withdraw")}>
                    <ActionIcon aria-label={t("coupon.withdrawOf", { code: row.code })} onClick={() => onWithdraw(row)}>
                      <IconBan size={18} stroke={1.5} />
                    </ActionIcon>
                  </Tooltip>
                ),
              width: 52,
            },
          ]
        : []),
    ],
    [t, onWithdraw, whose],
  );
}

export function Code({ code }: { code: string }) {
  const { t } = useTranslation();
  return (
    <Group gap={4} wrap="nowrap">
      <Text ff="monospace" fz={13} className="break">
        {code}
      </Text>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? "action.copied" : "action.copy")}>
            <ActionIcon size={24} aria-label={t("coupon.copyOf", { code })} onClick={copy}>
              {copied ? <IconCheck size={14} stroke={1.5} /> : <IconCopy size={14} stroke={1.5} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}

/** How often it was used, of how many times; what a checkout holds counts as it will be used. */
function Used({ coupon }: { coupon: CouponOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <>
      <Num value={coupon.used} />
      {coupon.uses !== null && (
        <Text component="span" size="sm" c="dimmed">
          {" "}
          {t("promo.ofUses", { number: format.number(coupon.uses) })}
        </Text>
      )}
      {coupon.reserved > 0 && (
        <Text size="xs" c="dimmed">
          {t("coupon.reserved", { count: coupon.reserved, number: format.number(coupon.reserved) })}
        </Text>
      )}
    </>
  );
}
