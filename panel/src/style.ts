/** How it looks. A shop sets the variables on the element, or on any element around it. */

export const STYLE = `
:host {
  --_accent: var(--regulars-accent, #1a7f4b);
  --_on-accent: var(--regulars-on-accent, #fff);
  --_text: var(--regulars-text, #1b1f1d);
  --_muted: var(--regulars-muted, #5c6660);
  --_line: var(--regulars-line, #d9dfdb);
  --_surface: var(--regulars-surface, #fff);
  --_radius: var(--regulars-radius, 10px);
  display: block;
  color: var(--_text);
  background: var(--regulars-background, transparent);
  font: 16px/1.5 var(--regulars-font, system-ui, sans-serif);
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
.panel { display: grid; gap: 32px; max-width: 34rem; margin-inline: auto; }
h2 { margin: 0 0 12px; font-size: 18px; line-height: 1.3; }
.card > h2 { margin: 0; font-size: 16px; }
h3 { margin: 0; font-size: 16px; line-height: 1.4; }
p { margin: 0; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px; }
.muted { color: var(--_muted); font-size: 14px; }
.balance { container-type: inline-size; }
.balance .figure { font-size: 44px; font-size: clamp(26px, 13cqi, 44px); line-height: 1.15; font-weight: 650; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.balance .lines { margin-top: 6px; display: grid; gap: 2px; }
.balance .others { margin-top: 10px; display: flex; flex-wrap: wrap; gap: 4px 16px; font-weight: 600; font-variant-numeric: tabular-nums; }
.card { border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_surface); padding: 16px; display: grid; gap: 10px; }
.row { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 16px; }
.row > :first-child { min-width: 0; overflow-wrap: anywhere; }
.bar { height: 8px; border-radius: 4px; background: var(--_line); overflow: hidden; }
.bar > div { height: 100%; background: var(--_accent); }
code { font: 600 17px/1.4 ui-monospace, monospace; letter-spacing: .03em; overflow-wrap: anywhere; user-select: all; }
.spent code { text-decoration: line-through; font-weight: 400; }
button { font: inherit; font-weight: 600; min-height: 44px; padding: 8px 16px; border-radius: var(--_radius); border: 1px solid var(--_accent); background: var(--_accent); color: var(--_on-accent); cursor: pointer; }
button.quiet { background: transparent; color: var(--_text); border-color: var(--_muted); }
button[aria-disabled="true"] { opacity: .6; cursor: progress; }
button:focus-visible, input:focus-visible, a:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.first::first-letter { text-transform: uppercase; }
.actions { margin-top: 8px;
  display: flex; flex-wrap: wrap; gap: 8px; }
.notice { border-left: 4px solid var(--_accent); padding: 8px 12px; display: grid; gap: 8px; justify-items: start; }
.invite .row { margin-block: 10px; }
.history h3 { margin: 12px 0 4px; font-size: 14px; color: var(--_muted); text-transform: none; }
.history ul { gap: 0; }
.history li { flex-wrap: nowrap; border-bottom: 1px solid var(--_line); padding: 10px 0; }
.amount { font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wait { border-radius: var(--_radius); background: var(--_line); opacity: .5; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
label { display: grid; gap: 4px; }
input[type="range"] { width: 100%; min-height: 44px; accent-color: var(--_accent); margin: 0; }
@media (prefers-color-scheme: dark) {
  :host([theme="auto"]) {
    --_accent: var(--regulars-accent, #4cc38a); --_on-accent: var(--regulars-on-accent, #06150d);
    --_text: var(--regulars-text, #eef2f0); --_muted: var(--regulars-muted, #a3aea8);
    --_line: var(--regulars-line, #3a433e); --_surface: var(--regulars-surface, #1d2320);
  }
}
@media print { button { display: none; } }
`;
