import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import en from "../texts/en.json";
import { saidActor } from "./actor";

beforeAll(() => i18next.init({ lng: "en", resources: { en: { texts: en } }, defaultNS: "texts", nsSeparator: false }));

test("whoever did something is told in words", () => {
  const said = (actor: string, name: string | null) => saidActor(i18next.t, actor, name);
  expect(said("user:3", "Olga")).toBe("Olga");
  expect(said("user:3", null)).toBe("somebody of the team");
  expect(said("key:1", "Shop server")).toBe("the key “Shop server”");
  expect(said("key:1", null)).toBe("an API key");
  expect(said("cli", null)).toBe("the command line");
});
