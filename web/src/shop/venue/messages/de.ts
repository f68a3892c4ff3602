import type { VenueMessages } from './en.ts'

export const messages: VenueMessages = {
  description: (name, city) => `Was im Haus ${name}, ${city}, läuft, und wie man hinkommt.`,
  whatsOn: 'Programm',
  none: { title: 'Hier ist nichts angekündigt', text: 'Sobald es eine Veranstaltung gibt, steht sie hier.' },
}
