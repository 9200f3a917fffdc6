/** How a value is compared, in words that fit its type. */
import { Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Editor.module.css";
import type { Operator } from "./model";
import { OPERATORS_OF, type Typed } from "./vocabulary";
import { operatorLabel } from "./words";

interface Props {
  op: Operator | null;
  typed: Typed;
  onChange: (op: Operator) => void;
}

export function OperatorChip({ op, typed, onChange }: Props) {
  const { t } = useTranslation();
  const chip = useRef<HTMLButtonElement>(null);
  const said = op ? operatorLabel(t, op, typed) : "…";
  const choose = (one: Operator) => {
    onChange(one);
    chip.current?.focus();
  };
  return (
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton
          ref={chip}
          className={classes.chip}
          data-chip
          data-operator
          aria-label={`${t("editor.operator")}: ${said}`}
        >
          {said}
          <IconChevronDown size={14} stroke={1.5} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {OPERATORS_OF[typed.type].map((one) => (
          // The present one has the focus at first, so that arrows go on from there.
          <Menu.Item
            key={one}
            onClick={() => choose(one)}
            fw={one === op ? 600 : undefined}
            data-autofocus={one === op || undefined}
          >
            {operatorLabel(t, one, typed)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
