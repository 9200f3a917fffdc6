"""Names and places that generated customers are given."""

from __future__ import annotations


def _each(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FEMALE = _each(
    "Olivia Emma Charlotte Amelia Sophia Mia Isabella Ava Evelyn Luna Harper Sofia Camila Eleanor Elizabeth Violet "
    "Scarlett Emily Hazel Lily Gianna Aurora Penelope Aria Nora Chloe Ellie Mila Avery Layla Abigail Ella Isla Eliana "
    "Nova Madison Zoe Ivy Grace Lucy Willow Emilia Riley Naomi Victoria Stella Elena Hannah Valentina Maya Zoey Delilah "
    "Leah Lainey Lillian Paisley Genesis Madelyn Sadie Iris Clara Ruby Alice Julia Martha Teresa Rosa Irene Helen Judith"
)  # fmt: skip
MALE = _each(
    "Liam Noah Oliver Theodore James Henry Mateo Elijah Lucas William Benjamin Levi Ezra Sebastian Jack Daniel Samuel "
    "Michael Ethan Asher John Hudson Luca Leo Elias Owen Alexander Dylan Santiago Julian David Joseph Matthew Luke Jackson "
    "Miles Wyatt Thomas Isaac Jacob Gabriel Anthony Carter Grayson Cooper Charles Caleb Roman Christopher Josiah Isaiah "
    "Andrew Ezekiel Adam Nathan Walter Frank George Arthur Paul Peter Victor Martin Albert Hugo Oscar Simon Felix Ralph"
)  # fmt: skip
FAMILY = _each(
    "Adams Allen Anderson Bailey Baker Barnes Bell Bennett Brooks Brown Butler Campbell Carter Castillo Chavez Clark Collins "
    "Cook Cooper Cox Cruz Davis Diaz Edwards Evans Fisher Flores Foster Garcia Gomez Gonzalez Gray Green Gutierrez Hall "
    "Harris Henderson Hernandez Hill Howard Hughes Jackson James Jenkins Jimenez Johnson Jones Kelly Kim King Kovalenko "
    "Kowalski Lee Lewis Long Lopez Martin Martinez Mendoza Miller Mitchell Moore Morales Morgan Morris Murphy Myers Nelson "
    "Nguyen Nowak Ortiz Parker Patel Perez Peterson Phillips Powell Price Ramirez Ramos Reed Reyes Richardson Rivera Roberts "
    "Robinson Rodriguez Rogers Ross Russell Sanchez Sanders Scott Shevchenko Silva Smith Stewart Sullivan Taylor Thomas "
    "Thompson Torres Turner Walker Ward Watson White Williams Wilson Wisniewski Wood Wright Young Zielinski"
)  # fmt: skip

COUNTRIES = (("US", 900), ("CA", 38), ("MX", 22), ("PL", 18), ("UA", 12), ("GB", 10))
LANGUAGES = {"US": "en", "CA": "en", "GB": "en", "MX": "es", "PL": "pl", "UA": "uk"}
CITIES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "US": (
        ("Cincinnati", "OH", "45202"), ("Columbus", "OH", "43215"), ("Dayton", "OH", "45402"),
        ("Louisville", "KY", "40202"), ("Lexington", "KY", "40507"), ("Indianapolis", "IN", "46204"),
        ("Nashville", "TN", "37203"), ("Knoxville", "TN", "37902"), ("Atlanta", "GA", "30303"),
        ("Detroit", "MI", "48226"), ("Charleston", "WV", "25301"), ("Pittsburgh", "PA", "15222"),
    ),
    "CA": (("Toronto", "ON", "M5H 2N2"), ("Windsor", "ON", "N9A 6S3"), ("Montreal", "QC", "H2Y 1C6")),
    "MX": (("Monterrey", "NL", "64000"), ("Puebla", "PUE", "72000")),
    "PL": (("Warszawa", "Mazowieckie", "00-001"), ("Poznań", "Wielkopolskie", "60-101"), ("Gdańsk", "Pomorskie", "80-001")),
    "UA": (("Kyiv", "Kyiv", "01001"), ("Lviv", "Lviv", "79000")),
    "GB": (("London", "England", "N1 9GU"), ("Leeds", "England", "LS1 4AP")),
}  # fmt: skip
"""City, region and postcode, by country."""

STREETS = ("Main Street", "Oak Avenue", "Maple Street", "Park Road", "Church Street", "Mill Lane", "River Road", "Hill Street", "Garden Way", "Station Road")  # fmt: skip
