import type { ShowMessages } from './en.ts'

export const messages: ShowMessages = {
  description: (title) => `Wann und wo ${title} läuft, mit Preisen, Gebühren enthalten.`,
  dates: 'Termine',
  about: 'Worum es geht',
  bill: 'Mit',
  more: 'Weitere Termine',
  none: { title: 'Zurzeit keine Termine', text: 'Sobald es neue gibt, stehen sie hier.' },
}
