"""Customers: a household of the data, given a name and a life it does not have there.

Recorded are what they bought, the campaigns they were sent (tags) and, for 801
of them, answers to a questionnaire (attributes). All else is generated from the
household's number, is listed in the attribute `generated`, and carries the tag
`generated-profile`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

from . import names
from .chance import below, pick, weighted
from .source import Shift

TAG = "generated-profile"
GENERATED = ["addresses", "born_on", "country", "email", "first_name", "gender", "language", "last_name", "newsletter", "registered_at", "wishlist"]  # fmt: skip
"""What no record of the data says, named in every customer's attribute `generated`."""

ANSWERS = ("age", "income", "home_ownership", "marital_status", "household_size", "household_comp", "kids_count")
AGES = (("19-24", 46), ("25-34", 142), ("35-44", 194), ("45-54", 288), ("55-64", 59), ("65+", 72))
"""The questionnaire's age brackets with the number of households in each."""

GENDERS = (("female", 62), ("male", 37), (None, 1))
NEW_AFTER = timedelta(days=90)
"""Who first bought later in the year than this registered with that purchase."""

KNOWN_BEFORE = timedelta(days=5 * 365)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Household:
    """What the data says of one household; instants are moved already."""

    id: int
    first_basket_at: datetime
    answers: dict[str, str]
    campaigns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """The generated part of a customer that other generated records need."""

    id: int
    registered_at: datetime
    email: str


def households(source: duckdb.DuckDBPyConnection, shift: Shift) -> list[Household]:
    """Every household that bought something, by number."""
    answers = ", ".join(f"d.{name}" for name in ANSWERS)
    rows = source.execute(f"""
        select t.household_id, t.first_at, c.campaigns, {answers}
        from (select household_id, min(transaction_timestamp) as first_at from transactions group by 1) as t
        left join (select household_id, list(distinct campaign_id order by campaign_id) as campaigns
                   from campaigns group by 1) as c using (household_id)
        left join demographics as d using (household_id)
        order by t.household_id""").fetchall()
    return [
        Household(
            household,
            first_at.replace(tzinfo=UTC) + shift.by,
            {name: str(value) for name, value in zip(ANSWERS, given, strict=True) if value is not None},
            tuple(campaigns or ()),
        )
        for household, first_at, campaigns, *given in rows
    ]


def person(household: Household, shift: Shift) -> Person:
    """Who a household is given to be, as far as other records need it."""
    return Person(household.id, _registered_at(household, shift), _email(household))


def customer(household: Household, shift: Shift) -> dict[str, Any]:
    """The customer record of a household."""
    given = _gender(household)
    country = weighted(names.COUNTRIES, household.id, "country")
    return {
        "external_id": str(household.id),
        "updated_at": instant(shift.end),
        "email": _email(household),
        "first_name": _first_name(household),
        "last_name": pick(names.FAMILY, household.id, "last name"),
        "gender": given,
        "language": names.LANGUAGES[country],
        "country": country,
        "born_on": _born_on(household, shift).isoformat(),
        "registered_at": instant(_registered_at(household, shift)),
        "tags": [TAG, *(f"campaign-{campaign}" for campaign in household.campaigns)],
        "addresses": _addresses(household, country),
        "attributes": {
            **{_attribute(name): answer for name, answer in household.answers.items()},
            "generated": GENERATED,
        },
    }


def customers(people: list[Household], shift: Shift) -> Iterator[dict[str, Any]]:
    """The customer records of all households."""
    return (customer(household, shift) for household in people)


def instant(at: datetime) -> str:
    """An instant as records write it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _attribute(answer: str) -> str:
    return {"age": "age_bracket", "household_comp": "household_composition"}.get(answer, answer)


def _gender(household: Household) -> str | None:
    return weighted(GENDERS, household.id, "gender")


def _first_name(household: Household) -> str:
    given = names.MALE if _gender(household) == "male" else names.FEMALE
    return pick(given, household.id, "first name")


def _email(household: Household) -> str:
    last = pick(names.FAMILY, household.id, "last name")
    return f"{_first_name(household)}.{last}.{household.id}@example.com".lower()


def _born_on(household: Household, shift: Shift) -> date:
    """A birthday that fits the age the household told, or one as likely as theirs."""
    bracket = household.answers.get("age") or weighted(AGES, household.id, "age")
    youngest, _, oldest = bracket.rstrip("+").partition("-")
    years = int(oldest or 89) - int(youngest) + 1
    latest = shift.end.date() - timedelta(days=round(int(youngest) * 365.2425))
    return latest - timedelta(days=below(round(years * 365.2425) - 2, household.id, "born on") + 1)


def _registered_at(household: Household, shift: Shift) -> datetime:
    """A few minutes before the first purchase for who came during the year, else some time before it."""
    before = 1 + below(20, household.id, "minutes before")
    if household.first_basket_at - shift.start > NEW_AFTER:
        return household.first_basket_at - before * MINUTE
    earlier = below(KNOWN_BEFORE // MINUTE, household.id, "known before")
    return (shift.start - (before + earlier) * MINUTE).replace(second=0)


def _addresses(household: Household, country: str) -> list[dict[str, Any]]:
    """Billing and shipping at home; for some a second shipping address, now and then abroad."""
    home = _address(household, country, "home")
    addresses = [{**home, "kind": "billing", "default": True}, {**home, "kind": "shipping", "default": True}]
    if below(100, household.id, "second address") < 12:
        elsewhere = weighted(names.COUNTRIES, household.id, "second country")
        addresses.append({**_address(household, elsewhere, "second"), "kind": "shipping", "default": False})
    return addresses


def _address(household: Household, country: str, which: str) -> dict[str, Any]:
    city, region, postcode = pick(names.CITIES[country], household.id, f"{which} city")
    street = f"{1 + below(980, household.id, f'{which} number')} {pick(names.STREETS, household.id, f'{which} street')}"
    return {"country": country, "region": region, "city": city, "postcode": postcode, "street": street}
