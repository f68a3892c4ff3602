import type { Money } from '@foyer/contract'
import type { Language } from '@foyer/contract/languages'
import { MINUTE_MS } from '../../platform/clock.ts'
import type { CodeFacts, OrderFacts, Person } from './facts.ts'
import type { Letter } from './letter.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { ja } from './words/ja.ts'
import type { Words } from './words/words.ts'

const vocabulary: Readonly<Record<Language, Words>> = { en, de, ja }

/** The letter with a code, or the one that says why there is none. Pure. */
export function writeCodeLetter(code: CodeFacts, publicUrl: string, now: Date): Letter {
  const { language, says } = code
  const words = vocabulary[language]
  if (says.kind !== 'code') {
    const { subject, title, says: text } = words[says.kind === 'no-account' ? 'noAccount' : 'accountThatSells']
    const link = { label: words.links.home, url: publicUrl }
    return { language, subject: subject(''), title, paragraphs: [text], link, closing: [words.notYou] }
  }
  const { subject, title, asks } = words.code[says.purpose]
  const shown = inFours(says.digits)
  const minutes = Math.max(1, Math.ceil((code.expiresAt.getTime() - now.getTime()) / MINUTE_MS))
  return {
    language,
    subject: subject(shown),
    title,
    paragraphs: [asks, words.goodFor(minutes)],
    code: shown,
    closing: [words.neverTell, words.notYou],
  }
}

export type OrderLetterKind = 'order-confirmed' | 'order-undone' | 'order-refunded'

/** The letter about an order. Pure. @param attached whether the tickets hang on it. */
export function writeOrderLetter(
  kind: OrderLetterKind,
  { language, verified }: Person,
  order: OrderFacts,
  publicUrl: string,
  attached: boolean,
): Letter {
  const words = vocabulary[language]
  const { labels, links } = words
  const orderLink = { label: links.order, url: `${publicUrl}/orders/${order.orderId}` }
  const about: Letter['facts'] = [
    [labels.event, order.title],
    [labels.when, `${whenInWords(order, language)} (${words.confirmed.atVenueTime})`],
    [labels.where, [order.venue, order.city].filter(Boolean).join(', ')],
    [labels.places, order.places.map(words.place).join('; ')],
  ]
  const number: readonly [string, string] = [labels.order, order.orderId]
  switch (kind) {
    case 'order-confirmed': {
      const { subject, title, says, ...more } = words.confirmed
      const where = attached ? [more.attached] : verified ? [] : [more.unproved]
      return {
        language,
        subject: subject(order.title),
        title,
        paragraphs: [says, ...where],
        facts: [...about, [labels.paid, moneyInWords(order.amount, language)], number],
        link: { label: links.tickets, url: `${publicUrl}/orders/${order.orderId}` },
        closing: [],
      }
    }
    case 'order-undone': {
      const { subject, title, says } = words.undone
      const facts = [...about.slice(0, 2), number]
      return { language, subject: subject(order.title), title, paragraphs: [says], facts, link: orderLink, closing: [] }
    }
    case 'order-refunded': {
      const { subject, title, says, takes } = words.refunded
      return {
        language,
        subject: subject(order.title),
        title,
        paragraphs: [says, takes],
        facts: [...about.slice(0, 2), [labels.givenBack, moneyInWords(order.refunded, language)], number],
        link: orderLink,
        closing: [],
      }
    }
  }
}

const inFours = (digits: string): string => digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ')

/** Day and time where it takes place, as the language writes them. */
const whenInWords = ({ startsAt, timeZone }: OrderFacts, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(startsAt)

function moneyInWords({ minor, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0
  return format.format(minor / 10 ** digits)
}
