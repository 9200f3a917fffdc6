"""What comes out does not depend on how the journal is cut into batches."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.facts.said import Journal, differences, empty, rows
from tests.thorough import examples

from regulars.facts.attributes import Declaration
from regulars.rules.vocabulary import Type

INSTANTS = [f"2026-0{month}-01T10:00:00Z" for month in range(1, 7)]
PEOPLE = ["anna", "boris", None]
GUESTS = ["guest@example.com", "Other@example.com"]
SKUS = ["TEE", "TEE-M", "MUG", ""]
AMOUNTS = ["10.00", "0.01", "33.33", "19.99"]
WORDS = [None, "UA", "ua", "straße", ""]
DECLARED = (
    Declaration("customer", "medal", Type.TEXT, "Medal", history=True),
    Declaration("customer", "score", Type.NUMBER, "Score", default=1),
    Declaration("product", "colour", Type.SET, "Colour"),
    Declaration("event", "seconds", Type.MONEY, "Seconds"),
)

instants, words, amounts = st.sampled_from(INSTANTS), st.sampled_from(WORDS), st.sampled_from(AMOUNTS)
whose = st.one_of(
    st.sampled_from(PEOPLE).map(lambda name: {"customer": name}),
    st.sampled_from(GUESTS).map(lambda name: {"email": name}),
)
lines = st.lists(
    st.fixed_dictionaries(
        {
            "sku": st.sampled_from(SKUS),
            "quantity": st.sampled_from(["1", "0.5"]),
            "row_total": amounts,
            "price": amounts,
        },
        optional={"id": st.sampled_from(["a", "b"]), "discount": amounts},
    ),
    max_size=3,
)
changes = st.lists(
    st.fixed_dictionaries({"at": instants, "status": st.sampled_from(["pending", "complete"]), "shop_status": words}),
    max_size=3,
)
attributes = st.dictionaries(
    st.sampled_from(["medal", "score", "colour", "x"]), st.sampled_from(["a", "A", 1, "1", ["z"]])
)
addresses = st.lists(st.fixed_dictionaries({"kind": st.just("shipping"), "country": words}), max_size=2)


def record(**fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"updated_at": instants, **fields})


def document(type: str) -> st.SearchStrategy[dict[str, Any]]:
    """A document of a record that isn't deleted, less its owner and key."""
    match type:
        case "customer":
            return record(
                country=words,
                group=words,
                tags=st.lists(words.filter(bool)),
                attributes=attributes,
                addresses=addresses,
            )
        case "category":
            return record(parent=st.sampled_from([None, "1", "2", "3"]))
        case "list":
            return record(name=words)
        case "product":
            variant = st.fixed_dictionaries({"external_id": st.sampled_from(SKUS[:3]), "name": words})
            return record(
                parent_sku=st.sampled_from([None, *SKUS]), name=words, categories=st.lists(st.sampled_from("123")),
                attributes=attributes, variants=st.lists(variant, max_size=2, unique_by=lambda one: one["external_id"]),
            )  # fmt: skip
        case "order":
            return record(
                placed_at=instants, status=st.sampled_from(["pending", "complete"]), status_history=changes,
                currency=st.sampled_from(["USD", "JPY"]), rate=st.sampled_from(["1", "0.0067"]), grand_total=amounts,
                lines=lines,
            )  # fmt: skip
        case "refund":
            back = st.fixed_dictionaries({"line": st.sampled_from(["a", "1"]), "quantity": st.just("1")})
            return record(
                order=st.sampled_from("AB"), refunded_at=instants, amount=amounts, lines=st.lists(back, max_size=2)
            )
        case "cart":
            return record(status=st.just("open"), subtotal=amounts, lines=lines)
        case "event":
            return record(name=words, occurred_at=instants, properties=st.just({"seconds": "1.50"}))
    return record(sku=st.sampled_from(SKUS), added_at=instants)


@st.composite
def journals(draw: Any) -> Journal:
    """A journal of a few names, so that records meet, and merges of the guests into registered customers."""
    journal = Journal()
    merged: dict[int, int] = {}
    for type in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=18)):
        owner = {} if type in ("customer", "category", "list", "product", "refund") else draw(whose)
        key = draw(st.sampled_from(KEYS.get(type, "AB")))
        deleted = type != "event" and draw(st.integers(0, 6)) == 0
        said = draw(record(deleted=st.just(True)) if deleted else document(type))
        if type.startswith("decision."):
            owner, key = {"customer": "anna"}, str(len(journal.entries))
            said = {"updated_at": draw(instants), "group": draw(words), "tags": draw(st.lists(words.filter(bool)))}
        name = key if type == "customer" else owner.get("customer") or owner.get("email")
        id = journal.id_of(name)
        while id in merged:
            id = merged[id]
        journal.say(type, key, id, **owner, **said)
        if type == "customer" and draw(st.integers(0, 3)) == 0:
            guest = journal.id_of(draw(st.sampled_from(GUESTS)))
            if guest not in merged and guest != id and not set(merged.values()) & {guest}:
                kept, gone = sorted((guest, id))
                merged[gone] = kept
                journal.merge(gone, kept)
    return journal


KINDS = (
    "customer", "customer", "category", "list", "product", "product", "order", "order", "order", "refund", "cart",
    "event", "wishlist_item", "decision.group", "decision.tags",
)  # fmt: skip
KEYS = {"customer": ["anna", "boris"], "category": "123", "product": SKUS[:3]}


UNHURRIED: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),  # each try makes three databases: too slow to shrink with
}


def facts_of(journal: Journal, cuts: list[int]) -> Any:
    facts = empty()
    for declaration in DECLARED:
        facts.declare_attribute(declaration)
    for part in journal.batches(cuts):
        facts.apply(part)
    return facts


@settings(max_examples=examples(12), **UNHURRIED)
@given(journals(), st.sets(st.integers(1, 17), max_size=5))
def test_batches_of_one_of_some_and_of_all_give_the_same_tables(journal: Journal, cuts: set[int]) -> None:
    whole, some, single = (facts_of(journal, list(where)) for where in ([], cuts, range(1, len(journal.entries))))

    assert differences(some, whole) == {}
    assert differences(single, whole) == {}


@settings(max_examples=examples(8), **UNHURRIED)
@given(journals(), st.integers(0, 17))
def test_an_attribute_declared_late_holds_what_it_would_had_it_been_declared_first(journal: Journal, late: int) -> None:
    first = facts_of(journal, [])
    then = empty()
    for n, part in enumerate(journal.batches(range(1, len(journal.entries)))):
        if n == late:
            for declaration in DECLARED:
                then.declare_attribute(declaration)
        then.apply(part)
    for declaration in DECLARED:
        then.declare_attribute(declaration)

    assert differences(then, first) == {}


def test_a_product_told_of_by_itself_stays_when_its_parent_no_longer_lists_it() -> None:
    journal = Journal()
    journal.say("product", "TEE", name="Tee", variants=[{"external_id": "MUG", "name": "listed"}])
    journal.say("product", "MUG", name="by itself")
    journal.say("product", "TEE", name="Tee", variants=[])

    whole, single = facts_of(journal, []), facts_of(journal, [1, 2])

    assert differences(single, whole) == {}
    known = "select external_id, name from product where known order by 1"
    assert rows(whole, known) == [{"external_id": "MUG", "name": "by itself"}, {"external_id": "TEE", "name": "Tee"}]
