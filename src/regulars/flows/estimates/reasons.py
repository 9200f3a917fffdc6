"""The words of estimates, one catalogue a language: why earning rules give nothing, and why no points are spent.

`{points}`: what points of the kind are called, many of them (in Polish and Russian in the genitive, as beside a number).
"""

from __future__ import annotations

from collections.abc import Mapping

EN: dict[str, str] = {
    "inactive": "{points} are switched off",
    "broken": "the rule's condition can't be read any more",
    "limit": "the rule's limit for this customer is used up",
    "nothing_counts": "no full amount of what counts is in the cart",
    "referral": "the customer was not brought by anybody, or has ordered before",
    "stopped": "the rule '{name}' lets no rule after it give {points}",
    "condition": "does not hold: {sentence}",
    "spend.inactive": "{points} are switched off",
    "spend.no_spending": "spending {points} is switched off",
    "spend.no_rule": "no rule lets {points} be spent on this cart",
    "spend.not_asked": "no {points} were asked for",
    "spend.no_points": "the customer has no {points}",
    "spend.too_few": "the customer has fewer {points} than one step",
    "spend.asked_few": "fewer {points} were asked for than the rule takes at once",
    "spend.nothing_to_pay": "nothing is left to pay",
    "spend.least": "the customer has fewer {points} than the rule takes at least",
    "spend.share": "more {points} would take off more than the share of the cart that may be paid with them",
    "spend.covered": "more {points} would take off more than there is to pay",
    "spend.most": "the rule takes no more {points} for one order",
    "spend.not_enough": "the customer has no more {points}",
    "spend.steps": "{points} are taken in whole steps; the rest makes none",
    "short": "{told}: {counted} more",
}

PL: dict[str, str] = {
    "inactive": "program {points} jest wyłączony",
    "broken": "warunku reguły nie da się już odczytać",
    "limit": "limit reguły dla tego klienta jest wykorzystany",
    "nothing_counts": "w koszyku nie ma żadnej pełnej kwoty tego, co się liczy",
    "referral": "nikt nie polecił tego klienta albo klient już kiedyś zamawiał",
    "stopped": "reguła „{name}” nie pozwala żadnej regule po niej dawać {points}",
    "condition": "nie jest spełnione: {sentence}",
    "spend.inactive": "program {points} jest wyłączony",
    "spend.no_spending": "wydawanie {points} jest wyłączone",
    "spend.no_rule": "żadna reguła nie pozwala wydać {points} na ten koszyk",
    "spend.not_asked": "o wydanie {points} nie proszono",
    "spend.no_points": "klient nie ma {points}",
    "spend.too_few": "klient ma mniej {points} niż jeden krok",
    "spend.asked_few": "poproszono o mniej {points}, niż reguła bierze naraz",
    "spend.nothing_to_pay": "nie ma już nic do zapłaty",
    "spend.least": "klient ma mniej {points}, niż reguła bierze co najmniej",
    "spend.share": "więcej {points} odjęłoby więcej niż część koszyka, którą można nimi zapłacić",
    "spend.covered": "więcej {points} odjęłoby więcej, niż jest do zapłaty",
    "spend.most": "reguła nie bierze więcej {points} na jedno zamówienie",
    "spend.not_enough": "klient nie ma więcej {points}",
    "spend.steps": "{points} ubywa pełnymi krokami; reszta kroku nie tworzy",
    "short": "{told}: jeszcze {counted}",
}

RU: dict[str, str] = {
    "inactive": "программа {points} выключена",
    "broken": "условие правила больше нельзя прочитать",
    "limit": "предел правила для этого покупателя исчерпан",
    "nothing_counts": "в корзине нет ни одной полной суммы того, что считается",
    "referral": "покупателя никто не привёл, или он уже заказывал",
    "stopped": "правило «{name}» не даёт правилам после него начислять {points}",
    "condition": "не выполнено: {sentence}",
    "spend.inactive": "программа {points} выключена",
    "spend.no_spending": "списание {points} выключено",
    "spend.no_rule": "ни одно правило не даёт потратить {points} на эту корзину",
    "spend.not_asked": "о списании {points} не просили",
    "spend.no_points": "у покупателя нет {points}",
    "spend.too_few": "у покупателя меньше {points}, чем один шаг",
    "spend.asked_few": "запрошено меньше {points}, чем правило берёт за раз",
    "spend.nothing_to_pay": "платить больше нечего",
    "spend.least": "у покупателя меньше {points}, чем правило берёт самое малое",
    "spend.share": "больше {points} сняли бы больше той части корзины, которую можно ими оплатить",
    "spend.covered": "больше {points} сняли бы больше, чем надо заплатить",
    "spend.most": "правило не берёт больше {points} за один заказ",
    "spend.not_enough": "у покупателя больше нет {points}",
    "spend.steps": "{points} берётся целое число шагов; остаток шага не составляет",
    "short": "{told}: ещё {counted}",
}

REASONS: Mapping[str, Mapping[str, str]] = {"en": EN, "pl": PL, "ru": RU}
