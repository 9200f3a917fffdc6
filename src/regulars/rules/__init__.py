"""The condition language: read once, then asked, said and explained in many ways.

- `vocabulary` and `scope`: what can be asked about, and where; `operators`: how.
- `check` reads JSON into a checked `tree`, or says all that is wrong with it
  (`expressions`, `windows`, `literals`, `faults`).
- `query` asks a tree of all customers, `evaluate` of one `subject`
  (`comparisons`, `patterns`, `fold`); `calendar` gives both their local days.
- `sentence` says it (`texts`), `explain` says why, `change` says until when
  (`edges`, `ticks`), `traits` what it refers to.
"""
