import type { EmbedMessages } from './en.ts'

export const messages: EmbedMessages = {
  by: 'Tickets von',
  newTab: '(öffnet in einem neuen Tab)',
  about: 'Alles über diese Veranstaltung',
  dates: 'Termine',
  none: 'Zurzeit gibt es keine Termine.',
}
