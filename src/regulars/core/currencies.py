"""Currencies of ISO 4217 and how many decimals their amounts have."""

from __future__ import annotations

from collections.abc import Iterable

_BY_PLACES: dict[int, str] = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW "
    "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS "
    "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN "
    "NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC "
    "SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}

PLACES: dict[str, int] = {code: places for places, codes in _BY_PLACES.items() for code in codes.split()}
"""Decimals of an amount in each currency: PLACES["JPY"] is 0."""


def places_of(currency: str) -> int:
    """Decimals of an amount in a currency; two for one that isn't in the table."""
    return PLACES.get(currency, 2)


_SYMBOLS = (
    "AFN=؋ AMD=֏ AOA=Kz ARS=$ AUD=$ AZN=₼ BAM=KM BBD=$ BDT=৳ BMD=$ BND=$ BOB=Bs BRL=R$ BSD=$ BWP=P BZD=$ CAD=$ CLP=$ CNY=¥ "
    "COP=$ CRC=₡ CUP=$ CZK=Kč DKK=kr DOP=$ EGP=E£ EUR=€ FJD=$ FKP=£ GBP=£ GHS=GH₵ GIP=£ GNF=FG GTQ=Q GYD=$ HKD=$ HNL=L HUF=Ft "
    "IDR=Rp ILS=₪ INR=₹ ISK=kr JMD=$ JPY=¥ KGS=⃀ KHR=៛ KMF=CF KPW=₩ KRW=₩ KYD=$ KZT=₸ LAK=₭ LBP=L£ LKR=Rs LRD=$ MGA=Ar MMK=K "
    "MNT=₮ MUR=Rs MXN=$ MYR=RM NAD=$ NGN=₦ NIO=C$ NOK=kr NPR=Rs NZD=$ PHP=₱ PKR=Rs PLN=zł PYG=₲ RUB=₽ RWF=RF SBD=$ SEK=kr "
    "SGD=$ SHP=£ SRD=$ SSP=£ STN=Db SYP=£ THB=฿ TOP=T$ TRY=₺ TTD=$ UAH=₴ USD=$ UYU=$ VND=₫ XAF=FCFA XCD=$ XPF=CFPF ZAR=R ZMW=ZK"
)
SYMBOLS: dict[str, str] = dict(pair.split("=") for pair in _SYMBOLS.split())
"""What stands for a currency beside an amount: its narrow symbol by CLDR, as browsers write it in every language of ours."""


def symbols_of(currencies: Iterable[str]) -> dict[str, str]:
    """What stands for each of some currencies: its symbol, or where two have the same, or none, its code."""
    known = {currency: SYMBOLS.get(currency, currency) for currency in currencies}
    shown = list(known.values())
    return {currency: symbol if shown.count(symbol) == 1 else currency for currency, symbol in known.items()}
