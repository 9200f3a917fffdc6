/** What the pages of mail templates read, each with its one cache key. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import type { MailStarter, MailTemplate, MailTemplateOut, MailTemplateVersion, MailWords } from "../../../api/schema";

export const TEMPLATES = "/messages";
export const TEMPLATE_NEW = "/messages/templates/new";
export const templatePath = (id: string) => `/messages/templates/${encodeURIComponent(id)}`;
export const templateRoute = (id: string) => `/v1/mail-templates/${encodeURIComponent(id)}`;

/** What a change of a template is seen in. */
export const touchedByTemplate = [["mail-templates"], ["mail-template"], ["mail-versions"]] as const;

/** A form begins with what is stored now: with a revision remembered from before it could not be saved. */
const FORGOTTEN = 0;

export const useTemplate = (id: string | undefined) =>
  useQuery({
    queryKey: ["mail-template", id],
    queryFn: () => ask<MailTemplate>(templateRoute(id ?? "")),
    enabled: id !== undefined,
    gcTime: FORGOTTEN,
    refetchOnWindowFocus: false,
  });

export const useVersions = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ["mail-versions", id],
    queryFn: () => ask<MailTemplateVersion[]>(`${templateRoute(id)}/versions`),
    enabled,
  });

const MOST_LOOKED_THROUGH = 100;

/** The templates that there are, the latest first. */
export const useBegun = () =>
  useQuery({
    queryKey: ["mail-templates", "begun"],
    queryFn: () => ask<{ data: MailTemplateOut[] }>(`/v1/mail-templates?limit=${MOST_LOOKED_THROUGH}`),
  });

export const useStarters = () =>
  useQuery({
    queryKey: ["mail-starters"],
    queryFn: () => ask<MailStarter[]>("/v1/mail-templates/starters"),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useMailWords = () =>
  useQuery({
    queryKey: ["mail-words"],
    queryFn: () => ask<MailWords>("/v1/mail-templates/words"),
    staleTime: Number.POSITIVE_INFINITY,
  });
