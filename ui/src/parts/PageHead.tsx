/** The top of every page: where it lies, its name and state, one sentence, and what can be done at the right. */
import { Anchor, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";

interface Props {
  /** Empty while it isn't known; its line is kept. */
  title: string;
  back?: { to: string; label: string };
  state?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHead({ title, back, state, children, actions }: Props) {
  useEffect(() => {
    document.title = title.trim() ? `${title} · Regulars` : "Regulars";
  }, [title]);
  return (
    <Stack gap={4} mb="lg">
      {back && (
        <Anchor component={Link} to={back.to} size="xs" c="dimmed" className="back-link">
          <IconChevronLeft size={14} stroke={1.5} />
          {back.label}
        </Anchor>
      )}
      <div className="head">
        <Group gap="sm" style={{ minWidth: 0 }}>
          <Title order={1} className="break" lineClamp={2} title={title}>
            {title.trim() || (
              <Skeleton component="span" display="inline-block" w={200} maw="60vw" h="0.7em" radius={4} />
            )}
          </Title>
          {state}
        </Group>
        {actions && (
          <Group gap="xs" className="head-actions">
            {actions}
          </Group>
        )}
        {children && (
          <Text c="dimmed" component="div" maw={820} className="break head-text">
            {children}
          </Text>
        )}
      </div>
    </Stack>
  );
}
