"""What columns, states and the like are called in shops' files, in three languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_UNDIVIDED = str.maketrans("łøđ", "lod")


def plain(text: str) -> str:
    """A column's name as it is compared: "E-Mail " and "e_mail" are one."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_UNDIVIDED))
    return "".join(letter for letter in folded if letter.isalnum())


_OF_ALL = {
    "updated_at": "updated changed modified lastmodified lastupdate updatedon zmieniono dataaktualizacji datazmiany zaktualizowano изменен изменено датаизменения обновлен",
    "email": "mail emailaddress customeremail adresemail adresmail poczta mailklienta почта элпочта электроннаяпочта емейл",
    "customer": "customerid customernumber customerno clientid userid idklienta nrklienta klient номерклиента idклиента клиент покупатель",
}
_OF_TYPE: dict[str, dict[str, str]] = {
    "customer": {
        "external_id": "id customerid customernumber customerno clientid userid number no idklienta nrklienta numerklienta номерклиента idклиента номер код",
        "first_name": "firstname givenname forename imie имя",
        "last_name": "lastname surname familyname nazwisko фамилия",
        "gender": "sex plec пол",
        "language": "lang locale jezyk язык",
        "phone": "phonenumber telephone mobile tel telefon numertelefonu телефон",
        "country": "countrycode kraj krajkod страна",
        "group": "customergroup grupa grupaklienta группа",
        "born_on": "birthday dateofbirth birthdate dob born dataurodzenia urodziny деньрождения датарождения",
        "registered_at": "registered registeredon created createdat createdon joined signup datarejestracji zarejestrowano utworzono зарегистрирован датарегистрации создан",
        "store": "shop sklep магазин",
        "tags": "tag tagi etykiety теги метки",
    },
    "order": {
        "external_id": "id order orderid ordernumber orderno number no idzamowienia nrzamowienia numerzamowienia zamowienie номерзаказа idзаказа заказ номер",
        "placed_at": "placed placedon date orderdate ordered orderedat created createdat createdon data datazamowienia zlozono датазаказа дата оформлен создан",
        "status": "state orderstatus stan statuszamowienia статус статусзаказа состояние",
        "currency": "currencycode waluta валюта",
        "subtotal": "itemstotal productstotal wartoscproduktow сумматоваров суматоваров",
        "discount": "discounttotal rabat скидка",
        "shipping": "shippingcost shippingtotal delivery dostawa kosztdostawy доставка",
        "tax": "vat taxtotal podatek налог ндс",
        "grand_total": "total amount sum ordertotal totalamount grandtotal kwota razem suma wartosc kwotazamowienia итого сумма суммазаказа",
        "coupon": "couponcode vouchercode kupon kodrabatowy купон промокод",
        "channel": "source kanal канал",
        "store": "shop sklep магазин",
        "payment_method": "payment platnosc metodaplatnosci оплата",
        "lines.sku": "sku productid product productcode article artikel idproduktu produkt kodproduktu артикул товар",
        "lines.quantity": "quantity qty pieces ilosc sztuk количество",
        "lines.price": "price unitprice itemprice cena цена",
        "lines.row_total": "rowtotal linetotal itemtotal wartoscpozycji суммапозиции",
    },
    "product": {
        "external_id": "id sku productid code productcode article number idproduktu kodproduktu kod артикул код номер",
        "parent_sku": "parent parentid rodzic родитель",
        "name": "title productname nazwa nazwaproduktu название наименование",
        "brand": "manufacturer vendor marka producent бренд производитель",
        "price": "unitprice saleprice cena цена",
        "cost": "purchaseprice koszt cenazakupu себестоимость закупка",
        "categories": "category kategoria kategorie категория категории",
    },
    "category": {
        "external_id": "id categoryid code idkategorii код номер",
        "name": "title categoryname nazwa название",
        "parent": "parentid parentcategory nadrzedna родитель",
    },
    "subscription": {
        "external_id": "id subscriptionid номер",
        "list": "newsletter lista список рассылка",
        "status": "state stan статус",
        "changed_at": "changed date subscribedat subscribed data дата",
    },
    "refund": {
        "external_id": "id refundid refundnumber number nrzwrotu номер",
        "order": "orderid ordernumber nrzamowienia номерзаказа",
        "refunded_at": "refunded date datazwrotu data дата",
        "amount": "total refundamount kwota сумма",
        "reason": "comment powod причина",
    },
    "review": {
        "external_id": "id reviewid номер",
        "sku": "product productid produkt артикул товар",
        "rating": "stars score ocena оценка",
        "status": "state stan статус",
        "title": "headline tytul заголовок",
        "written_at": "written date createdat data дата",
    },
}  # fmt: skip


def names_of(type_: str, field: str) -> frozenset[str]:
    """The names that a field goes by, as they are compared."""
    said = _OF_TYPE.get(type_, {}).get(field) or _OF_ALL.get(field, "")
    return frozenset({plain(field.rpartition(".")[2]), *map(plain, said.split())})


_VALUES: dict[str, dict[str, str]] = {
    "status": {
        "pending": "new nowe nowy oczekuje oczekujace unpaid новый ожидает",
        "processing": "inprogress paid wrealizacji wtrakcie oplacone обрабатывается оплачен",
        "shipped": "sent wyslane wyslano отправлен",
        "complete": "completed done delivered finished zrealizowane zakonczone dostarczone выполнен завершен доставлен",
        "cancelled": "canceled void anulowane anulowano отменен",
        "closed": "archived zamkniete закрыт",
    },
    "gender": {
        "female": "f w woman k kobieta ж жен женский женщина",
        "male": "m man mezczyzna м муж мужской мужчина",
    },
}


def values_of(field: str, texts: set[str]) -> Mapping[str, str]:
    """What texts of a column stand for where they are not the word that is kept; those that nobody knows are left out."""
    known = {
        word: value
        for value, words in _VALUES.get(field, {}).items()
        for word in (plain(value), *map(plain, words.split()))
    }
    return {text: known[plain(text)] for text in sorted(texts) if plain(text) in known and known[plain(text)] != text}
