import { countryCodes, currencyCodes } from '@foyer/contract/currencies'

export { currencyOf } from '@foyer/contract/currencies'

/** Countries that the API takes, with their names, as the language sorts them. */
export const countriesBy = (nameOf: (code: string) => string, language: string): readonly [string, string][] =>
  countryCodes
    .map((code): [string, string] => [code, nameOf(code)])
    .sort(([, a], [, b]) => a.localeCompare(b, language))

/** Currencies that this browser can tell, and those of countries, which may be younger than the browser. */
export const currencies = (): readonly string[] =>
  [...new Set([...Intl.supportedValuesOf('currency'), ...currencyCodes])].sort()

export const timeZones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')]
