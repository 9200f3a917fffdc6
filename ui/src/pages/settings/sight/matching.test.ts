import { describe, expect, test } from "vitest";
import type { FileSight } from "../../../api/schema";
import { datedBy, foreign, lacking, mappingOf, meant, OWN, ownName, picked, withWords } from "./matching";

const NOW = "2026-03-01T12:00:00Z";

function sight(type: string, names: string[], required: string[], more: Partial<FileSight> = {}): FileSight {
  const offered = [...new Set([...required, ...names.filter((name) => name !== OWN)])];
  return {
    type,
    delimiter: ";",
    encoding: "utf-8",
    decimal: ",",
    thousands: null,
    columns: names.map((name) => ({
      name: `The ${name}`,
      samples: ["x"],
      field: name,
      format: null,
      values: {},
      words: ["x"],
    })),
    fields: offered.map((name) => ({
      name,
      label: `Its ${name}`,
      kind: name.endsWith("_at") ? "instant" : "text",
      required: required.includes(name),
      choices: name === "status" ? ["pending", "complete"] : [],
    })),
    takes_own: true,
    as_before: false,
    ...more,
  };
}

const ORDER = ["external_id", "updated_at", "placed_at", "status", "currency", "grand_total"];

describe("what is matched by sight", () => {
  test("fills in what no column tells, and asks for the rest", () => {
    const names = ["external_id", "placed_at"];
    const matching = { sight: sight("order", names, ORDER), picks: names };

    expect(lacking(matching)).toEqual(["grand_total"]);
    expect(JSON.parse(mappingOf(matching, "PLN", NOW)).fields).toEqual({
      external_id: { column: "The external_id" },
      placed_at: { column: "The placed_at" },
      updated_at: { column: "The placed_at" },
      status: { constant: "complete" },
      currency: { constant: "PLN" },
    });
  });

  test("dates rows by the time of the import where they correct what came in before", () => {
    const names = ["external_id", "placed_at"];
    const matching = { sight: sight("order", names, ORDER), picks: names, corrects: true };

    expect(JSON.parse(mappingOf(matching, "PLN", NOW)).fields.updated_at).toEqual({ constant: NOW });
  });

  test("dates rows so also where a column says when they were changed", () => {
    const names = ["external_id", "updated_at"];
    const corrects = { sight: sight("customer", names, names), picks: names, corrects: true };

    expect(datedBy(names)).toBe("updated_at");
    expect(JSON.parse(mappingOf(corrects, "PLN", NOW)).fields.updated_at).toEqual({ constant: NOW });
  });

  test("says of customers what is so by the time of the import, whenever they registered", () => {
    const names = ["external_id", "registered_at"];
    const matching = { sight: sight("customer", names, ["external_id", "updated_at"]), picks: names };

    expect(datedBy(names)).toBeUndefined();
    expect(JSON.parse(mappingOf(matching, "PLN", NOW)).fields.updated_at).toEqual({ constant: NOW });
  });

  test("takes the time of the import where no column tells any", () => {
    const matching = {
      sight: sight("customer", ["external_id"], ["external_id", "updated_at"]),
      picks: ["external_id"],
    };

    expect(JSON.parse(mappingOf(matching, "PLN", NOW)).fields.updated_at).toEqual({ constant: NOW });
  });

  test("asks what words stand for that are no states of ours, and forgets it with the column's field", () => {
    const seen = sight("order", ["status"], []);
    (seen.columns[0] as (typeof seen.columns)[0]).words = ["complete", "Ready", "Done"];
    (seen.columns[0] as (typeof seen.columns)[0]).values = { status: { Done: "complete" } };
    const matching = { sight: seen, picks: ["status"] };

    expect(foreign(matching, 0)).toEqual(["Ready", "Done"]);
    const told = meant(matching, 0, "Ready", "pending");
    expect(JSON.parse(mappingOf(told, "PLN", NOW)).fields.status).toEqual({
      column: "The status",
      values: { Done: "complete", Ready: "pending" },
    });
    expect(foreign(picked(told, 0, null), 0)).toEqual([]);
    expect(JSON.parse(mappingOf(picked(picked(told, 0, null), 0, "status"), "PLN", NOW)).fields.status.values).toEqual({
      Done: "complete",
    });
  });

  test("asks what a word stands for that only a trial has found, and keeps asking", () => {
    const seen = sight("order", ["status"], []);
    (seen.columns[0] as (typeof seen.columns)[0]).words = ["complete"];
    const matching = withWords({ sight: seen, picks: ["status"] }, { "The status": ["Returned"], Other: ["x"] });

    expect(foreign(matching, 0)).toEqual(["Returned"]);
    expect(foreign(withWords(matching, { "The status": ["Lost"] }), 0)).toEqual(["Returned", "Lost"]);
    expect(foreign(meant(matching, 0, "Returned", "pending"), 0)).toEqual(["Returned"]);
  });

  test("reads dates, states and lists as they are written", () => {
    const names = ["status", "placed_at", "tags"];
    const seen = sight("order", names, []);
    const [status, placed, tags] = seen.columns as [
      (typeof seen.columns)[0],
      (typeof seen.columns)[0],
      (typeof seen.columns)[0],
    ];
    status.values = { status: { Done: "complete" } };
    placed.format = "%d.%m.%Y";
    tags.samples = ["red, blue"];
    seen.fields = seen.fields.map((field) => (field.name === "tags" ? { ...field, kind: "list" } : field));

    expect(JSON.parse(mappingOf({ sight: seen, picks: names }, "PLN", NOW))).toEqual({
      type: "order",
      delimiter: ";",
      encoding: "utf-8",
      decimal: ",",
      fields: {
        status: { column: "The status", values: { Done: "complete" } },
        placed_at: { column: "The placed_at", format: "%d.%m.%Y" },
        tags: { column: "The tags", split: "," },
      },
    });
  });

  test("puts lines together and asks for what a line needs", () => {
    const names = ["external_id", "lines.sku"];
    const matching = { sight: sight("order", names, ["external_id"]), picks: names };

    expect(lacking(matching)).toEqual(["lines.quantity", "lines.row_total"]);
    expect(JSON.parse(mappingOf(matching, "PLN", NOW)).lines).toEqual({ sku: { column: "The lines.sku" } });
  });

  test("gives a field to one column alone, and the shop's own to as many as there are", () => {
    const matching = { sight: sight("customer", ["email", "phone", "group"], []), picks: ["email", "phone", OWN] };

    expect(picked(matching, 1, "email").picks).toEqual([null, "email", OWN]);
    expect(picked(matching, 0, OWN).picks).toEqual([OWN, "phone", OWN]);
    expect(ownName("Ulubiony kolor (buty)")).toBe("ulubiony_kolor_buty");
  });
});
