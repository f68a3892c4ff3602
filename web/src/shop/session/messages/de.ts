import type { SessionMessages } from './en.ts'

export const messages: SessionMessages = {
  checking: 'Einen Moment …',
  unreachable: {
    title: 'Sie sind anscheinend offline',
    text: 'Ob Sie angemeldet sind, lässt sich gerade nicht feststellen. Verloren ist nichts.',
    again: 'Noch einmal versuchen',
  },
  missing: {
    title: 'Hier ist nichts von Ihnen',
    text: 'Es gibt es nicht, oder es gehört zu einem anderen Konto. Vielleicht sind Sie mit einer anderen Adresse angemeldet.',
    orders: 'Meine Bestellungen',
    search: 'Veranstaltungen finden',
  },
  sells: {
    title: 'Dieses Konto verkauft und kauft nicht',
    text: 'Zum Kaufen melden Sie sich ab und nehmen eine andere Adresse; ein Code per E-Mail genügt.',
    textNoMail: 'Zum Kaufen melden Sie sich ab und nehmen eine andere Adresse.',
    organise: 'Zu Ihren Veranstaltungen',
    signOut: 'Abmelden',
  },
  signIn: {
    title: 'Anmelden oder als Gast kaufen',
    lead: 'Ihre E-Mail-Adresse genügt: Wir schicken einen Code dorthin, ein Passwort brauchen Sie nicht.',
    email: 'E-Mail-Adresse',
    sendCode: 'Code schicken',
    usePassword: 'Mit Passwort',
    useCode: 'Lieber mit einem Code per E-Mail',
    changeAddress: 'Andere Adresse',
  },
  code: {
    title: 'Code aus der E-Mail eingeben',
    sent: (email) => `Wir haben acht Ziffern an ${email} geschickt. Sie gelten zehn Minuten.`,
    label: 'Code',
    hint: 'Acht Ziffern. Sehen Sie auch im Spam-Ordner nach.',
    go: 'Weiter',
    again: 'Neuen Code schicken',
    sentAgain: 'Ein neuer Code ist unterwegs. Auch der vorige gilt noch, solange seine Zeit läuft.',
  },
  sandboxMail: {
    title: 'Das ist eine Vorführung',
    text: 'Ihre E-Mails bleiben auf dem Rechner, auf dem sie läuft, und werden niemandem zugestellt.',
    link: 'Die E-Mails lesen',
  },
  name: {
    title: 'Wie heißen Sie?',
    lead: 'Ihre Adresse ist neu hier. Der Name steht auf Ihren Tickets; ändern können Sie ihn später.',
    label: 'Name',
    go: 'Weiter',
  },
  password: {
    title: 'Mit Passwort anmelden',
    label: 'Passwort',
    go: 'Anmelden',
    forgot: 'Passwort vergessen',
    register: 'Ich bin neu und möchte ein Passwort',
  },
  register: {
    title: 'Mit Passwort registrieren',
    passwordHint: 'Acht Zeichen oder mehr, länger ist besser. Alle Zeichen sind erlaubt.',
    go: 'Registrieren',
    have: 'Ich habe ein Konto',
    taken:
      'Diese Adresse hat schon ein Konto, mit einem anderen Passwort. Nehmen Sie dieses oder einen Code per E-Mail.',
    takenNoMail: 'Diese Adresse hat schon ein Konto, mit einem anderen Passwort.',
  },
  reset: {
    title: 'Neues Passwort wählen',
    newPassword: 'Neues Passwort',
    go: 'Passwort setzen',
    warning: 'Danach sind Sie überall sonst abgemeldet.',
  },
  faults: {
    'wrong-credentials':
      'Adresse oder Passwort stimmt nicht. Welches von beiden, sagen wir zum Schutz der Konten nicht.',
    'code-not-good':
      'Dieser Code gilt nicht: vertippt, verbraucht oder zu alt. Vergleichen Sie ihn mit der letzten E-Mail, oder lassen Sie sich einen neuen schicken.',
    'no-mail': 'Dieser Shop verschickt keine E-Mails, also auch keinen Code. Wer ihn betreibt, kann helfen.',
    'wrong-password': 'Das ist nicht Ihr jetziges Passwort.',
    'too-many-requests': 'Zu viele Versuche für den Moment. Warten Sie ein paar Minuten; gesperrt ist nichts.',
    'bad-address': 'Das ist keine E-Mail-Adresse. Prüfen Sie sie auf Tippfehler.',
    'bad-password': 'Wählen Sie ein anderes Passwort: länger, und keines, das alle zuerst probieren.',
    'bad-name': 'Schreiben Sie einen Namen.',
    unreachable: 'Der Server ist nicht erreichbar. Prüfen Sie die Verbindung, und versuchen Sie es dann noch einmal.',
    other: 'Das hat nicht geklappt, es liegt an uns. Versuchen Sie es gleich noch einmal.',
  },
}
