"""Forms that names of fields take inside a sentence, where a language bends its words.

`many` is what is summed up or averaged, in the genitive: "suma rabatów zamówień".
`has_any`, `has_all` and `has_none` say of a field with several values what a
customer, a product or a cart has: "klient należy do segmentu VIP". A field
that has none of these is said by its name.
"""

from __future__ import annotations

_LINES = ("order_line", "line", "cart_line")

_MANY: dict[str, dict[str, str]] = {
    "pl": {
        "order.subtotal": "kwot częściowych",
        "order.discount": "rabatów",
        "order.shipping": "kosztów wysyłki",
        "order.tax": "podatków",
        "order.grand_total": "kwot do zapłaty",
        "order.paid_with_points": "kwot opłaconych punktami",
        "order.gift_card": "kwot opłaconych kartami podarunkowymi",
        "order.refunded_total": "kwot zwróconych",
        "order.net_total": "kwot po zwrotach",
        "line.quantity": "liczb sztuk",
        "line.refunded_quantity": "liczb zwróconych sztuk",
        "line.price": "cen sztuki",
        "line.row_total": "wartości",
        "line.discount": "rabatów",
        "refund.amount": "kwot",
        "cart.subtotal": "kwot częściowych",
        "cart.quantity": "liczb sztuk",
        "cart.weight": "wag",
        "review.rating": "liczb gwiazdek",
        "points_entry.points": "punktów",
        "other_points_entry.points": "punktów",
        "coupon.uses": "liczb użyć",
    },
    "ru": {
        "order.subtotal": "стоимостей до скидок",
        "order.discount": "скидок",
        "order.shipping": "стоимостей доставки",
        "order.tax": "налогов",
        "order.grand_total": "итогов к оплате",
        "order.paid_with_points": "оплат баллами",
        "order.gift_card": "оплат подарочными картами",
        "order.refunded_total": "возвращённых сумм",
        "order.net_total": "итогов за вычетом возвратов",
        "line.quantity": "количеств штук",
        "line.refunded_quantity": "количеств возвращённых штук",
        "line.price": "цен за штуку",
        "line.row_total": "стоимостей",
        "line.discount": "скидок",
        "refund.amount": "сумм",
        "cart.subtotal": "стоимостей до скидок",
        "cart.quantity": "количеств штук",
        "cart.weight": "весов",
        "review.rating": "оценок в звёздах",
        "points_entry.points": "баллов",
        "other_points_entry.points": "баллов",
        "coupon.uses": "количеств использований",
    },
}
_HAS: dict[str, dict[str, tuple[str, str]]] = {
    "pl": {
        "customer.segments": ("klient należy do segmentu {b}", "klient nie należy do segmentu {b}"),
        "customer.tags": ("klient ma tag {b}", "klient nie ma tagu {b}"),
        "customer.lists": ("klient jest na liście {b}", "klienta nie ma na liście {b}"),
        "product.categories": ("produkt jest z kategorii {b}", "produkt nie jest z kategorii {b}"),
        "product.own_categories": ("produkt jest wprost w kategorii {b}", "produktu nie ma wprost w kategorii {b}"),
        "cart.coupons": ("w koszyku jest kupon {b}", "w koszyku nie ma kuponu {b}"),
    },
    "ru": {
        "customer.segments": ("покупатель входит в сегмент {b}", "покупатель не входит в сегмент {b}"),
        "customer.tags": ("у покупателя есть метка {b}", "у покупателя нет метки {b}"),
        "customer.lists": ("покупатель есть в списке {b}", "покупателя нет в списке {b}"),
        "product.categories": ("товар из категории {b}", "товар не из категории {b}"),
        "product.own_categories": ("товар прямо в категории {b}", "товар не прямо в категории {b}"),
        "cart.coupons": ("в корзине есть купон {b}", "в корзине нет купона {b}"),
    },
}


def _each(path: str) -> list[str]:
    """The paths that a name is of: lines of orders and carts have the same fields."""
    subject, _, name = path.partition(".")
    return [f"{line}.{name}" for line in _LINES] if subject == "line" else [path]


def _forms(language: str) -> dict[str, str]:
    many = {f"field.{path}.many": said for of, said in _MANY[language].items() for path in _each(of)}
    has = {
        f"field.{path}.{op}": said
        for path, (there, none) in _HAS[language].items()
        for op, said in {"has_any": there, "has_all": there, "has_none": none}.items()
    }
    return many | has


TEXTS: dict[str, dict[str, str]] = {"en": {}, "pl": _forms("pl"), "ru": _forms("ru")}
