/** Every segment: how many were in, came and went, beside those who came and went in the period compared with. */
import { useTranslation } from "react-i18next";
import type { ChangeOut, MovedOut, MovementOut } from "../../../api/schema";
import { change, moved } from "../../../parts/change";
import { useFormats } from "../../../parts/Formats";
import { useBeside } from "../Besides";
import { EveryFigure, type FigureColumn } from "../EveryFigure";
import { Young } from "../Young";

/** The largest at the end of the period first. */
export function inOrder(report: MovementOut | undefined): ChangeOut[] {
  const after = (one: ChangeOut) => one.periods[0]?.after ?? 0;
  return [...(report?.segments ?? [])].sort((one, other) => after(other) - after(one));
}

export function EverySegment({ report }: { report: MovementOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const beside = useBeside();
  const count = (id: keyof MovedOut, header: string, period: 0 | 1 | 2 = 0): FigureColumn<ChangeOut> => ({
    id: `${id}-${period}`,
    header,
    cell: (row) => format.number(row.periods[period]?.[id] ?? 0),
    exported: (row) => row.periods[period]?.[id],
    quiet: period !== 0,
  });
  const grew = (id: string, header: string, period: 0 | 1 | 2): FigureColumn<ChangeOut> => {
    const of = (row: ChangeOut) => row.periods[period];
    const shown = (row: ChangeOut) => change(of(row)?.after ?? 0, of(row)?.before ?? 0, format) ?? "–";
    const exported = (row: ChangeOut) => moved(of(row)?.after ?? 0, of(row)?.before ?? 0);
    return { id, header, cell: shown, exported, quiet: true };
  };
  const segments = inOrder(report);
  return (
    <EveryFigure
      question={t("reports.everyFigure")}
      header={t("segments.one")}
      rows={segments.map((one) => ({ key: one.id, name: one.name, to: `/segments/${one.id}?tab=history`, row: one }))}
      columns={[
        count("before", t("reports.moved.before")),
        count("after", t("reports.moved.after")),
        grew("change", t("sales.change"), 0),
        grew("change-beside", t("reports.changeBeside"), beside),
        count("stayed", t("reports.moved.stayed")),
        count("came", t("reports.moved.came")),
        count("came", t("reports.cameBeside"), beside),
        count("went", t("reports.moved.went")),
        count("went", t("reports.wentBeside"), beside),
      ]}
      file="segments-compared.csv"
      note={<Young segments={segments} since={report.periods[beside]} />}
    />
  );
}
