/** What is sent and answered, as it goes over the wire, so that both can be laid beside each other. */
import type { Json } from "../../api/types";

export type Document = { [name: string]: Json | undefined };

export const documentOf = (said: object) => JSON.parse(JSON.stringify(said)) as Document;
