import { pluralIn } from '../../../i18n/plural.ts'

const plural = pluralIn('en')

export const messages = {
  title: 'Films',
  titleIn: (town: string, day: string) => `Films in ${town}, ${day}`,
  description: (town: string) => `What is on in the cinemas of ${town}, by day, with screen, format and places left.`,
  descriptionAnywhere: 'What is on in the cinemas, by day, with screen, format and places left.',
  where: 'Town',
  go: 'Show',
  towns: 'Towns with films',
  days: 'Day',
  minutes: (count: number) => plural(count, { one: '# min', other: '# min' }),
  rated: (rating: string) => `age rating ${rating}`,
  directed: (names: string) => `Directed by ${names}`,
  left: (count: number) => plural(count, { one: '# place left', other: '# places left' }),
  soldOut: 'Sold out',
  nothing: {
    title: 'No films that day',
    text: (town: string) => `Nothing is shown near ${town} on this day. Try another day or a larger town.`,
    nowhere: 'No cinema has published showtimes yet.',
    unknown: (town: string) => `We know no town called “${town}”. Check the spelling, or write the next larger one.`,
  },
}

export type FilmsMessages = typeof messages
