import { pluralIn } from '../../../i18n/plural.ts'
import type { CheckoutMessages } from './en.ts'

const plural = pluralIn('de')

export const messages: CheckoutMessages = {
  title: 'Kasse',
  lead: 'Was Sie bekommen, was es insgesamt kostet und wie lange es für Sie reserviert bleibt.',
  signInFirst:
    'Ihre Plätze bleiben reserviert, während Sie sich anmelden. Nehmen Sie die Adresse, mit der Sie reserviert haben.',
  whatYouGet: 'Was Sie bekommen',
  row: (row) => `Reihe ${row}`,
  seat: (seat) => `Platz ${seat}`,
  gate: (gate) => `Eingang ${gate}`,
  total: 'Gesamtpreis',
  ofWhichFace: 'Tickets',
  ofWhichFees: 'Gebühren',
  fit: {
    'leaves-single': 'Zusammen in einer Reihe. Neben Ihnen bleibt ein einzelner Platz frei.',
    'neighbouring-rows': 'In zwei Reihen hintereinander: Mehr war nebeneinander nicht frei.',
    scattered: 'Nicht alle zusammen: Mehr war nebeneinander nicht frei.',
  },
  time: {
    asking:
      'Wir fragen die Kasse, wie lange Ihre Plätze noch für Sie reserviert sind. War sie nicht erreichbar, bekommen Sie diese Zeit zurück.',
    label: 'Verbleibende Zeit',
    minutes: (count) =>
      plural(count, { one: 'Noch # Minute für Sie reserviert', other: 'Noch # Minuten für Sie reserviert' }),
    seconds: (count) =>
      plural(count, { one: 'Noch # Sekunde für Sie reserviert', other: 'Noch # Sekunden für Sie reserviert' }),
    near: 'Es bleiben weniger als zwei Minuten. Wenn Sie länger brauchen, nehmen Sie sich mehr Zeit; das kostet nichts.',
    nearAndExtended:
      'Es bleiben weniger als zwei Minuten. Sobald Sie bezahlen, bleiben die Plätze bis zum Ende der Zahlung reserviert.',
    extend: 'Mehr Zeit',
  },
  pay: (price) => `${price} bezahlen`,
  takeFree: 'Tickets nehmen',
  paying: 'Es geht weiter …',
  priceChanged:
    'Der Preis hat sich seit Ihrer Wahl geändert. Bestellt ist nichts. Sehen Sie den neuen an, bevor Sie weitergehen.',
  release: 'Plätze zurückgeben',
  atProvider:
    'Sie bezahlen auf der Seite unseres Zahlungsdienstes und kommen hierher zurück. Ihre Karte sehen wir nie.',
  noPayment: 'Es ist nichts zu bezahlen.',
  over: {
    title: 'Ihre Zeit ist um',
    text: 'Die Plätze sind wieder für andere da. Abgebucht wurde nichts. Vielleicht sind sie noch frei.',
    released: 'Sie haben diese Plätze zurückgegeben. Abgebucht wurde nichts.',
    again: 'Neu wählen',
  },
  ordered: {
    title: 'Sie haben diese Plätze bestellt',
    text: 'Dafür gibt es eine einzige Bestellung, so oft Sie auch hier vorbeikommen.',
    go: 'Zur Bestellung',
  },
}
