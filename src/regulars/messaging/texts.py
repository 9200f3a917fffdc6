"""What the pages say, in the languages that they speak."""

from __future__ import annotations

from collections.abc import Iterable

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "leave": "Unsubscribe",
        "leave_text": "You will get no more mail from the list “{list}”.",
        "leave_button": "Unsubscribe",
        "left": "You are unsubscribed",
        "left_text": "No more mail from the list “{list}” is sent to you.",
        "choose": "Choose what you want to get",
        "preferences": "Mail from {shop}",
        "preferences_text": "Choose what you want to get, and how.",
        "lists": "Lists",
        "no_lists": "You are on no list.",
        "language": "Language of mails",
        "language_any": "As until now",
        "pause": "Pause",
        "pause_none": "No pause",
        "pause_days": "Nothing for {days} days",
        "paused_until": "Paused until {date}",
        "save": "Save",
        "saved": "Saved",
        "confirm": "Confirm your subscription",
        "confirm_text": "You asked to get mail from the list “{list}” at {address}.",
        "confirm_button": "Yes, I want it",
        "confirmed": "You are subscribed",
        "confirmed_text": "Mail from the list “{list}” goes to {address} from now on.",
        "expired": "This link is no longer good",
        "expired_text": "It was good for {days} days. Ask to subscribe once more.",
        "wrong": "This link isn’t right",
        "wrong_text": "A part of it may be missing. Open it from the mail again.",
        "often": "Too many tries",
        "often_text": "Wait a few minutes and try again.",
        "mail_subject": "Please confirm your subscription",
        "mail_text": "Somebody, hopefully you, asked for mail from {shop} to this address. If that is right, confirm it:",
        "mail_button": "Confirm the subscription",
        "mail_ignore": "If it wasn’t you, do nothing: without this you get no mail.",
        "trial_subject": "{shop}: mail works",
        "trial_text": "Mail from {shop} gets here. It was sent to try the settings out.",
        "wording_left": "Unsubscribed by the link in a mail",
        "wording_chosen": "I want mail from the list “{list}”.",
    },
    "pl": {
        "leave": "Wypisz się",
        "leave_text": "Nie będziesz już dostawać wiadomości z listy „{list}”.",
        "leave_button": "Wypisz mnie",
        "left": "Wypisano",
        "left_text": "Nie wysyłamy Ci już wiadomości z listy „{list}”.",
        "choose": "Wybierz, co chcesz dostawać",
        "preferences": "Wiadomości od {shop}",
        "preferences_text": "Wybierz, co i jak chcesz dostawać.",
        "lists": "Listy",
        "no_lists": "Nie ma Cię na żadnej liście.",
        "language": "Język wiadomości",
        "language_any": "Bez zmian",
        "pause": "Przerwa",
        "pause_none": "Bez przerwy",
        "pause_days": "Nic przez {days} dni",
        "paused_until": "Przerwa do {date}",
        "save": "Zapisz",
        "saved": "Zapisano",
        "confirm": "Potwierdź zapis",
        "confirm_text": "Prosisz o wiadomości z listy „{list}” na adres {address}.",
        "confirm_button": "Tak, chcę je dostawać",
        "confirmed": "Zapisano na listę",
        "confirmed_text": "Wiadomości z listy „{list}” będą przychodzić na adres {address}.",
        "expired": "Ten link stracił ważność",
        "expired_text": "Był ważny {days} dni. Zapisz się jeszcze raz.",
        "wrong": "Ten link jest nieprawidłowy",
        "wrong_text": "Być może brakuje jego części. Otwórz go ponownie z wiadomości.",
        "often": "Zbyt wiele prób",
        "often_text": "Odczekaj kilka minut i spróbuj ponownie.",
        "mail_subject": "Potwierdź zapis na listę",
        "mail_text": "Ktoś, mamy nadzieję, że Ty, poprosił o wiadomości od {shop} na ten adres. Jeśli to prawda, potwierdź:",
        "mail_button": "Potwierdzam zapis",
        "mail_ignore": "Jeśli to nie Ty, nic nie rób: bez potwierdzenia nic nie wyślemy.",
        "trial_subject": "{shop}: poczta działa",
        "trial_text": "Wiadomości od {shop} tu docierają. Wysłano tę, aby wypróbować ustawienia.",
        "wording_left": "Wypisano linkiem z wiadomości",
        "wording_chosen": "Chcę dostawać wiadomości z listy „{list}”.",
    },
    "ru": {
        "leave": "Отписаться",
        "leave_text": "Вы больше не будете получать письма из списка «{list}».",
        "leave_button": "Отписаться",
        "left": "Вы отписаны",
        "left_text": "Письма из списка «{list}» больше не приходят.",
        "choose": "Выбрать, что получать",
        "preferences": "Письма от {shop}",
        "preferences_text": "Выберите, что и как вы хотите получать.",
        "lists": "Списки",
        "no_lists": "Вас нет ни в одном списке.",
        "language": "Язык писем",
        "language_any": "Как до сих пор",
        "pause": "Пауза",
        "pause_none": "Без паузы",
        "pause_days": "Ничего в течение {days} дней",
        "paused_until": "Пауза до {date}",
        "save": "Сохранить",
        "saved": "Сохранено",
        "confirm": "Подтвердите подписку",
        "confirm_text": "Вы попросили присылать письма из списка «{list}» на адрес {address}.",
        "confirm_button": "Да, хочу получать",
        "confirmed": "Вы подписаны",
        "confirmed_text": "Письма из списка «{list}» теперь приходят на адрес {address}.",
        "expired": "Ссылка больше не действует",
        "expired_text": "Она действовала {days} дней. Подпишитесь ещё раз.",
        "wrong": "Ссылка неверна",
        "wrong_text": "Возможно, её часть потерялась. Откройте её из письма ещё раз.",
        "often": "Слишком много попыток",
        "often_text": "Подождите несколько минут и попробуйте снова.",
        "mail_subject": "Подтвердите подписку",
        "mail_text": "Кто-то, надеемся, что вы, попросил присылать письма от {shop} на этот адрес. Если это так, подтвердите:",
        "mail_button": "Подтвердить подписку",
        "mail_ignore": "Если это были не вы, ничего не делайте: без подтверждения писем не будет.",
        "trial_subject": "{shop}: почта работает",
        "trial_text": "Письма от {shop} сюда доходят. Это отправлено, чтобы проверить настройки.",
        "wording_left": "Отписка по ссылке из письма",
        "wording_chosen": "Хочу получать письма из списка «{list}».",
    },
}
LANGUAGES = {"en": "English", "pl": "Polski", "ru": "Русский"}


def language_of(wanted: Iterable[str | None]) -> str:
    """The first of these languages that there are texts in; English else."""
    for one in wanted:
        code = (one or "").lower().replace("_", "-").partition("-")[0]
        if code in TEXTS:
            return code
    return "en"


def accepted(header: str) -> list[str]:
    """The languages that a browser asks for, the most wanted first."""
    found: list[tuple[float, str]] = []
    for part in header[:200].split(","):
        code, _, weight = part.strip().partition(";q=")
        try:
            found.append((-float(weight) if weight else -1.0, code))
        except ValueError:
            continue
    return [code for _, code in sorted(found, key=lambda one: one[0])]
