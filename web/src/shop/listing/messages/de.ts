import { pluralIn } from '../../../i18n/plural.ts'
import type { ListingMessages } from './en.ts'

const plural = pluralIn('de')

export const messages: ListingMessages = {
  from: 'ab',
  free: 'Kostenlos',
  soldOut: 'Ausverkauft',
  few: 'Wenige Plätze',
  cancelled: 'Abgesagt',
  postponed: 'Verschoben',
  over: 'Verkauf beendet',
  noTickets: 'Tickets folgen',
  onSaleAt: (when) => `Verkauf ab ${when}`,
  accessible: 'Rollstuhlplätze',
  distance: (km) => `${km} km entfernt`,
  moreDates: (count) => plural(count, { one: 'Ein weiterer Termin', other: '# weitere Termine' }),
  at: (time) => `${time} Uhr`,
  kinds: {
    concert: 'Konzerte',
    classical: 'Klassik und Oper',
    festival: 'Festivals',
    sport: 'Sport',
    theatre: 'Theater',
    comedy: 'Comedy',
    film: 'Filme',
    family: 'Familie',
    other: 'Weiteres',
  },
  next: 'Weitere Veranstaltungen',
  first: 'Zur ersten Seite',
}
