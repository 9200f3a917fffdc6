"""What columns, states and the like are called in shops' files, in English, Polish, Russian and German."""

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
    "email": "mail emailadresse emailaddress customeremail adresemail adresmail poczta mailklienta почта элпочта электроннаяпочта емейл",
    "customer": "kunde kundennummer customerid customernumber customerno clientid userid idklienta nrklienta klient номерклиента idклиента клиент покупатель",
}
_OF_TYPE: dict[str, dict[str, str]] = {
    "customer": {
        "external_id": "id customerid customernumber customerno clientid userid number no idklienta nrklienta numerklienta номерклиента idклиента номер код kundennummer kundennr",
        "first_name": "firstname givenname forename imie имя vorname",
        "last_name": "lastname surname familyname nazwisko фамилия nachname familienname",
        "gender": "sex plec пол geschlecht",
        "language": "lang locale jezyk язык sprache",
        "phone": "phonenumber telephone mobile tel telefon numertelefonu телефон telefonnummer handy",
        "country": "countrycode kraj krajkod страна land",
        "group": "customergroup grupa grupaklienta группа kundengruppe",
        "born_on": "birthday dateofbirth birthdate dob born dataurodzenia urodziny деньрождения датарождения geburtsdatum geburtstag",
        "registered_at": "registered registeredon created createdat createdon joined signup datarejestracji zarejestrowano utworzono зарегистрирован датарегистрации создан registriertam angelegtam",
        "store": "shop sklep магазин",
        "tags": "tag tagi etykiety теги метки",
    },
    "order": {
        "external_id": "id order orderid ordernumber orderno number no numer nr idzamowienia nrzamowienia numerzamowienia zamowienie номерзаказа idзаказа заказ номер name bestellnummer bestellung bestellnr auftragsnummer nrzam zakaz",
        "placed_at": "placed placedon date orderdate ordered orderedat created createdat createdon data datazamowienia zlozono датазаказа дата оформлен создан datazlozenia datazlozeniazamowienia dzien bestelldatum bestelltam datum датаоформления датасоздания",
        "status": "state orderstatus stan statuszamowienia статус статусзаказа состояние financialstatus paymentstatus bestellstatus stanzamowienia",
        "currency": "currencycode waluta валюта wahrung",
        "subtotal": "itemstotal productstotal wartoscproduktow сумматоваров суматоваров zwischensumme warenwert stoimosctowarow wartosctowarow стоимостьтоваров",
        "discount": "discounttotal rabat скидка discountamount upust znizka rabatt",
        "shipping": "shippingcost shippingtotal delivery dostawa kosztdostawy доставка wysylka przesylka kosztwysylki koszty versand versandkosten стоимостьдоставки",
        "tax": "vat taxtotal podatek налог ндс taxes mwst steuer kwotavat",
        "grand_total": "total amount sum ordertotal totalamount grandtotal kwota razem suma wartosc kwotazamowienia итого сумма суммазаказа dozaplaty lacznie kwotacalkowita kwotabrutto wartosczamowienia gesamt gesamtsumme gesamtbetrag summe betrag коплате всего стоимостьзаказа",
        "coupon": "couponcode vouchercode kupon kodrabatowy купон промокод discountcode kodkuponu gutschein gutscheincode",
        "channel": "source kanal канал",
        "store": "shop sklep магазин filiale",
        "payment_method": "payment platnosc metodaplatnosci оплата zahlungsart sposobplatnosci способоплаты",
        "lines.sku": "sku productid product productcode article artikel idproduktu produkt kodproduktu артикул товар lineitemsku artikelnummer nrartykulu kodtowaru кодтовара",
        "lines.quantity": "quantity qty pieces ilosc sztuk количество lineitemquantity menge anzahl liczba liczbasztuk кол колво",
        "lines.price": "price unitprice itemprice cena цена lineitemprice preis einzelpreis cenajednostkowa",
        "lines.row_total": "rowtotal linetotal itemtotal wartoscpozycji суммапозиции lineitemtotal wartosc positionssumme",
    },
    "product": {
        "external_id": "id sku productid code productcode article number idproduktu kodproduktu kod артикул код номер artikelnummer artikel",
        "parent_sku": "parent parentid rodzic родитель",
        "name": "title productname nazwa nazwaproduktu название наименование bezeichnung",
        "brand": "manufacturer vendor marka producent бренд производитель hersteller",
        "price": "unitprice saleprice cena цена preis",
        "cost": "purchaseprice koszt cenazakupu себестоимость закупка einkaufspreis",
        "categories": "category kategoria kategorie категория категории kategorien",
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
        "pending": "offen neu new nowe nowy oczekuje oczekujace unpaid новый ожидает",
        "processing": "inprogress inbearbeitung bezahlt paid wrealizacji wtrakcie oplacone обрабатывается оплачен",
        "shipped": "versendet versandt sent wyslane wyslano отправлен",
        "complete": "abgeschlossen geliefert fulfilled completed done delivered finished zrealizowane zakonczone dostarczone выполнен завершен доставлен",
        "cancelled": "storniert canceled void voided anulowane anulowano отменен",
        "closed": "archived zamkniete закрыт",
    },
    "gender": {
        "female": "weiblich frau f w woman k kobieta ж жен женский женщина",
        "male": "mannlich herr m man mezczyzna м муж мужской мужчина",
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
