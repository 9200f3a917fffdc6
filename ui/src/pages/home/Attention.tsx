/** What needs attention, the worst first, each with the way to act; nothing of it is told in one quiet line. */
import { Anchor, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { NoticeOut } from "../../api/schema";
import { useFormats, When } from "../../parts/Formats";
import { StateDot } from "../../parts/StateDot";
import { useMayOpen } from "../../shell/needs";
import { POINTS_ENDING, starterPath } from "../campaigns/queries";

const TONES = { bad: "bad", warning: "warning", info: "busy" } as const;

/** Where what a notice tells of can be mended or looked at. */
function placeOf({ kind, id }: NoticeOut): string {
  switch (kind) {
    case "segment_broken":
    case "segment_drifted":
    case "segment_waiting":
      return `/segments/${id}`;
    case "webhook_disabled":
    case "webhook_failing":
      return "/settings/webhooks";
    case "campaign_broken":
    case "campaign_stuck":
      return `/campaigns/${id}`;
    case "mails_stuck":
      return "/settings/mail";
    case "mails_late":
      return "/messages?tab=log";
    case "newsletter_stopped":
      return `/messages/newsletters/${id}`;
    case "mails_returned":
    case "mails_complained":
      return "/messages?tab=suppressions";
    case "codes_guessed":
      return "/promotions";
    case "promotion_used_up":
    case "budget_nearly_used":
    case "uses_nearly_used":
      return `/promotions/${id}`;
    case "points_ending":
      return "/points?tab=liability#ends";
    case "records_set_aside":
    case "road_behind":
      return "/settings/import";
  }
}

export function Attention({ notices }: { notices: NoticeOut[] | undefined }) {
  const { t } = useTranslation();
  if (!notices) return <Skeleton height={64} radius={8} />;
  return (
    <Paper p="md" component="section" aria-label={t("home.attention")}>
      {notices.length === 0 ? (
        <StateDot tone="good" label={t("home.nothingToDo")} />
      ) : (
        <>
          <Title order={2} mb="sm">
            {t("home.attention")}
          </Title>
          <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: "none" }}>
            {notices.map((notice) => (
              <Line key={notice.kind + (notice.id ?? "")} notice={notice} />
            ))}
          </Stack>
        </>
      )}
    </Paper>
  );
}

function Line({ notice }: { notice: NoticeOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const mayOpen = useMayOpen();
  const remind = starterPath(POINTS_ENDING);
  const count = notice.customers ?? notice.number ?? 0;
  const said = {
    name: notice.name ?? "",
    count,
    customers: format.number(notice.customers ?? 0),
    number: format.number(notice.number ?? 0),
    share: format.percent(notice.share ?? 0),
  };
  return (
    <Group component="li" align="flex-start" gap="sm">
      {/* What can be done stands beside what is said, and below it where a phone has no room for both. */}
      <Group gap={8} align="baseline" wrap="nowrap" flex="1 1 200px" miw={0}>
        <span className={`dot dot-${TONES[notice.tone]}`} aria-hidden />
        <div style={{ minWidth: 0 }}>
          <Text component="span" size="sm" className="break">
            {t(`notice.${notice.kind}`, said)}
          </Text>
          {(notice.reason || notice.since) && (
            <Text size="xs" c="dimmed" className="break" lineClamp={2}>
              {notice.reason ?? (
                <>
                  {t(notice.kind === "codes_guessed" ? "home.untilWhen" : "home.sinceWhen")}{" "}
                  <When value={notice.since} />
                </>
              )}
            </Text>
          )}
        </div>
      </Group>
      <Group gap="sm" ml="auto" wrap="nowrap">
        {notice.kind === "points_ending" && mayOpen(remind) && (
          <Anchor component={Link} to={remind} size="sm" className="nowrap">
            {t("home.remind")}
          </Anchor>
        )}
        {mayOpen(placeOf(notice)) && (
          <Anchor component={Link} to={placeOf(notice)} size="sm" className="nowrap">
            {t(`noticeAct.${notice.kind}`)}
          </Anchor>
        )}
      </Group>
    </Group>
  );
}
