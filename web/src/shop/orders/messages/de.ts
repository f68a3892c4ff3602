import { pluralIn } from '../../../i18n/plural.ts'
import type { OrderMessages } from './en.ts'

const plural = pluralIn('de')

export const messages: OrderMessages = {
  title: 'Meine Bestellungen',
  orderTitle: 'Ihre Bestellung',
  number: 'Bestellung',
  places: 'Plätze',
  row: (row) => `Reihe ${row}`,
  seat: (seat) => `Platz ${seat}`,
  total: 'Gesamtpreis',
  ofWhichFees: 'Darin Gebühren',
  placeCount: (count) => plural(count, { one: '# Platz', other: '# Plätze' }),
  someEvent: 'Eine Veranstaltung',
  more: 'Mehr zeigen',
  none: {
    title: 'Noch keine Bestellungen',
    text: 'Was Sie kaufen, steht hier, mit Tickets und Beleg.',
    go: 'Veranstaltungen finden',
  },
  payNow: (price) => `${price} jetzt bezahlen`,
  openingPayment: 'Die Zahlungsseite wird geöffnet …',
  cancel: 'Bestellung stornieren',
  chooseAgain: 'Plätze neu wählen',
  showTickets: 'Meine Tickets zeigen',
  pdf: 'PDF zum Drucken',
  calendar: 'In den Kalender',
  soMuchBack: (price) => `Zurückgegeben: ${price}.`,
  standings: {
    'to-pay': {
      title: 'Noch nicht bezahlt',
      says: 'Ihre Plätze bleiben reserviert, während Sie bezahlen. Haben Sie gerade bezahlt, steht es in wenigen Sekunden hier; bezahlen Sie nicht noch einmal.',
    },
    'being-paid': {
      title: 'Ihre Zahlung ist da',
      says: 'Die Plätze gehören Ihnen. Ihre Tickets werden gemacht; das dauert ein paar Sekunden.',
    },
    done: { title: 'Sie sind dabei', says: 'Bezahlt, und Ihre Tickets sind da.' },
    undoing: {
      title: 'Wird storniert',
      says: 'Die Bestellung wird rückgängig gemacht. Was dafür vorgemerkt war, geht zurück.',
    },
    expired: {
      title: 'Nicht rechtzeitig bezahlt',
      says: 'Die Plätze sind wieder für andere da. Abgebucht wurde nichts. Kommt doch noch eine Zahlung, bekommen Sie die Plätze, wenn sie frei sind, oder all Ihr Geld zurück.',
    },
    cancelled: {
      title: 'Storniert',
      says: 'Abgebucht wurde nichts. Was Ihre Bank vorgemerkt hat, gibt sie von selbst frei.',
    },
    'places-gone': {
      title: 'Ihre Zahlung kam zu spät',
      says: 'Ihre Zeit war um, und die Plätze sind vergeben. Abgebucht wurde nichts; was Ihre Bank vorgemerkt hat, gibt sie von selbst frei.',
    },
    'too-many-for-card': {
      title: 'Zu viele Plätze für eine Zahlungskarte',
      says: 'So viele Plätze dieser Veranstaltung lassen sich nicht mit einer Karte bezahlen, wer auch immer bestellt. Es wurde nichts abgebucht; was Ihre Bank vorgemerkt hat, gibt sie von selbst frei. Mit einer anderen Karte können Sie neu wählen.',
    },
    'payment-failed': {
      title: 'Die Zahlung ist gescheitert',
      says: 'Ihre Bank hat sie nicht durchgelassen. Abgebucht wurde nichts, und die Plätze sind wieder für andere da.',
    },
    review: {
      title: 'Jemand sieht es sich an',
      says: 'Ihre Zahlung passt nicht zur Bestellung. Bis ein Mensch es angesehen hat, wird nichts abgebucht.',
    },
    'money-coming': {
      title: 'Geld ist auf dem Rückweg',
      says: 'Es geht den Weg zurück, auf dem Sie bezahlt haben. Bis die Bank es zeigt, können zehn Tage vergehen.',
    },
    'part-given-back': {
      title: 'Ein Teil Ihres Geldes ging zurück',
      says: 'Es geht den Weg zurück, auf dem Sie bezahlt haben. Ihre übrigen Tickets gelten.',
    },
    'given-back': {
      title: 'Ihr Geld ging zurück',
      says: 'Es geht den Weg zurück, auf dem Sie bezahlt haben; bis die Bank es zeigt, können zehn Tage vergehen. Die Tickets gelten nicht mehr.',
    },
    'money-stuck': {
      title: 'Ihr Geld ließ sich noch nicht zurückschicken',
      says: 'Wir schulden es Ihnen weiter. Wir kümmern uns darum und schreiben Ihnen.',
    },
    disputed: {
      title: 'Ihre Bank verlangt das Geld zurück',
      says: 'Bis das entschieden ist, gelten die Tickets nicht.',
    },
    'dispute-lost': { title: 'Ihre Bank hat das Geld zurückgeholt', says: 'Die Tickets gelten nicht mehr.' },
  },
  receipt: {
    title: 'Beleg, mit Beweis',
    what: 'Eine signierte Aussage, dass Sie diese Bestellung bezahlt haben. Wer sie hat, kann sie prüfen, ohne uns zu fragen.',
    save: 'Beleg speichern',
    check: 'Jetzt prüfen',
    verdicts: {
      genuine: 'Echt: Die Signatur passt, geprüft in diesem Browser gegen unseren öffentlichen Schlüssel.',
      forged: 'Nicht echt: Die Signatur passt nicht.',
      'cannot-tell': 'Dieser Browser ist zu alt, um zu prüfen. Jeder neuere kann es.',
      unreachable: 'Das ließ sich jetzt nicht prüfen. Prüfen Sie die Verbindung, und versuchen Sie es noch einmal.',
    },
  },
}
