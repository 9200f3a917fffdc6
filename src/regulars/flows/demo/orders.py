"""Orders: a basket each, written as records by DuckDB, a year of them in seconds.

What stands for what, line by line:

- `row_total` is the price on the shelf: what the shop received
  (`sales_value`) and what it took off itself (`retail_disc`, the loyalty
  card's price; `coupon_match_disc`, its match of a maker's coupon);
- `discount` is what it took off itself, so a line comes to `sales_value`;
- a maker's coupon (`coupon_disc`) is money that the shop gets back from the
  maker: it pays a part of the line and takes nothing off, and is kept as the
  line's option `manufacturer_coupon`;
- of tax and shipping nothing is recorded, so they are missing;
- a basket is complete from the instant it was bought;
- quantities are as recorded: fuel counts thousandths, and a line that only
  carries a coupon has none, and so no price a piece.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from .around import TIES
from .source import Shift

_INSTANT = "%Y-%m-%dT%H:%M:%SZ"

_ORDERS = f"""
with line as (
    select
        basket_id, household_id, store_id, transaction_timestamp + $shift as placed_at, product_id, quantity, coupon_disc,
        cast(sales_value + retail_disc + coupon_match_disc as decimal(12, 2)) as row_total,
        cast(retail_disc + coupon_match_disc as decimal(12, 2)) as discount,
        row_number() over (partition by basket_id order by product_id) as n
    from transactions),
coupon as (select basket_id, min(coupon_upc) as code from ({TIES}) where basket_id is not null group by basket_id),
basket as (
    select
        basket_id, any_value(household_id) as household_id, any_value(store_id) as store_id, any_value(placed_at) as placed_at,
        sum(row_total) as subtotal, sum(discount) as discount,
        string_agg(
            '{{"id":"' || n || '","sku":"' || product_id || '","quantity":"' || quantity || '"'
            || case when quantity > 0 then ',"price":"' || cast(row_total / quantity as decimal(18, 4)) || '"' else '' end
            || ',"row_total":"' || row_total || '","discount":"' || discount || '"'
            || case when coupon_disc > 0
               then ',"options":{{"manufacturer_coupon":"' || cast(coupon_disc as decimal(12, 2)) || '"}}' else '' end
            || '}}', ',' order by n) as lines
    from line group by basket_id)
select
    cast(basket_id as varchar) as key,
    placed_at,
    '{{"external_id":"' || basket_id || '","updated_at":"' || strftime(placed_at, '{_INSTANT}')
    || '","customer":"' || household_id || '","placed_at":"' || strftime(placed_at, '{_INSTANT}')
    || '","status":"complete","paid":true,"currency":"USD","channel":"store","store":"' || store_id
    || '","subtotal":"' || subtotal || '","discount":"' || discount || '","grand_total":"'
    || (subtotal - discount) || '"' || coalesce(',"coupon":"' || code || '"', '') || ',"lines":[' || lines || ']}}' as body
from basket left join coupon using (basket_id)
order by placed_at, basket_id
"""


def orders(source: duckdb.DuckDBPyConnection, shift: Shift) -> pa.Table:
    """Every basket as (key, placed_at, body), the first placed first; `body` is the record as JSON."""
    return source.sql(_ORDERS, params={"shift": shift.by}).to_arrow_table()
