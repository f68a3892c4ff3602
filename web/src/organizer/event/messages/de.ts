import type { OwnEventMessages } from './en.ts'

export const messages: OwnEventMessages = {
  title: 'Veranstaltung',
  standing: {
    label: 'So steht es',
    titles: {
      draft: 'Entwurf',
      scheduled: 'Veröffentlicht',
      rescheduled: 'Veröffentlicht, mit neuem Termin',
      postponed: 'Verschoben',
      cancelled: 'Abgesagt',
    },
    draft: 'Nur Sie sehen ihn. Ändern Sie, was Sie mögen.',
    postponed:
      'Der Shop sagt es, und verkauft nichts, bis es einen neuen Termin gibt. Verkaufte Tickets bleiben dafür gültig.',
    cancelled: 'Endgültig: Der Shop sagt es, und verkauft nichts. Ein neuer Abend ist eine neue Veranstaltung.',
    later: (when) => `Alle können sie sehen. Der Verkauf beginnt ${when}.`,
    sales: {
      draft: 'Nur Sie sehen sie.',
      'not-yet': 'Alle können sie sehen. Der Verkauf beginnt später.',
      'on-sale': 'Alle können sie sehen, und Tickets sind im Verkauf.',
      paused: 'Der Verkauf ruht.',
      over: 'Alle können sie sehen. Der Verkauf ist beendet.',
      cancelled: 'Sie ist abgesagt.',
    },
    missing: 'Vor dem Veröffentlichen',
    needs: {
      tickets: 'Es gibt noch keine Tickets: Legen Sie einen Bereich, Sitzreihen oder einen Plan an.',
      prices: (categories) => `Hierfür fehlt ein Preis: ${categories}.`,
      other: (field, expected) => `${field}: gebraucht wird ${expected}.`,
    },
    toTickets: 'Tickets und Preise',
    publish: 'Veröffentlichen',
    atOnce: 'Dann sehen sie alle, und die Tickets sind sofort im Verkauf.',
    opens: (when) => `Dann sehen sie alle; Tickets gibt es ab ${when}.`,
    toShop: 'Im Shop ansehen',
    unpublish: 'Zum Entwurf zurücknehmen',
    unpublishSure:
      'Die Veranstaltung verschwindet aus dem Shop, bis Sie sie wieder veröffentlichen. Das geht, solange niemand einen Platz hält oder gekauft hat.',
    unpublishGo: 'Zurücknehmen',
    hasBuyers:
      'Jemand hält einen Platz oder hat einen gekauft, darum bleibt sie im Shop. Gehaltenes endet nach zehn Minuten; mit verkauften Tickets verschieben Sie sie oder sagen sie ab.',
    keep: 'So lassen',
    erase: 'Entwurf löschen',
    eraseSure: (title) =>
      `„${title}“ wird mit Tickets, Preisen und Vorverkäufen gelöscht: Das lässt sich nicht zurücknehmen.`,
    eraseGo: 'Löschen',
    wasPublished: 'Sie war schon öffentlich und bleibt darum. Solange sie ein Entwurf ist, sehen nur Sie sie.',
  },
  details: {
    title: 'Titel und Zeiten',
    zone: (zone) => `Nach den Uhren des Hauses: ${zone}.`,
    published:
      'Was Sie speichern, steht eine Sekunde später im Shop. Einen anderen Tag oder Beginn geben Sie unten, damit er bekannt wird.',
    name: 'Titel dieses Termins',
    nameHint: (show) => `Leer: der der Produktion, „${show}“.`,
    description: 'Was diesen Termin ausmacht',
    descriptionHint: 'Steht im Shop über dem, worum es geht.',
    save: 'Änderungen speichern',
    saved: 'Gespeichert.',
  },
  show: {
    title: 'Die Produktion',
    why: 'Titel, Art, Genres und Text stehen bei allen Terminen der Produktion, und auf ihrem Plakat.',
    open: 'Die Produktion ändern',
    save: 'Produktion speichern',
    saved: 'Gespeichert.',
    foreign: 'Diese Produktion gehört einem anderen Veranstalter; nur er kann sie ändern.',
  },
  own: {
    title: 'Haus und Mitwirkende',
    why: 'Name, Anschrift, Punkt auf der Karte und Uhren eines Hauses, und was über Mitwirkende gesagt wird, stehen bei all ihren Veranstaltungen.',
    correct: 'Berichtigen',
    correctIt: (name) => `${name} berichtigen`,
    foreign: 'Von einem anderen Veranstalter angelegt',
  },
  turns: {
    title: 'Wenn es anders kommt',
    why: 'Jede Wendung steht mit Ihrer Begründung im Shop, auf Tickets und in Kalendern, und bleibt in der Geschichte der Veranstaltung.',
    reason: 'Begründung',
    reasonHint: 'Alle können sie lesen. Ein Satz genügt.',
    keep: 'Lassen, wie es ist',
    postpone: {
      title: 'Verschieben',
      text: 'Wenn der neue Termin noch nicht feststeht. Der Verkauf hält sofort an; Tickets bleiben gültig.',
      go: 'Verschieben',
      sure: 'Der Verkauf hält jetzt an, und der Shop sagt, dass die Veranstaltung verschoben ist. Mit einem neuen Termin geht es weiter.',
    },
    reschedule: {
      title: 'Einen neuen Termin geben',
      text: 'Verkaufte Tickets gelten für den neuen Termin, und der Verkauf geht weiter.',
      go: 'Neuen Termin setzen',
      same: 'Das ist der Termin, den sie hat.',
      sure: (when) => `Die Veranstaltung wird verlegt auf ${when}. Was verkauft ist, bleibt verkauft.`,
    },
    cancel: {
      title: 'Absagen',
      text: 'Endgültig. Der Verkauf endet, und der Shop sagt es. Geld geht nicht von selbst zurück: Erstatten Sie die Bestellungen.',
      go: 'Endgültig absagen',
      sure: (title) =>
        `„${title}“ wird endgültig abgesagt: Das lässt sich nicht zurücknehmen. Es wird nichts mehr verkauft; bezahlte Bestellungen müssen noch erstattet werden.`,
    },
  },
  preview: {
    title: 'So sehen es die Fans',
    draft: 'Sobald Sie veröffentlichen. Bis dahin ist es für Sie allein.',
  },
}
