import type { CatalogueMessages } from './en.ts'

export const messages: CatalogueMessages = {
  venues: {
    title: 'Ihre Häuser',
    lead: 'Die Häuser, die Sie angelegt haben. Nur Sie können sie berichtigen.',
    search: 'Name des Hauses',
    none: {
      title: 'Noch keine Häuser von Ihnen',
      text: 'Ein Haus, das Sie zu einer Veranstaltung anlegen, steht danach hier.',
    },
    nothingFound: { title: 'Davon passt nichts', text: 'Ein Teil des Namens genügt.' },
    missing: {
      title: 'Ein solches Haus haben Sie nicht',
      text: 'Vielleicht ist die Adresse verschrieben, oder ein anderer Veranstalter hat es angelegt; nur er kann es berichtigen.',
    },
    correct:
      'Was Sie hier speichern, steht eine Sekunde später bei allen Veranstaltungen in diesem Haus, in der Suche und auf Tickets.',
  },
  performers: {
    title: 'Ihre Mitwirkenden',
    lead: 'Die Mitwirkenden, die Sie angelegt haben. Nur Sie können sie berichtigen.',
    search: 'Name',
    none: {
      title: 'Noch keine Mitwirkenden von Ihnen',
      text: 'Wen Sie zu einer Veranstaltung anlegen, der steht danach hier.',
    },
    nothingFound: { title: 'Davon passt nichts', text: 'Ein Teil des Namens genügt.' },
    missing: {
      title: 'Solche Mitwirkenden haben Sie nicht',
      text: 'Vielleicht ist die Adresse verschrieben, oder ein anderer Veranstalter hat sie angelegt; nur er kann sie berichtigen.',
    },
    correct: 'Was Sie hier speichern, steht eine Sekunde später bei allen ihren Veranstaltungen und in der Suche.',
  },
  name: 'Name',
  kind: 'Was sie sind',
  genres: 'Genres',
  genresHint: 'Mit Kommas dazwischen: Folk, Jazz. Danach wird gesucht.',
  description: 'Wer sie sind',
  descriptionHint: 'Ein paar Sätze. Leerzeilen trennen Absätze.',
  otherZone:
    'Veranstaltungen hier behalten ihren Zeitpunkt, ihre Uhrzeiten gelten dann nach den neuen Uhren. Sehen Sie nach, was schon geplant ist.',
  otherCurrency: 'Festgelegte Preise behalten ihre Währung; neue gelten in dieser.',
  save: 'Berichtigung speichern',
  saved: 'Gespeichert.',
  erase: {
    label: 'Haus löschen',
    sure: (name) => `„${name}“ wird mit seinen Sälen und Saalplänen gelöscht: Das lässt sich nicht zurücknehmen.`,
    go: 'Löschen',
    keep: 'So lassen',
    inUse: (count) =>
      count === 1
        ? 'In diesem Haus findet eine Veranstaltung statt, darum bleibt es:'
        : `In diesem Haus finden ${count} Veranstaltungen statt, darum bleibt es:`,
    others: 'Einige sind Entwürfe anderer Veranstalter.',
  },
  more: 'Mehr zeigen',
  toPage: 'Seite im Shop',
}
