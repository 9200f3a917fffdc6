/** The one table: columns that decide, right-aligned figures, cursor "load more", and its empty, busy and broken states. */
import { Button, Center, Paper, Skeleton, Table } from "@mantine/core";
import { type ColumnDef, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ErrorState } from "./states";

const features = tableFeatures({});

export interface Column<T> {
  id: string;
  header: ReactNode;
  cell: (row: T) => ReactNode;
  /** Numbers stand at the right. */
  numeric?: boolean;
  /** Left out on a phone. */
  wide?: boolean;
  /** On a phone it stands in the cell of the column of this id, under what is there. */
  below?: string;
  width?: number | string;
  /** A name in one line (`name-line`), which on a phone takes what the other columns leave, also while it is loaded. */
  name?: boolean;
}

interface Pages<T> {
  rows: T[] | undefined;
  error: Error | null;
  isPending: boolean;
  isPlaceholderData?: boolean;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
  refetch?: () => unknown;
}

interface Props<T> {
  pages: Pages<T>;
  columns: Column<T>[];
  rowKey: (row: T) => string;
  empty: ReactNode;
  /** The page a row leads to; the first cell should hold the same link for the keyboard. */
  to?: (row: T) => string;
  onRow?: (row: T) => void;
  label: string;
  minWidth?: number;
  /** Mostly a row or two: as many keep the place while they are loaded. */
  few?: boolean;
}

export function DataTable<T extends object>(props: Props<T>) {
  const { pages, rowKey, to, onRow } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useMemo<ColumnDef<typeof features, T>[]>(
    () =>
      props.columns.map((column) => ({
        id: column.id,
        header: () => column.header,
        cell: (context) => (
          <>
            {column.cell(context.row.original)}
            {props.columns.map((lower) => {
              const value = lower.below === column.id ? lower.cell(context.row.original) : null;
              return value ? (
                <div key={lower.id} className="narrow-only below">
                  {value}
                </div>
              ) : null;
            })}
          </>
        ),
      })),
    [props.columns],
  );
  const data = useMemo(() => pages.rows ?? [], [pages.rows]);
  const table = useTable({ features, columns, data, getRowId: rowKey });
  const classes = new Map(
    props.columns.map((column) => [
      column.id,
      `${column.numeric ? "numeric" : ""} ${column.wide || column.below ? "wide-only" : ""}`.trim(),
    ]),
  );

  if (pages.error && !pages.rows) {
    return <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch?.()} />;
  }
  if (pages.rows && pages.rows.length === 0) return <Paper>{props.empty}</Paper>;
  const open = (row: T) => (onRow ? onRow(row) : to ? navigate(to(row)) : undefined);

  return (
    <Paper className="table-paper" data-stale={pages.isPlaceholderData || undefined}>
      <Table.ScrollContainer minWidth={props.minWidth ?? 320} type="native">
        <Table highlightOnHover={Boolean(to || onRow)} aria-label={props.label} aria-busy={pages.isPending}>
          <Table.Thead>
            <Table.Tr>
              {props.columns.map((column) => (
                <Table.Th key={column.id} className={classes.get(column.id)} w={column.width}>
                  {column.header}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {pages.rows === undefined
              ? Array.from({ length: props.few ? 2 : 8 }, (_, row) => (
                  // No key of a row that comes, or its line would be taken for this one and move.
                  <Table.Tr key={`awaited ${row}`} h={52}>
                    {props.columns.map((column, index) => (
                      <Table.Td
                        key={column.id}
                        className={classes.get(column.id)}
                        w={index === 0 && !column.name ? (column.width ?? "40%") : undefined}
                      >
                        <div className={column.name ? "name-line" : undefined}>
                          <Skeleton
                            height={12}
                            my={4}
                            radius={4}
                            maw={index === 0 ? 220 : 80}
                            ml={column.numeric ? "auto" : undefined}
                          />
                        </div>
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))
              : table.getRowModel().rows.map((row) => (
                  <Table.Tr
                    key={row.id}
                    className={to || onRow ? "clickable" : undefined}
                    tabIndex={onRow ? 0 : undefined}
                    onKeyDown={(event) => {
                      if (onRow && event.key === "Enter" && event.target === event.currentTarget) onRow(row.original);
                    }}
                    onClick={(event) => {
                      const inner = (event.target as HTMLElement).closest("a, button, input, label");
                      const selecting = window.getSelection()?.type === "Range";
                      if (!inner && !selecting) open(row.original);
                    }}
                  >
                    {row.getAllCells().map((cell) => (
                      <Table.Td key={cell.id} className={classes.get(cell.column.id)}>
                        <table.FlexRender cell={cell} />
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {pages.error && pages.rows ? (
        <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch?.()} />
      ) : null}
      {pages.hasNextPage && (
        <Center p="sm" className="table-more">
          <Button
            variant="subtle"
            color="gray"
            loading={pages.isFetchingNextPage}
            onClick={() => pages.fetchNextPage?.()}
          >
            {t("action.loadMore")}
          </Button>
        </Center>
      )}
    </Paper>
  );
}
