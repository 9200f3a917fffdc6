/** One way to talk to the server: JSON in and out, refusals as `Problem`, keys that make a second click safe. */
import i18next from "i18next";
import type { Fault, ProblemDocument } from "./types";
import { signedInAgain } from "./waiting";

/** The server's refusal (or a broken connection, status 0), with everything it said. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: Fault[];
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title ?? `HTTP ${document.status}`);
    this.name = "Problem";
    this.status = document.status;
    this.code = document.code ?? "";
    this.errors = document.errors ?? [];
    this.document = document;
  }
}

type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

interface Asking {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  query?: Query;
  body?: unknown;
  form?: FormData;
  /** A file sent as it is. */
  file?: Blob;
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** It waited for the next session already, which is done once. */
  again?: boolean;
}

/** A key for one attempt. Also where pages are served without TLS, and browsers have no `randomUUID`. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function withQuery(path: string, query?: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (Array.isArray(value)) for (const one of value) parameters.append(name, one);
    else if (value !== null && value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return new Problem({ ...(JSON.parse(text) as ProblemDocument), status: response.status });
  } catch {
    return new Problem({
      status: response.status,
      title: response.statusText,
      detail: text.slice(0, 300) || undefined,
    });
  }
}

/** Signing in and out: what these find doesn't wait for a session. */
const SESSION = "/v1/session";

/** Ask the server. Throws `Problem`; a lost connection is one with status 0. A deed waits where the session has ended. */
export async function ask<T>(path: string, asking: Asking = {}): Promise<T> {
  const response = await answered(path, asking);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A file of the server's, in the language of the pages, called as the server calls it. */
export async function askFile(path: string): Promise<File> {
  const response = await answered(path, {});
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
  return new File([await response.blob()], decodeURIComponent(name));
}

async function answered(path: string, asking: Asking): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": i18next.language,
    "X-Regulars": "1",
  };
  if (asking.body !== undefined) headers["Content-Type"] = "application/json";
  if (asking.file) headers["Content-Type"] = "text/csv";
  if (asking.idempotencyKey) headers["Idempotency-Key"] = asking.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(withQuery(path, asking.query), {
      method: asking.method ?? "GET",
      headers,
      body: asking.form ?? asking.file ?? (asking.body === undefined ? undefined : JSON.stringify(asking.body)),
      credentials: "same-origin",
      signal: asking.signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem({ status: 0, code: "offline", title: "offline" });
  }
  const waits = (asking.method ?? "GET") !== "GET" && path !== SESSION && !asking.again;
  if (response.status === 401 && waits && (await signedInAgain(asking.signal))) {
    return answered(path, { ...asking, again: true });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}
