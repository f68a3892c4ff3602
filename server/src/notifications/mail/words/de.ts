import type { Words } from './words.ts'

export const de: Words = {
  code: {
    'sign-in': {
      subject: (code) => `${code} ist Ihr Code`,
      title: 'Ihr Code',
      asks: 'Geben Sie diesen Code dort ein, wo danach gefragt wurde. Er meldet Sie an.',
    },
    'reset-password': {
      subject: (code) => `${code} ist Ihr Code für ein neues Passwort`,
      title: 'Ein neues Passwort',
      asks: 'Geben Sie diesen Code dort ein, wo danach gefragt wurde, und wählen Sie ein neues Passwort. Danach sind Sie überall abgemeldet.',
    },
    'verify-address': {
      subject: (code) => `${code} bestätigt Ihre Adresse`,
      title: 'Adresse bestätigen',
      asks: 'Geben Sie diesen Code dort ein, wo danach gefragt wurde. Dann können Ihre Tickets per E-Mail kommen.',
    },
    'delete-account': {
      subject: (code) => `${code} löscht Ihr Konto`,
      title: 'Konto löschen',
      asks: 'Geben Sie diesen Code dort ein, wo danach gefragt wurde. Ihr Konto wird dann endgültig gelöscht.',
    },
  },
  goodFor: (minutes) => `Er gilt ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'} lang und einmal.`,
  notYou: 'Waren Sie das nicht? Dann ist nichts zu tun: Ohne den Code geschieht nichts.',
  neverTell: 'Niemand von uns fragt Sie nach diesem Code, auch nicht am Telefon.',
  noAccount: {
    subject: () => 'Zu dieser Adresse gibt es kein Konto',
    title: 'Zu dieser Adresse gibt es kein Konto',
    says: 'Jemand hat für diese Adresse ein neues Passwort angefordert, und sie hat hier kein Konto. Waren Sie es, dann vielleicht mit einer anderen Adresse. Kaufen können Sie auch ohne Konto: Ein Code per E-Mail genügt.',
  },
  accountThatSells: {
    subject: () => 'Diese Adresse gehört zu einem Konto, das verkauft',
    title: 'Dieses Konto verkauft und kauft nicht',
    says: 'Jemand hat einen Code angefordert, um mit dieser Adresse zu kaufen. Sie gehört zum Konto eines Veranstalters: Melden Sie sich mit dessen Passwort an, und kaufen Sie mit einer anderen Adresse.',
  },
  confirmed: {
    subject: (event) => `Ihre Tickets: ${event}`,
    title: 'Sie sind dabei',
    says: 'Ihre Bestellung ist bezahlt, Ihre Tickets sind da.',
    attached:
      'Sie hängen an dieser E-Mail, bereit zum Drucken. Eingelassen wird, wer einen Code zuerst zeigt: Behalten Sie sie für sich.',
    unproved: 'Bestätigen Sie Ihre Adresse in Ihrem Konto, dann kommen die nächsten Tickets per E-Mail.',
    atVenueTime: 'Ortszeit der Veranstaltung',
  },
  undone: {
    subject: (event) => `Ihre Bestellung kam nicht zustande: ${event}`,
    title: 'Ihre Bestellung kam nicht zustande',
    says: 'Ihre Zahlung ließ sich nicht annehmen, oder sie kam, als Ihre Plätze vergeben waren. Abgebucht wurde nichts; was Ihre Bank vorgemerkt hat, gibt sie von selbst frei.',
  },
  refunded: {
    subject: (event) => `Ihr Geld ist auf dem Rückweg: ${event}`,
    title: 'Ihr Geld ist auf dem Rückweg',
    says: 'Es geht den Weg zurück, auf dem Sie bezahlt haben.',
    takes: 'Bis die Bank es zeigt, können zehn Tage vergehen.',
  },
  labels: {
    event: 'Veranstaltung',
    when: 'Wann',
    where: 'Wo',
    places: 'Plätze',
    paid: 'Bezahlt',
    givenBack: 'Zurück',
    order: 'Bestellung',
  },
  links: { order: 'Bestellung ansehen', tickets: 'Tickets ansehen', home: 'Zum Shop' },
  place: ({ section, row, seat }) =>
    [section, row === null ? '' : `Reihe ${row}`, seat === null ? '' : `Platz ${seat}`].filter(Boolean).join(', '),
}
