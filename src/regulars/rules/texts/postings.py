"""What happened to points, in words: the same as the pages' history calls it."""

_DEEDS: dict[str, dict[str, str]] = {
    "en": {
        "earn": "earned",
        "open": "became available",
        "end": "ended",
        "hold": "held",
        "capture": "spent",
        "release": "let go",
        "lapse": "hold lapsed",
        "give_back": "given back",
        "reverse": "reversed",
        "adjust": "given or taken by hand",
        "undo": "undone",
        "move": "moved between accounts",
        "transfer": "transferred",
    },
    "pl": {
        "earn": "zebrane",
        "open": "udostępnione",
        "end": "wygasłe",
        "hold": "zablokowane",
        "capture": "wydane",
        "release": "odblokowane",
        "lapse": "blokada wygasła",
        "give_back": "oddane",
        "reverse": "wycofane",
        "adjust": "przyznane lub odebrane ręcznie",
        "undo": "cofnięte",
        "move": "przeniesione między kontami",
        "transfer": "przekazane",
    },
    "ru": {
        "earn": "заработано",
        "open": "стали доступны",
        "end": "сгорело",
        "hold": "удержаны",
        "capture": "потрачено",
        "release": "отпущены",
        "lapse": "удержание истекло",
        "give_back": "возвращено",
        "reverse": "отозвано",
        "adjust": "начислено или списано вручную",
        "undo": "отменено",
        "move": "перенесено между счетами",
        "transfer": "переданы",
    },
}

TEXTS: dict[str, dict[str, str]] = {
    language: {
        f"choice.{rows}.kind.{deed}": word
        for rows in ("points_entry", "other_points_entry")
        for deed, word in words.items()
    }
    for language, words in _DEEDS.items()
}
