import { defineConfig } from "vite";

/** The customer panel is one file of its own, without the pages' libraries; it is built after them, into the same place. */
export default defineConfig({
  root: "../panel",
  publicDir: "public",
  logLevel: "warn",
  build: {
    outDir: "../src/regulars/web/static",
    emptyOutDir: false,
    target: ["chrome111", "firefox115", "safari16.4"],
    lib: { entry: "src/index.ts", formats: ["iife"], name: "RegularsPanel", fileName: () => "panel.js" },
  },
});
