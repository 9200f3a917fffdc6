"""Starters about points, rewards and friends."""

from __future__ import annotations

from .frame import NAMED, block, closing, frame, only_if, words
from .telling import Story, Words


def _points(source: str, forms: str) -> str:
    return f"{{{{ {source}.points | number }}}} {{{{ {source}.points | plural: {forms} }}}}"


EN, PL, RU = '"point", "points"', '"punkt", "punkty", "punktów"', '"балл", "балла", "баллов"'


def _welcome(said: Words) -> str:
    return frame(
        words(said["title"], said["text"]),
        only_if("award", closing(said["award"])),
        only_if("coupon", block("coupon")),
        closing(said["how"], button=said["button"]),
    )


WELCOME = Story(
    "welcome",
    "marketing",
    _welcome,
    {
        "en": {
            "name": "Welcome",
            "subject": f"Welcome{NAMED}",
            "preview": "It is good to have you at {{ store.name }}",
            "title": f"Welcome{NAMED}",
            "text": "Thank you for joining {{ store.name }}. We are glad to have you.",
            "award": f"To begin with, <strong>{_points('award', EN)}</strong> are on your account."
            "{% if award.ends_on %} You can spend them until {{ award.ends_on | date }}.{% endif %}",
            "how": "Whatever you buy while signed in counts for you.",
            "button": "Look around",
        },
        "pl": {
            "name": "Powitanie",
            "subject": f"Witaj{NAMED}",
            "preview": "Dobrze, że jesteś z nami w {{ store.name }}",
            "title": f"Witaj{NAMED}",
            "text": "Dziękujemy za założenie konta w {{ store.name }}. Cieszymy się, że jesteś z nami.",
            "award": f"Na początek <strong>{_points('award', PL)}</strong> na Twoim koncie."
            "{% if award.ends_on %} Do wykorzystania do {{ award.ends_on | date }}.{% endif %}",
            "how": "Wszystko, co kupisz po zalogowaniu, liczy się dla Ciebie.",
            "button": "Rozejrzyj się",
        },
        "ru": {
            "name": "Приветствие",
            "subject": f"Добро пожаловать{NAMED}",
            "preview": "Хорошо, что вы с нами в {{ store.name }}",
            "title": f"Добро пожаловать{NAMED}",
            "text": "Спасибо за регистрацию в {{ store.name }}. Мы рады, что вы с нами.",
            "award": f"Для начала <strong>{_points('award', RU)}</strong> на вашем счёте."
            "{% if award.ends_on %} Потратить их можно до {{ award.ends_on | date }}.{% endif %}",
            "how": "Всё, что вы купите, войдя в учётную запись, идёт вам в зачёт.",
            "button": "Осмотреться",
        },
    },
)


def _birthday(said: Words) -> str:
    return frame(
        words(said["title"], said["text"]),
        only_if("award", closing(said["award"])),
        only_if("coupon", block("coupon")),
        closing(button=said["button"]),
    )


BIRTHDAY = Story(
    "birthday",
    "marketing",
    _birthday,
    {
        "en": {
            "name": "Birthday",
            "subject": f"Happy birthday{NAMED}",
            "preview": "Something from all of us at {{ store.name }}",
            "title": f"Happy birthday{NAMED}",
            "text": "Today is your day, and we are glad that you are one of our regulars. All the best from {{ store.name }}.",
            "award": f"Our present: <strong>{_points('award', EN)}</strong> are on your account."
            "{% if award.ends_on %} You can spend them until {{ award.ends_on | date }}.{% endif %}",
            "button": "Find yourself something",
        },
        "pl": {
            "name": "Urodziny",
            "subject": f"Wszystkiego najlepszego{NAMED}",
            "preview": "Coś od nas wszystkich ze sklepu {{ store.name }}",
            "title": f"Wszystkiego najlepszego{NAMED}",
            "text": "Dziś Twoje święto, a my cieszymy się, że jesteś z nami. Serdeczne życzenia od {{ store.name }}.",
            "award": f"Nasz prezent: <strong>{_points('award', PL)}</strong> na Twoim koncie."
            "{% if award.ends_on %} Do wykorzystania do {{ award.ends_on | date }}.{% endif %}",
            "button": "Wybierz coś dla siebie",
        },
        "ru": {
            "name": "День рождения",
            "subject": f"С днём рождения{NAMED}",
            "preview": "Небольшой подарок от магазина {{ store.name }}",
            "title": f"С днём рождения{NAMED}",
            "text": "Сегодня ваш день, и мы рады, что вы с нами. Всего самого доброго от {{ store.name }}.",
            "award": f"Наш подарок: <strong>{_points('award', RU)}</strong> на вашем счёте."
            "{% if award.ends_on %} Потратить их можно до {{ award.ends_on | date }}.{% endif %}",
            "button": "Выбрать что-нибудь для себя",
        },
    },
)


def _reward(said: Words) -> str:
    return frame(
        words(said["title"], said["text"]),
        block("coupon"),
        closing(said["how"], button=said["button"]),
        footer="transactional",
    )


REWARD = Story(
    "reward-coupon",
    "transactional",
    _reward,
    {
        "en": {
            "name": "Reward taken",
            "subject": "Your code: {{ coupon.code }}",
            "preview": "Enter it at the checkout",
            "title": "Your reward is here",
            "text": f"{{% if reward %}}You exchanged {_points('reward', EN)} for <strong>{{{{ reward.name }}}}</strong>. {{% endif %}}"
            "This code is for you alone and works once.",
            "how": "Enter it at the checkout. You have {{ balance.points | number }} "
            f"{{{{ balance.points | plural: {EN} }}}} left.",
            "button": "To the shop",
        },
        "pl": {
            "name": "Odebrana nagroda",
            "subject": "Twój kod: {{ coupon.code }}",
            "preview": "Wpisz go przy zamówieniu",
            "title": "Twoja nagroda już jest",
            "text": f"{{% if reward %}}Wymiana: {_points('reward', PL)} na nagrodę <strong>{{{{ reward.name }}}}</strong>. {{% endif %}}"
            "Ten kod jest tylko dla Ciebie i działa jeden raz.",
            "how": "Wpisz go przy zamówieniu. Na koncie zostało Ci {{ balance.points | number }} "
            f"{{{{ balance.points | plural: {PL} }}}}.",
            "button": "Do sklepu",
        },
        "ru": {
            "name": "Награда получена",
            "subject": "Ваш код: {{ coupon.code }}",
            "preview": "Введите его при оформлении заказа",
            "title": "Ваша награда здесь",
            "text": f"{{% if reward %}}Вы обменяли {_points('reward', RU)} на награду <strong>{{{{ reward.name }}}}</strong>. {{% endif %}}"
            "Этот код только для вас и действует один раз.",
            "how": "Введите его при оформлении заказа. На счёте осталось {{ balance.points | number }} "
            f"{{{{ balance.points | plural: {RU} }}}}.",
            "button": "В магазин",
        },
    },
)


def _ending(said: Words) -> str:
    return frame(words(said["title"], said["text"]), block("balance"), closing(said["how"], button=said["button"]))


ENDING = Story(
    "points-ending",
    "marketing",
    _ending,
    {
        "en": {
            "name": "Points about to end",
            "subject": f"{_points('ending', EN)} end on {{{{ ending.on | date: 'd MMMM' }}}}",
            "preview": "Spend them before they are gone",
            "title": "Your points are about to end",
            "text": f"Don't let them go: <strong>{_points('ending', EN)}</strong> can be spent until {{{{ ending.on | date }}}}.",
            "how": "They count like money at the checkout.",
            "button": "Spend points",
        },
        "pl": {
            "name": "Punkty niedługo wygasną",
            "subject": f"{_points('ending', PL)}: ważne do {{{{ ending.on | date: 'd MMMM' }}}}",
            "preview": "Wykorzystaj je, zanim przepadną",
            "title": "Twoje punkty niedługo wygasną",
            "text": f"Nie daj im przepaść: <strong>{_points('ending', PL)}</strong> do wykorzystania do {{{{ ending.on | date }}}}.",
            "how": "Przy zamówieniu liczą się jak pieniądze.",
            "button": "Wykorzystaj punkty",
        },
        "ru": {
            "name": "Баллы скоро сгорят",
            "subject": f"{_points('ending', RU)}: действуют до {{{{ ending.on | date: 'd MMMM' }}}}",
            "preview": "Потратьте их, пока они не сгорели",
            "title": "Ваши баллы скоро сгорят",
            "text": f"Не дайте им пропасть: <strong>{_points('ending', RU)}</strong> можно потратить до {{{{ ending.on | date }}}}.",
            "how": "При оформлении заказа ими можно платить как деньгами.",
            "button": "Потратить баллы",
        },
    },
)


def _promised(said: str, both: str, you: str, friend: str) -> str:
    """What is said of an invitation, with what comes of it by the rules that are on."""
    return (
        f'{said}{{% if referral.reward == "both" %}} {both}{{% elsif referral.reward == "you" %}} {you}'
        f'{{% elsif referral.reward == "friend" %}} {friend}{{% endif %}}'
    )


def _referral(said: Words) -> str:
    return frame(words(said["title"], said["text"]), block("referral"), closing(said["how"]))


REFERRAL = Story(
    "referral",
    "marketing",
    _referral,
    {
        "en": {
            "name": "Invite friends",
            "subject": "Your link for friends",
            "preview": "Your own link is inside",
            "title": f"Share what you like{NAMED}",
            "text": _promised(
                "Send it to a friend.",
                "After their first order both of you get points.",
                "After their first order you get points.",
                "After their first order they get points.",
            ),
            "how": "It is your own: whoever comes by it is counted as invited by you.",
        },
        "pl": {
            "name": "Zaproś znajomych",
            "subject": "Twoje zaproszenie dla znajomych",
            "preview": "Jest w środku i jest tylko Twoje",
            "title": f"Podziel się tym, co lubisz{NAMED}",
            "text": _promised(
                "Wyślij je znajomym.",
                "Po ich pierwszym zamówieniu obie strony dostają punkty.",
                "Po ich pierwszym zamówieniu dostajesz punkty.",
                "Po pierwszym zamówieniu dostają punkty.",
            ),
            "how": "Jest tylko Twoje: kto z niego skorzysta, liczy się jako zaproszony przez Ciebie.",
        },
        "ru": {
            "name": "Пригласите друзей",
            "subject": "Ваше приглашение для друзей",
            "preview": "Оно внутри, и оно только ваше",
            "title": f"Поделитесь тем, что нравится{NAMED}",
            "text": _promised(
                "Отправьте его другу.",
                "После первого заказа баллы получите вы оба.",
                "После первого заказа друга вы получите баллы.",
                "После первого заказа друг получит баллы.",
            ),
            "how": "Оно только ваше: кто придёт по нему, считается приглашённым вами.",
        },
    },
)

STORIES = (WELCOME, BIRTHDAY, REWARD, ENDING, REFERRAL)
