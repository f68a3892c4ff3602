import { pluralIn } from '../../../i18n/plural.ts'
import type { FilmsMessages } from './en.ts'

const plural = pluralIn('de')

export const messages: FilmsMessages = {
  title: 'Filme',
  titleIn: (town, day) => `Filme in ${town}, ${day}`,
  description: (town) => `Was in den Kinos in ${town} läuft, nach Tagen, mit Saal, Format und freien Plätzen.`,
  descriptionAnywhere: 'Was in den Kinos läuft, nach Tagen, mit Saal, Format und freien Plätzen.',
  where: 'Ort',
  go: 'Zeigen',
  towns: 'Orte mit Filmen',
  days: 'Tag',
  minutes: (count) => plural(count, { one: '# Min.', other: '# Min.' }),
  rated: (rating) => `Altersfreigabe ${rating}`,
  directed: (names) => `Regie: ${names}`,
  left: (count) => plural(count, { one: 'noch # Platz', other: 'noch # Plätze' }),
  soldOut: 'Ausverkauft',
  nothing: {
    title: 'An diesem Tag keine Filme',
    text: (town) => `Nahe ${town} läuft an diesem Tag nichts. Versuchen Sie einen anderen Tag oder einen größeren Ort.`,
    nowhere: 'Noch kein Kino hat Vorstellungen veröffentlicht.',
    unknown: (town) =>
      `Einen Ort namens „${town}“ kennen wir nicht. Prüfen Sie die Schreibweise, oder nennen Sie den nächstgrößeren.`,
  },
}
