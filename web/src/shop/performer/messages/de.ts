import type { PerformerMessages } from './en.ts'

export const messages: PerformerMessages = {
  description: (name) => `Wann und wo ${name} zu sehen ist, mit Preisen, Gebühren enthalten.`,
  dates: 'Termine',
  none: { title: 'Zurzeit keine Termine', text: 'Sobald es neue gibt, stehen sie hier.' },
}
