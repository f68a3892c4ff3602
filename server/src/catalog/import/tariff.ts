import type { PriceLevelInput } from '@foyer/contract/catalog.events'
import { minorDigits } from '../amounts.ts'

/** What the places of some categories cost, before it is put into a currency. */
export interface TariffLevel {
  readonly name: string
  readonly categories: readonly string[]
  /** Face value in US dollars of about the year 2025. */
  readonly dollars: number
}

/** Fees on top of the face value. */
const FEE_SHARE = 0.08

/**
 * Price levels in a currency. The sources carry no prices: these are invented, plausible, and always the same. Amounts
 * are round in their own currency: 180 dollars become 180.00 USD, 144.00 GBP, 27,000 JPY.
 */
export function priceLevels(tariff: readonly TariffLevel[], currency: string): PriceLevelInput[] {
  const digits = minorDigits(currency)
  const toMinor = (amount: number) => Math.round(amount * 10 ** digits)
  const rate = UNITS_TO_THE_DOLLAR.get(currency) ?? 1
  return tariff.map(({ name, categories, dollars }) => {
    const face = roundAmount(dollars * rate)
    return { name, categories: [...categories], faceValue: toMinor(face), fees: toMinor(roundAmount(face * FEE_SHARE)) }
  })
}

/** Two leading figures, and a half step where the amount is small: 7.5, 12, 150, 2,300. */
function roundAmount(amount: number): number {
  if (amount <= 0) return 0
  const step = 10 ** Math.floor(Math.log10(amount) - 1)
  return Math.round((Math.round((2 * amount) / step) / 2) * step * 100) / 100
}

/** Rough: good for inventing prices, and for nothing else. */
const UNITS_TO_THE_DOLLAR: ReadonlyMap<string, number> = new Map(
  Object.entries({
    AED: 3.7,
    ARS: 1_000,
    AUD: 1.5,
    BRL: 5.5,
    CAD: 1.4,
    CHF: 0.9,
    CLP: 950,
    CNY: 7.2,
    COP: 4_100,
    CZK: 22,
    DKK: 6.7,
    EUR: 0.9,
    GBP: 0.8,
    HKD: 7.8,
    HUF: 350,
    IDR: 16_000,
    ILS: 3.6,
    INR: 85,
    ISK: 135,
    JPY: 150,
    KRW: 1_400,
    MAD: 10,
    MXN: 18,
    MYR: 4.4,
    NOK: 10.5,
    NZD: 1.7,
    PEN: 3.7,
    PHP: 57,
    PLN: 3.9,
    PYG: 7_500,
    QAR: 3.6,
    RON: 4.6,
    RSD: 107,
    RUB: 90,
    SAR: 3.75,
    SEK: 10,
    SGD: 1.3,
    THB: 34,
    TRY: 40,
    TWD: 32,
    UAH: 41,
    USD: 1,
    UYU: 40,
    VND: 25_000,
    ZAR: 18,
  }),
)
