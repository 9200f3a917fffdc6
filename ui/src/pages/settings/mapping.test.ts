import { describe, expect, test } from "vitest";
import { draftMapping, header, textOf } from "./mapping";

describe("a mapping's first draft", () => {
  test("reads columns apart at what the header uses", () => {
    expect(header("a;b;c\n1;2;3").columns).toEqual(["a", "b", "c"]);
    expect(header("a\tb\n").delimiter).toBe("\t");
  });

  test("reads what Excel saves as Unicode text", () => {
    const units = new Uint16Array(["\uFEFF", ..."Id\tИмя"].map((one) => one.charCodeAt(0)));
    expect(textOf(units.buffer)).toBe("Id\tИмя");
    expect(textOf(new TextEncoder().encode("\uFEFFId\tИмя").buffer)).toBe("Id\tИмя");
  });

  test("takes quotes off and keeps what they protect", () => {
    expect(header('"Name, full","say ""hi"""\n').columns).toEqual(["Name, full", 'say "hi"']);
  });

  test("names fields as records do", () => {
    expect(draftMapping("Customer Number;E-Mail\n", "customer")).toBe(
      'type = "customer"\ndelimiter = ";"\n\n[fields]\ncustomer_number = "Customer Number"\ne_mail = "E-Mail"\n',
    );
  });
});
