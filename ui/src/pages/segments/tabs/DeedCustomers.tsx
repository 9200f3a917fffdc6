/** To whom something was done, in a panel beside the list of deeds. */
import { Button, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { usePages } from "../../../api/queries";
import type { DeedOut } from "../../../api/schema";
import type { CustomerBrief } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { SidePanel } from "../../../parts/SidePanel";
import { ErrorState, Lines } from "../../../parts/states";
import { CustomerCell } from "../../customers/columns";
import { saidOfDeed } from "../acts";

interface Props {
  segmentId: string;
  deed: DeedOut | null;
  onClose: () => void;
}

export function DeedCustomers({ segmentId, deed, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <SidePanel
      open={deed !== null}
      onClose={onClose}
      title={deed ? t("deeds.whom", { count: deed.size, number: format.number(deed.size) }) : ""}
    >
      {deed && (
        <Stack>
          <div>
            <Text size="sm" className="break">
              {saidOfDeed(deed, t)}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`deeds.kind.${deed.archived ? "archived" : deed.kind}`)} · {format.instant(deed.at)}
            </Text>
          </div>
          <Whom segmentId={segmentId} deedId={deed.id} />
        </Stack>
      )}
    </SidePanel>
  );
}

function Whom({ segmentId, deedId }: { segmentId: string; deedId: string }) {
  const { t } = useTranslation();
  const pages = usePages<CustomerBrief>(
    ["segment", segmentId, "deed", deedId],
    `/v1/segments/${encodeURIComponent(segmentId)}/deeds/${encodeURIComponent(deedId)}/customers`,
  );
  if (pages.error && !pages.rows) {
    return <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />;
  }
  if (!pages.rows) return <Lines count={6} height={32} />;
  return (
    <Stack gap="sm">
      {pages.rows.map((customer) => (
        <div key={customer.id}>
          <CustomerCell customer={customer} t={t} />
        </div>
      ))}
      {pages.hasNextPage && (
        <Button variant="subtle" color="gray" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          {t("action.loadMore")}
        </Button>
      )}
    </Stack>
  );
}
