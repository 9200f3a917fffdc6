/** Everybody in a segment as a file, now or on a past day. The browser saves it as it comes, however long it is. */
import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { withQuery } from "../../../api/client";
import { useFormats } from "../../../parts/Formats";

const FORMATS = ["csv", "jsonl", "parquet"] as const;

interface Props {
  id: string;
  /** A local day, or nothing for now. */
  at: string;
  /** Whether the list is narrowed down, which the file is not. */
  narrowed: boolean;
}

export function ExportMenu({ id, at, narrowed }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const path = `/v1/segments/${encodeURIComponent(id)}/members/export`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} stroke={1.5} />}>
          {t("members.export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw={280}>
        <Menu.Label>
          {at ? t("members.exportAt", { day: format.day(at) }) : t("members.exportNow")}
          {narrowed && ` ${t("members.exportAll")}`}
        </Menu.Label>
        {FORMATS.map((one) => (
          <Menu.Item key={one} component="a" href={withQuery(path, { format: one, at })} download>
            {t(`members.format.${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
