"""Lines of a part of a piece: what they share, and what benefits that count pieces make of them."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.promotions.model.receipt import PieceShare, piece_shares

from .carts import Book, cart


@pytest.mark.parametrize(
    ("pieces", "minor", "shares"),
    [
        (5_000, 333, [PieceShare(1, 5_000, (333,))]),
        (12_500, 100, [PieceShare(1, 0, (80,)), PieceShare(1, 2_500, (20,))]),
        (12_500, 1, [PieceShare(1, 0, (0,)), PieceShare(1, 2_500, (1,))]),
        (25_000, 1_001, [PieceShare(2, 0, (400,)), PieceShare(1, 5_000, (201,))]),
        (30_000, 100, [PieceShare(1, 0, (34,)), PieceShare(2, 0, (33,))]),
        (0, 0, []),
    ],
)
def test_each_whole_piece_has_the_same_and_the_part_what_is_left(
    pieces: int, minor: int, shares: list[PieceShare]
) -> None:
    assert piece_shares(pieces, minor) == shares


@pytest.mark.parametrize(
    ("benefit", "lines", "off"),
    [
        ({"kind": "percent", "percent": "10"}, "9.99*1.25", [125]),
        ({"kind": "fixed_per_piece", "amount": {"USD": 500}}, "20.00*0.5", [250]),
        ({"kind": "fixed_per_piece", "amount": {"USD": 500}}, "20.00*1.25", [625]),
        ({"kind": "fixed_price", "price": {"USD": 999}}, "20.00*1.25", [1251]),
        ({"kind": "buy_get", "buy": 1, "get": 1}, "20.00*1.25", [0]),
        ({"kind": "buy_get", "buy": 1, "get": 1}, "20.00*2.5", [2000]),
        ({"kind": "nth_piece", "n": 2, "percent": "50"}, "20.00*1.5 10.00*1.5", [0, 500]),
        ({"kind": "each_pieces", "step": 2, "what": "off for", "amount": {"USD": 500}}, "20.00*1.75 20.00*0.25", [0, 0]),
        ({"kind": "tiers_of_pieces", "tiers": [{"at_least": 2, "percent": "10"}]}, "20.00*1.75 20.00*0.25", [350, 50]),
        ({"kind": "gift", "sku": "A", "pieces": 1}, "20.00*0.5@A", [0]),
        ({"kind": "bundle", "parts": [{"products": {"skus": ["A"]}, "pieces": 1}], "price": {"USD": 100}}, "20.00*1.5@A", [1900]),
    ],
)  # fmt: skip
def test_amounts_a_piece_count_parts_and_what_counts_pieces_counts_whole_ones(
    benefit: dict[str, Any], lines: str, off: list[int]
) -> None:
    book = Book()
    book.add(benefit)

    assert book.price(cart(lines)).discounts == off
