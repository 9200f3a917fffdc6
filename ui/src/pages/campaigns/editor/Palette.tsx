/** The steps there are, by group: dragged onto a line, or clicked and put where the chosen one leads. */
import { Stack, Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { KindInfo, Kinds } from "../../../api/types";
import { grouped, groupOf, iconOf, labelOf } from "../kinds";
import { STEP_TYPE } from "./Canvas";
import classes from "./Canvas.module.css";

interface Props {
  kinds: Kinds;
  onPick: (info: KindInfo) => void;
}

export function Palette({ kinds, onPick }: Props) {
  const { t } = useTranslation();
  return (
    <nav className={classes.palette} aria-label={t("campaign.palette")}>
      <Stack gap="md">
        {grouped(kinds.step ?? []).map(([group, infos]) => {
          const Icon = iconOf(group);
          return (
            <Stack key={group} gap={2}>
              <Text size="xs" c="dimmed" fw={600}>
                {groupOf(group, t)}
              </Text>
              {infos.map((info) => (
                <UnstyledButton
                  key={info.kind}
                  className="menu-line"
                  draggable
                  onDragStart={(event) => event.dataTransfer.setData(STEP_TYPE, info.kind)}
                  onClick={() => onPick(info)}
                >
                  <Icon size={16} stroke={1.5} aria-hidden /> {labelOf(info, "step", t)}
                </UnstyledButton>
              ))}
            </Stack>
          );
        })}
      </Stack>
    </nav>
  );
}
