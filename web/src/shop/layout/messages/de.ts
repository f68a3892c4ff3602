import type { LayoutMessages } from './en.ts'

export const messages: LayoutMessages = {
  skip: 'Zum Inhalt springen',
  home: 'Foyer, Startseite',
  main: 'Hauptmenü',
  search: 'Suchen',
  films: 'Filme',
  tickets: 'Tickets',
  organise: 'Veranstalten',
  account: 'Konto',
  language: 'Sprache',
  theme: { label: 'Darstellung', system: 'Wie das Gerät', light: 'Hell', dark: 'Dunkel' },
  footer: {
    promise:
      'Der Preis, den Sie sehen, ist der Preis, den Sie zahlen. Kein Platz wird zweimal verkauft, und jeder kann es prüfen.',
    api: 'API',
    source: 'Quelloffen, Apache 2.0',
  },
  queue: {
    label: 'Warteraum',
    waits: (event) => `Sie haben einen Platz im Warteraum von ${event}.`,
    back: 'Zurück zu Ihrem Platz',
  },
  failed: {
    missing: {
      title: 'Hier ist nichts',
      text: 'Vielleicht ist die Adresse falsch geschrieben, oder was hier stand, wurde entfernt. Ihre Tickets und Bestellungen sind davon nicht betroffen.',
    },
    busy: {
      title: 'Das dauert länger, als es sollte',
      text: 'Wir erreichen gerade nicht alles, was wir brauchen. Nichts von Ihnen ist verloren. Versuchen Sie es in einigen Sekunden noch einmal.',
    },
    broken: {
      title: 'Bei uns ist etwas schiefgegangen',
      text: 'Wir haben es vermerkt. Nichts von Ihnen ist verloren: Bestellungen, Tickets und reservierte Plätze sind, wie sie waren. Versuchen Sie es noch einmal, oder beginnen Sie auf der Startseite.',
    },
    again: 'Noch einmal versuchen',
    toHome: 'Zur Startseite',
    toSearch: 'Veranstaltungen suchen',
  },
}
