/** What a customer was sent, what would keep mail from them now, and what messages brought about. */
import { Paper, Stack } from "@mantine/core";
import { LogTab } from "../messages/log/LogTab";
import { Standing } from "../messages/log/Standing";
import { CustomerConversions } from "./CustomerConversions";

export function CustomerMessages({ id }: { id: string }) {
  return (
    <Stack>
      <Paper withBorder p="md">
        <Standing customer={id} />
      </Paper>
      <LogTab customer={id} />
      <CustomerConversions id={id} />
    </Stack>
  );
}
