/** A formula, line by line: a value, then what is done with it. */
import { ActionIcon, Button, Group, Select, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Chain, isRounding, type Link, OPERATORS, type Operator, ROUNDINGS, type Rounding } from "./formula";
import { type Shared, TermInput } from "./TermInput";

interface Props extends Shared {
  chain: Chain;
  onChange: (chain: Chain) => void;
}

export function FormulaEditor({ chain, onChange, ...shared }: Props) {
  const { t } = useTranslation();
  const lines = useRef<HTMLDivElement>(null);
  const put = (n: number, link: Link) =>
    onChange({ ...chain, links: chain.links.map((one, at) => (at === n ? link : one)) });
  const turn = (n: number, link: Link, op: Operator | Rounding) => {
    if (isRounding(op)) put(n, { op });
    else put(n, { op, term: "term" in link ? link.term : { kind: "number", text: "" } });
  };
  /** The keyboard goes on at the new line, or at the one before what is gone. */
  const lead = (n: number) =>
    requestAnimationFrame(() =>
      lines.current?.querySelector<HTMLElement>(`:scope > [data-line="${n}"] :is(input, button)`)?.focus(),
    );
  const add = () => {
    onChange({ ...chain, links: [...chain.links, { op: "add", term: { kind: "number", text: "" } }] });
    lead(chain.links.length + 1);
  };
  const remove = (n: number) => {
    onChange({ ...chain, links: chain.links.filter((_, at) => at !== n) });
    lead(n);
  };
  return (
    <Stack gap="xs" ref={lines}>
      <div data-line={0}>
        <TermInput
          {...shared}
          term={chain.first}
          label={t("campaign.counted.first")}
          onChange={(first) => onChange({ ...chain, first })}
        />
      </div>
      {chain.links.map((link, n) => (
        <Group key={n} data-line={n + 1} gap={4} wrap="nowrap" align="flex-start">
          <Stack gap={4} flex={1} miw={0}>
            <Select
              aria-label={t("campaign.counted.operation", { number: n + 1 })}
              allowDeselect={false}
              data={[...OPERATORS, ...ROUNDINGS].map((op) => ({ value: op, label: t(`campaign.counted.op.${op}`) }))}
              value={link.op}
              onChange={(op) => op && turn(n, link, op as Operator)}
            />
            {"term" in link && (
              <TermInput
                {...shared}
                term={link.term}
                label={t("campaign.counted.term", { number: n + 1 })}
                onChange={(term) => put(n, { op: link.op, term })}
              />
            )}
          </Stack>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t("campaign.counted.remove", { number: n + 1 })}
            onClick={() => remove(n)}
          >
            <IconTrash size={18} stroke={1.5} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        w="fit-content"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={add}
      >
        {t("campaign.counted.add")}
      </Button>
    </Stack>
  );
}
