import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The build goes into the Python package, which serves it; `npm run dev` asks a running server for data. */
export default defineConfig(({ command }) => ({
  plugins: [react()],
  // A build that went well has nothing to say: its list of files would hide what does.
  logLevel: command === "build" ? "warn" : "info",
  build: {
    outDir: "../src/regulars/web/static",
    emptyOutDir: true,
    target: ["chrome125", "firefox128", "safari18"],
  },
  server: { port: 5173, proxy: { "/v1": process.env.REGULARS_URL ?? "http://127.0.0.1:8000" } },
}));
