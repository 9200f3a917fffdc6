/** To whom it would have happened: some customers step by step, who would have got most mails, and what wasn't done. */
import { ActionIcon, Anchor, Paper, Table, Text, Title, Tooltip } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RunCustomer, SimulatedCustomerOut, SimulatedDeedOut, SimulationResult } from "../../../api/schema";
import { useFormats, When } from "../../../parts/Formats";
import { useCsv } from "../../../parts/useCsv";
import { customerPath, nameOf } from "../../customers/columns";
import { useDone, useWhy } from "./words";

const FIRST = 10;
const DEEDS = 3;

interface Props {
  result: SimulationResult;
  titleOf: (node: string) => string;
}

export function ToWhom({ result, titleOf }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const said = useDone();
  const why = useWhy();
  const write = useCsv();
  if (result.shown.length === 0) return null;
  const shown = all ? result.shown : result.shown.slice(0, FIRST);
  const save = () =>
    write(
      "simulation-customers.csv",
      [
        t("campaign.customer"),
        t("simulation.when"),
        t("simulation.step"),
        t("results.id"),
        t("simulation.done"),
        t("simulation.notDone"),
      ],
      result.shown.flatMap((one) =>
        one.deeds.map((deed) => [
          nameOf(one.customer),
          deed.at,
          titleOf(deed.node),
          deed.node,
          deed.not_done ? "" : said(deed.what, deed.amount),
          deed.not_done ? why(deed.not_done) : "",
        ]),
      ),
    );
  return (
    <Listed title={t("simulation.toWhom")} text={t("simulation.toWhomText")} save={save}>
      <Table verticalSpacing={6} aria-label={t("simulation.toWhom")} data-testid="simulated-customers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("campaign.customer")}</Table.Th>
            <Table.Th>{t("simulation.when")}</Table.Th>
            <Table.Th className="wide-only">{t("simulation.done")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((one) => (
            <OfOne key={one.customer.id} one={one} titleOf={titleOf} />
          ))}
        </Table.Tbody>
      </Table>
      {result.shown.length > FIRST && (
        <Anchor component="button" type="button" size="xs" mt={4} onClick={() => setAll(!all)}>
          {all ? t("action.showLess") : t("simulation.allShown", { count: result.shown.length })}
        </Anchor>
      )}
    </Listed>
  );
}

/** One customer's deeds, the first few; the others when they are asked for. */
function OfOne({ one, titleOf }: { one: SimulatedCustomerOut; titleOf: (node: string) => string }) {
  const { t } = useTranslation();
  const said = useDone();
  const why = useWhy();
  const [all, setAll] = useState(false);
  const shown = all ? one.deeds : one.deeds.slice(0, DEEDS);
  const more = one.deeds.length - DEEDS;
  const told = (deed: SimulatedDeedOut) =>
    deed.not_done ? (
      <Text size="sm" c="dimmed">
        {titleOf(deed.node)}: {why(deed.not_done)}
      </Text>
    ) : (
      said(deed.what, deed.amount)
    );
  return (
    <>
      {shown.map((deed, n) => (
        <Table.Tr key={`${deed.node} ${deed.at}`}>
          <Table.Td className="break">{n === 0 && <Whose customer={one.customer} />}</Table.Td>
          <Table.Td>
            <When value={deed.at} />
            <div className="narrow-only below">{told(deed)}</div>
          </Table.Td>
          <Table.Td className="wide-only">{told(deed)}</Table.Td>
        </Table.Tr>
      ))}
      {more > 0 && (
        <Table.Tr>
          <Table.Td />
          <Table.Td colSpan={2}>
            <Anchor component="button" type="button" size="xs" onClick={() => setAll(!all)}>
              {all ? t("action.showLess") : t("simulation.more", { count: more })}
            </Anchor>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

export function MostMails({ result }: { result: SimulationResult }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (result.most_mails.length === 0) return null;
  return (
    <Listed title={t("simulation.mostMails")}>
      <Table verticalSpacing={4} aria-label={t("simulation.mostMails")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("campaign.customer")}</Table.Th>
            <Table.Th className="numeric">{t("simulation.mails")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {result.most_mails.slice(0, FIRST).map((one) => (
            <Table.Tr key={one.customer.id}>
              <Table.Td className="break">
                <Whose customer={one.customer} />
              </Table.Td>
              <Table.Td className="numeric">{format.number(one.mails)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Listed>
  );
}

export function NotDone({ result }: { result: SimulationResult }) {
  const { t } = useTranslation();
  const format = useFormats();
  const why = useWhy();
  if (result.not_done.length === 0) return null;
  return (
    <Listed title={t("simulation.notDoneTitle")}>
      <Table verticalSpacing={4} aria-label={t("simulation.notDoneTitle")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("simulation.what")}</Table.Th>
            <Table.Th>{t("simulation.because")}</Table.Th>
            <Table.Th className="numeric">{t("simulation.times")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {result.not_done.map((one) => (
            <Table.Tr key={`${one.what} ${one.why}`}>
              <Table.Td>{t(`simulation.of.${one.what as "mail"}`)}</Table.Td>
              <Table.Td>{why(one.why)}</Table.Td>
              <Table.Td className="numeric">{format.number(one.times)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Listed>
  );
}

function Whose({ customer }: { customer: RunCustomer }) {
  return (
    <Anchor component={Link} to={customerPath(customer.id)} size="sm">
      {nameOf(customer)}
    </Anchor>
  );
}

interface ListedProps {
  title: string;
  text?: string;
  save?: () => void;
  children: ReactNode;
}

function Listed({ title, text, save, children }: ListedProps) {
  const { t } = useTranslation();
  return (
    <Paper p="md" component="section" aria-label={title}>
      <div className="chart-head">
        <div>
          <Title order={2}>{title}</Title>
          {text && (
            <Text size="xs" c="dimmed">
              {text}
            </Text>
          )}
        </div>
        {save && (
          <Tooltip label={t("chart.csv")}>
            <ActionIcon aria-label={t("chart.csv")} onClick={save}>
              <IconDownload size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <Table.ScrollContainer minWidth={300} type="native">
        {children}
      </Table.ScrollContainer>
    </Paper>
  );
}
