/** What a customer was sent, and what would keep mail from them now. */
import { Paper, Stack } from "@mantine/core";
import { LogTab } from "../messages/log/LogTab";
import { Standing } from "../messages/log/Standing";

export function CustomerMessages({ id }: { id: string }) {
  return (
    <Stack>
      <Paper withBorder p="md">
        <Standing customer={id} />
      </Paper>
      <LogTab customer={id} />
    </Stack>
  );
}
