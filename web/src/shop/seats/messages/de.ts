import type { PageMessages } from './en.ts'

export const messages: PageMessages = {
  title: (event) => `Plätze wählen: ${event}`,
  back: 'Alles zur Veranstaltung',
  loading: 'Wir holen den Saalplan',
  failed: 'Der Saalplan ist nicht angekommen. Vielleicht war die Verbindung weg; von Ihnen ist nichts verloren.',
  again: 'Noch einmal holen',
  noScript:
    'Plätze wählt man mit Skripten, die in diesem Browser ausgeschaltet sind. Schalten Sie sie ein, oder fragen Sie die Kasse des Hauses.',
  notYet: (day, time) =>
    `Im Verkauf ab ${day}, ${time}, nach der Uhr am Ort. Sehen Sie sich bis dahin um; was Sie wählen, bleibt hier.`,
  off: {
    draft: 'Diese Veranstaltung ist noch nicht öffentlich.',
    paused: 'Die Veranstaltung ist verschoben. Plätze gibt es wieder, sobald der neue Termin feststeht.',
    over: 'Für diese Veranstaltung werden keine Plätze mehr verkauft.',
    cancelled: 'Diese Veranstaltung ist abgesagt. Wie Tickets erstattet werden, sagt der Veranstalter.',
    none: 'Für diese Veranstaltung gibt es keine Plätze zu wählen.',
  },
}
