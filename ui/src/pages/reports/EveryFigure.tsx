/** A table of figures with the period compared with beside each that matters, what all come to at its end, and a CSV of it. */
import { Button, Group, Paper, Table, Text, Title } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Cell } from "../../parts/csv";
import { Sideways } from "../../parts/Sideways";
import { useCsv } from "../../parts/useCsv";

export interface FigureColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** As the file has it. */
  exported: (row: Row) => Cell;
  quiet?: boolean;
}

interface Props<Row> {
  question: string;
  /** What a row is. */
  header: string;
  rows: { key: string; name: string; under?: string; to?: string; row: Row }[];
  columns: FigureColumn<Row>[];
  /** What all come to; it isn't shown below a single row that it would repeat, unless it is more than the rows together. */
  all?: { name: string; row: Row; always?: boolean };
  file: string;
  note?: ReactNode;
  minWidth?: number;
}

export function EveryFigure<Row>(props: Props<Row>) {
  const { t } = useTranslation();
  const save = useCsv();
  const { question, header, rows, columns, all, file, note, minWidth = 1000 } = props;
  const last = all && (all.always || rows.length > 1) ? all : null;
  const cells = (row: Row) =>
    columns.map((column) => (
      <Table.Td key={column.id} className="numeric" c={column.quiet ? "dimmed" : undefined}>
        {column.cell(row)}
      </Table.Td>
    ));
  return (
    <Paper className="table-paper">
      <Group justify="space-between" p="sm" wrap="nowrap">
        <Title order={2}>{question}</Title>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          className="not-printed"
          leftSection={<IconDownload size={16} stroke={1.5} />}
          onClick={() =>
            save(
              file,
              [header, ...columns.map((column) => column.header)],
              [...rows, ...(last ? [{ ...last, under: undefined }] : [])].map(({ name, under, row }) => [
                under ? `${name} (${under})` : name,
                ...columns.map((column) => column.exported(row)),
              ]),
            )
          }
        >
          {t("chart.csv")}
        </Button>
      </Group>
      <Sideways label={question}>
        <Table aria-label={question} className="many-figures" miw={minWidth}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{header}</Table.Th>
              {columns.map((column) => (
                <Table.Th key={column.id} className="numeric">
                  {column.header}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ key, name, under, to, row }) => (
              <Table.Tr key={key}>
                <Table.Td miw={150}>
                  {to ? (
                    <Link to={to} className="plain-link name-line" title={name}>
                      {name}
                    </Link>
                  ) : (
                    <span className="name-line" title={name}>
                      {name}
                    </span>
                  )}
                  {under && (
                    <Text size="xs" c="dimmed">
                      {under}
                    </Text>
                  )}
                </Table.Td>
                {cells(row)}
              </Table.Tr>
            ))}
            {last && (
              <Table.Tr fw={600}>
                <Table.Td>{last.name}</Table.Td>
                {cells(last.row)}
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
      </Sideways>
      {note && (
        <Text size="xs" c="dimmed" p="sm">
          {note}
        </Text>
      )}
    </Paper>
  );
}
