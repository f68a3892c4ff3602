import { pluralIn } from '../../i18n/plural.ts'
import type { OrganizerMessages } from './en.ts'

const plural = pluralIn('de')

export const messages: OrganizerMessages = {
  title: 'Ihre Veranstaltungen',
  lead: 'Einen Verkauf vorbereiten und ihm zusehen.',
  signIn: 'Melden Sie sich mit dem Konto Ihrer Organisation an',
  notOrganiser: {
    title: 'Hier sind Veranstalter richtig',
    text: 'Sie sind mit einem Konto angemeldet, das kauft. Wer veranstaltet, hat ein eigenes Konto mit dem Namen der Organisation: Es entsteht mit einem Aufruf der API.',
    how: 'Wie man Veranstalter wird',
    home: 'Veranstaltungen finden',
  },
  house: { label: 'Was Sie haben', events: 'Veranstaltungen', venues: 'Häuser', performers: 'Mitwirkende' },
  meanwhile: {
    title: 'Jemand anderes hat diese Veranstaltung inzwischen geändert',
    taken: (field, value) => `${field}: jetzt ${value}`,
    kept: (field, value) => `${field}: gespeichert wurde ${value}; was Sie geschrieben haben, steht weiter im Formular`,
    quoted: (value) => `„${value}“`,
    empty: 'leer',
    standing: 'Stand',
    again:
      'Von Ihnen ist nichts verloren und noch nichts gespeichert: Sehen Sie es sich an, und speichern Sie noch einmal.',
  },
  which: { legend: 'Welche', upcoming: 'Kommende', past: 'Vergangene' },
  search: { label: 'Titel, Haus oder Stadt', go: 'Suchen' },
  none: {
    title: 'Noch keine Veranstaltungen',
    text: 'Beginnen Sie mit Was, Wo und Wann; dann kommen Tickets und Preise, dann veröffentlichen Sie. Wer viele hat, legt sie über die API an oder liest Listen ein.',
    start: 'Zur API',
  },
  noneOver: {
    title: 'Noch ist nichts vorbei',
    text: 'Veranstaltungen stehen hier, sobald sie vorbei sind.',
  },
  nothingFound: {
    title: 'Davon passt nichts',
    text: 'Ein Teil des Titels, des Hauses oder der Stadt genügt.',
  },
  more: 'Mehr zeigen',
  standing: {
    draft: 'Entwurf',
    'not-yet': 'Veröffentlicht, Verkauf später',
    'on-sale': 'Im Verkauf',
    paused: 'Verkauf ruht: verschoben',
    over: 'Verkauf beendet',
    cancelled: 'Abgesagt',
  },
  onSaleAt: (when) => `Verkauf ab ${when}`,
  sold: (sold, places) => `${sold} von ${places} verkauft`,
  left: (count) => plural(count, { one: '# frei', other: '# frei' }),
  noPlaces: 'Noch keine Plätze',
  room: { open: 'Warteraum', over: 'Warteraum, beendet', none: 'Kein Warteraum' },
  toEvent: 'Übersicht',
  toNew: 'Neue Veranstaltung',
  toTickets: 'Tickets',
  toOnSale: 'Verkauf',
  toLive: 'Live',
  toPage: 'Seite im Shop',
  about: 'Diese Veranstaltung',
  back: 'Ihre Veranstaltungen',
  missing: {
    title: 'Eine solche Veranstaltung haben Sie nicht',
    text: 'Vielleicht ist die Adresse verschrieben, oder die Veranstaltung gehört einer anderen Organisation. Ihre stehen in der Liste.',
    go: 'Zu Ihren Veranstaltungen',
  },
}
