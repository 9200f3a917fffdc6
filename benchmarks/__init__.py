"""What the product promises about speed, measured: one file a claim.

`python -m benchmarks` (or `make bench`) runs them all and prints one table with
the machine; names choose some: `make bench ARGS="preview live"`. Each claim is a
ratio to a yardstick measured in the same run wherever there is one, so that the
number means something on another machine.
"""
