"""Starters about carts, orders, wishes and news."""

from __future__ import annotations

from .frame import NAMED, block, closing, frame, only_if, words
from .telling import Story, Words

CART = "{{ cart.url | default: store.url }}"


def _recommended(said: Words) -> str:
    return frame(
        words(said["title"], said["text"]),
        block("products", **{"from": "wishlist.recommended", "limit": "4"}),
        closing(button=said["button"]),
    )


RECOMMENDED = Story(
    "recommended",
    "marketing",
    _recommended,
    {
        "en": {
            "name": "Wished and recommended",
            "subject": "From your wishlist, and recommended by us",
            "preview": "{{ wishlist.recommended.first.name }} is still there",
            "title": "You wished for it, and we recommend it",
            "text": "Thank you for your order. These are on your wishlist, and they are among the best that we have:",
            "button": "To the shop",
        },
        "pl": {
            "name": "Z listy życzeń i polecane",
            "subject": "Z Twojej listy życzeń, polecane przez nas",
            "preview": "{{ wishlist.recommended.first.name }} wciąż czeka",
            "title": "Jest na Twojej liście życzeń, a my to polecamy",
            "text": "Dziękujemy za zamówienie. To masz na liście życzeń i to jedne z najlepszych rzeczy, jakie mamy:",
            "button": "Do sklepu",
        },
        "ru": {
            "name": "Из списка желаний и рекомендуемое",
            "subject": "Из вашего списка желаний, рекомендуем",
            "preview": "{{ wishlist.recommended.first.name }} всё ещё ждёт",
            "title": "Вам это понравилось, и мы это рекомендуем",
            "text": "Спасибо за заказ. Это есть в вашем списке желаний, и это одно из лучшего, что у нас есть:",
            "button": "В магазин",
        },
    },
)


def _newsletter(said: Words) -> str:
    return frame(
        words(said["title"], said["text"], button=said["button"]),
        only_if(
            "viewed.products.size > 0",
            closing(said["viewed"]),
            block("products", **{"from": "viewed.products", "limit": "3"}),
        ),
    )


NEWSLETTER = Story(
    "newsletter",
    "marketing",
    _newsletter,
    {
        "en": {
            "name": "Newsletter",
            "subject": "What is new at {{ store.name }}",
            "preview": "New this month, and what you looked at lately",
            "title": "New this month",
            "text": "Write here what is new: two or three sentences, and one picture if you have a good one.",
            "button": "See what is new",
            "viewed": "You looked at these lately:",
        },
        "pl": {
            "name": "Newsletter",
            "subject": "Co nowego w {{ store.name }}",
            "preview": "Nowości tego miesiąca i to, co niedawno oglądane",
            "title": "Nowości tego miesiąca",
            "text": "Napisz tu, co nowego: dwa lub trzy zdania i jedno zdjęcie, jeśli masz dobre.",
            "button": "Zobacz nowości",
            "viewed": "Niedawno oglądane przez Ciebie:",
        },
        "ru": {
            "name": "Рассылка",
            "subject": "Что нового в {{ store.name }}",
            "preview": "Новинки месяца и то, что вы недавно смотрели",
            "title": "Новинки месяца",
            "text": "Напишите здесь, что нового: два-три предложения и одну картинку, если есть хорошая.",
            "button": "Посмотреть новинки",
            "viewed": "Вы недавно смотрели:",
        },
    },
)


def _if_coupon(given: str, otherwise: str = "") -> str:
    """Words that promise something, where there is a coupon that keeps it."""
    return f"{{% if coupon %}}{given}{f'{{% else %}}{otherwise}' if otherwise else ''}{{% endif %}}"


def _thanks(said: Words) -> str:
    return frame(
        words(said["title"], said["text"]),
        only_if("coupon", closing(said["present"]), block("coupon")),
        closing(button=said["button"]),
    )


THANKS = Story(
    "order-thanks",
    "marketing",
    _thanks,
    {
        "en": {
            "name": "Thank you for the order (buy n, get one)",
            "subject": f"Thank you{NAMED}" + _if_coupon(": this one is on us"),
            "preview": "You come back, and we notice",
            "title": "Thank you for coming back",
            "text": "Your order {{ order.number }} is done. "
            + _if_coupon(
                "You have bought from us often enough for the next one to be on us.", "It is good to have you back."
            ),
            "present": "With this code it comes with your next order:",
            "button": _if_coupon("Choose it", "Look around"),
        },
        "pl": {
            "name": "Podziękowanie za zamówienie (kup n, dostań jedno)",
            "subject": f"Dziękujemy{NAMED}" + _if_coupon(": następne na nasz koszt"),
            "preview": "Wracasz do nas i to doceniamy",
            "title": "Dziękujemy, że wracasz",
            "text": "Zamówienie {{ order.number }} jest zrealizowane. "
            + _if_coupon(
                "Kupujesz u nas tak często, że następne jest na nasz koszt.", "Cieszymy się, że do nas wracasz."
            ),
            "present": "Z tym kodem dodamy je do następnego zamówienia:",
            "button": _if_coupon("Wybierz", "Zajrzyj do sklepu"),
        },
        "ru": {
            "name": "Спасибо за заказ (купи n, получи один)",
            "subject": f"Спасибо{NAMED}" + _if_coupon(": следующий за наш счёт"),
            "preview": "Вы возвращаетесь, и мы это ценим",
            "title": "Спасибо, что возвращаетесь",
            "text": "Заказ {{ order.number }} выполнен. "
            + _if_coupon(
                "Вы покупаете у нас так часто, что следующий будет за наш счёт.", "Мы рады, что вы возвращаетесь."
            ),
            "present": "С этим кодом мы добавим его к следующему заказу:",
            "button": _if_coupon("Выбрать", "Заглянуть в магазин"),
        },
    },
)


def _cart_first(said: Words) -> str:
    return frame(words(said["title"], said["text"]), block("cart-lines"), closing(button=said["button"], url=CART))


CART_FIRST = Story(
    "cart-first",
    "marketing",
    _cart_first,
    {
        "en": {
            "name": "Abandoned cart, first mail",
            "subject": "Your cart is still here",
            "preview": "We have kept everything for you",
            "title": "Still thinking about it?",
            "text": "You left this in your cart. It is all still there:",
            "button": "Back to the cart",
        },
        "pl": {
            "name": "Porzucony koszyk, pierwsza wiadomość",
            "subject": "Twój koszyk wciąż czeka",
            "preview": "Wszystko jest na swoim miejscu",
            "title": "Jeszcze się zastanawiasz?",
            "text": "To zostało w Twoim koszyku i wciąż tam jest:",
            "button": "Wróć do koszyka",
        },
        "ru": {
            "name": "Брошенная корзина, первое письмо",
            "subject": "Ваша корзина всё ещё ждёт",
            "preview": "Мы всё сохранили для вас",
            "title": "Ещё думаете?",
            "text": "Это осталось в вашей корзине, и всё на месте:",
            "button": "Вернуться в корзину",
        },
    },
)


def _cart_second(said: Words) -> str:
    return frame(
        words(said["title"], said["text"]),
        block("coupon"),
        block("cart-lines"),
        closing(button=said["button"], url=CART),
    )


CART_SECOND = Story(
    "cart-second",
    "marketing",
    _cart_second,
    {
        "en": {
            "name": "Abandoned cart, second mail with a coupon",
            "subject": "{{ coupon.name }} for what is in your cart",
            "preview": "{% if coupon.ends_at %}Until {{ coupon.ends_at | date: 'd MMMM' }}{% else %}With the code inside{% endif %}",
            "title": "A little help to decide",
            "text": "Your cart is still here, and with this code it costs less. The code is for you alone.",
            "button": "Back to the cart",
        },
        "pl": {
            "name": "Porzucony koszyk, druga wiadomość z kuponem",
            "subject": "{{ coupon.name }} na to, co masz w koszyku",
            "preview": "{% if coupon.ends_at %}Do {{ coupon.ends_at | date: 'd MMMM' }}{% else %}Kod jest w środku{% endif %}",
            "title": "Mała pomoc przy decyzji",
            "text": "Twój koszyk wciąż czeka, a z tym kodem będzie tańszy. Kod jest tylko dla Ciebie.",
            "button": "Wróć do koszyka",
        },
        "ru": {
            "name": "Брошенная корзина, второе письмо с купоном",
            "subject": "{{ coupon.name }} на вашу корзину",
            "preview": "{% if coupon.ends_at %}До {{ coupon.ends_at | date: 'd MMMM' }}{% else %}Код внутри{% endif %}",
            "title": "Чтобы было легче решиться",
            "text": "Ваша корзина всё ещё ждёт, а с этим кодом она дешевле. Код только для вас.",
            "button": "Вернуться в корзину",
        },
    },
)


def _second_chance(said: Words) -> str:
    return frame(
        words(said["title"], said["text"]),
        block("coupon"),
        only_if(
            "viewed.products.size > 0",
            closing(said["viewed"]),
            block("products", **{"from": "viewed.products", "limit": "3"}),
        ),
        closing(button=said["button"]),
    )


SECOND_CHANCE = Story(
    "second-chance",
    "marketing",
    _second_chance,
    {
        "en": {
            "name": "Second chance",
            "subject": f"We miss you{NAMED}",
            "preview": "Here is a reason to come back",
            "title": "It has been a while",
            "text": "We would like to see you again, so here is a code for you alone:",
            "viewed": "Perhaps one of these?",
            "button": "See what is new",
        },
        "pl": {
            "name": "Druga szansa",
            "subject": f"Brakuje nam Ciebie{NAMED}",
            "preview": "Oto powód, żeby wrócić",
            "title": "Dawno Cię nie było",
            "text": "Chętnie zobaczymy Cię znowu, dlatego mamy kod tylko dla Ciebie:",
            "viewed": "Może coś z tego?",
            "button": "Zobacz nowości",
        },
        "ru": {
            "name": "Второй шанс",
            "subject": f"Мы скучаем по вам{NAMED}",
            "preview": "Есть повод вернуться",
            "title": "Давно вас не было",
            "text": "Мы будем рады видеть вас снова, поэтому вот код только для вас:",
            "viewed": "Может быть, что-то из этого?",
            "button": "Посмотреть новинки",
        },
    },
)


def _confirmation(said: Words) -> str:
    return frame(
        words(said["title"], said["text"], button=said["button"], url="{{ confirmation.url }}"),
        closing(said["not_you"]),
        footer="transactional",
    )


CONFIRMATION = Story(
    "confirmation",
    "transactional",
    _confirmation,
    {
        "en": {
            "name": "Confirm a subscription",
            "subject": "Please confirm: {{ confirmation.list }}",
            "preview": "One click, and you are in",
            "title": "One more click",
            "text": "Somebody, hopefully you, wants this address to get <strong>{{ confirmation.list }}</strong> from {{ store.name }}. Please confirm it.",
            "button": "Yes, I want to get it",
            "not_you": "If it wasn't you, do nothing: without this click nothing is sent.",
        },
        "pl": {
            "name": "Potwierdzenie subskrypcji",
            "subject": "Potwierdź: {{ confirmation.list }}",
            "preview": "Jedno kliknięcie i gotowe",
            "title": "Jeszcze jedno kliknięcie",
            "text": "Ktoś, mamy nadzieję, że Ty, chce otrzymywać na ten adres <strong>{{ confirmation.list }}</strong> ze sklepu {{ store.name }}. Prosimy o potwierdzenie.",
            "button": "Tak, chcę to otrzymywać",
            "not_you": "Jeśli to nie Ty, nie rób nic: bez tego kliknięcia niczego nie wyślemy.",
        },
        "ru": {
            "name": "Подтверждение подписки",
            "subject": "Подтвердите: {{ confirmation.list }}",
            "preview": "Один клик, и готово",
            "title": "Ещё один клик",
            "text": "Кто-то, надеемся, что вы, хочет получать на этот адрес <strong>{{ confirmation.list }}</strong> от {{ store.name }}. Пожалуйста, подтвердите.",
            "button": "Да, хочу получать",
            "not_you": "Если это не вы, ничего не делайте: без этого клика мы ничего не отправим.",
        },
    },
)

STORIES = (RECOMMENDED, NEWSLETTER, THANKS, CART_FIRST, CART_SECOND, SECOND_CHANCE, CONFIRMATION)
