/** How mail leaves the house. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import type { MailSettingsOut } from "../../../api/schema";

export const useMailSettings = () =>
  useQuery({
    queryKey: ["mail-settings"],
    queryFn: () => ask<MailSettingsOut>("/v1/mail-settings"),
    refetchOnWindowFocus: false,
  });
