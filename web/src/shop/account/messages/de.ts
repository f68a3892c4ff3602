import type { AccountMessages } from './en.ts'

export const messages: AccountMessages = {
  title: 'Konto',
  choiceKept:
    'Ihre Auswahl bleibt in diesem Tab erhalten. Melden Sie sich an, und die Plätze werden sofort reserviert.',
  signedInAs: (email) => `Angemeldet als ${email}`,
  tickets: 'Meine Tickets',
  orders: 'Meine Bestellungen',
  signOut: 'Abmelden',
  address: {
    title: 'Adresse bestätigen',
    why: 'Danach kommen Ihre Tickets auch per E-Mail, und niemand sonst kann diese Adresse hier benutzen.',
    send: 'Code schicken',
    confirm: 'Bestätigen',
  },
  profile: {
    title: 'Sie',
    name: 'Name',
    nameHint: 'Er steht auf Tickets, die Sie von jetzt an kaufen.',
    language: 'Sprache unserer E-Mails an Sie',
    save: 'Speichern',
    saved: 'Gespeichert.',
  },
  password: {
    title: 'Passwort',
    has: 'Für ein neues Passwort schicken wir einen Code. Danach sind Sie überall sonst abgemeldet.',
    hasNoMail: 'Mit einem neuen Passwort sind Sie überall sonst abgemeldet.',
    present: 'Jetziges Passwort',
    hasNone: 'Sie melden sich mit Codes an. Mit einem Passwort geht es auch ohne.',
    start: 'Passwort setzen',
    done: 'Ihr Passwort ist gesetzt.',
  },
  sessions: {
    title: 'Wo Sie angemeldet sind',
    load: 'Anzeigen',
    here: 'Hier, jetzt',
    lastUsed: (when) => `Zuletzt benutzt ${when}`,
    unnamed: 'Ein Gerät',
    end: 'Abmelden',
    endOne: (device) => `${device} abmelden`,
    endAll: 'Überall abmelden',
  },
  data: {
    title: 'Ihre Daten',
    what: 'Alles, was wir über Sie speichern, als Datei: Konto, Anmeldungen, Bestellungen, Tickets, Mitteilungen.',
    take: 'Meine Daten mitnehmen',
    remove: 'Konto löschen',
    removeMeans:
      'Name, Adresse und Passwort werden endgültig gelöscht, und Sie sind überall abgemeldet. Bestellungen bleiben ohne Ihren Namen, wie das Gesetz es verlangt. Sichern Sie vorher Ihre Tickets.',
    sendCode: 'Code zum Löschen schicken',
    removeNow: 'Endgültig löschen',
    duties: 'Erst ist noch etwas zu regeln: Veranstaltungen von Ihnen sind im Verkauf.',
  },
}
