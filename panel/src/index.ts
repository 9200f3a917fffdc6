/** The elements by which a shop's pages show a customer their points: load this file, and they are known. */

import { RegularsEarn, RegularsSpend } from "./carts";
import { RegularsPage } from "./page";
import { RegularsPanel } from "./panel";

const ELEMENTS = {
  "regulars-panel": RegularsPanel,
  "regulars-earn": RegularsEarn,
  "regulars-spend": RegularsSpend,
  "regulars-page": RegularsPage,
};

for (const [name, made] of Object.entries(ELEMENTS)) {
  if (!customElements.get(name)) customElements.define(name, made);
}
