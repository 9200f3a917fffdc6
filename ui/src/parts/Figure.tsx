/** One number that matters, with what it means and how it changed. */
import { Paper, SimpleGrid, Skeleton, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
  loading?: boolean;
}

export function Figure({ label, value, hint, loading = false }: Props) {
  return (
    <Paper p="md" className="figure">
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {loading ? (
        <Skeleton height={24} width={96} my={4} radius={4} />
      ) : (
        <Text component="div" className="figure-value figures">
          {value}
        </Text>
      )}
      {hint && (
        <Text size="xs" c="dimmed" component="div">
          {hint}
        </Text>
      )}
    </Paper>
  );
}

export function Figures({ children, columns = 4 }: { children: ReactNode; columns?: number }) {
  return (
    <SimpleGrid cols={{ base: 2, md: columns }} spacing="sm" mb="lg">
      {children}
    </SimpleGrid>
  );
}
