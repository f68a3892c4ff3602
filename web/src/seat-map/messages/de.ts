import { pluralIn } from '../../i18n/plural.ts'
import type { SeatMessages } from './en.ts'

const count = pluralIn('de')
const places = (n: number) => count(n, { one: '# Platz', other: '# Plätze' })

export const messages: SeatMessages = {
  map: {
    label: 'Saalplan',
    help: 'Pfeiltasten gehen von Block zu Block, aus der Nähe von Platz zu Platz. Eingabe öffnet einen Block oder wählt einen Platz. Plus und Minus ändern die Größe, Pos1 und Ende gehen an die Enden einer Reihe, Bild auf und Bild ab zu anderen Blöcken, Escape zum ganzen Plan. Die Liste der Plätze kann dasselbe.',
    zoomIn: 'Größer',
    zoomOut: 'Kleiner',
    whole: 'Alles zeigen',
  },
  from: (price) => `ab ${price}`,
  left: (n) => count(n, { other: 'noch #' }),
  noneLeft: 'nichts mehr frei',
  free: 'frei',
  taken: 'vergeben',
  yours: 'gewählt',
  seat: (section, row, seat) => `${section}, Reihe ${row}, Platz ${seat}`,
  row: (row) => `Reihe ${row}`,
  rowAndSeats: (row, list, n) => `Reihe ${row}, ${n === 1 ? 'Platz' : 'Plätze'} ${list}`,
  seatAlone: (seat) => `Platz ${seat}`,
  gate: (gate) => `Eingang: ${gate}`,
  allIn: 'Endpreis',
  parts: (faceValue, fees) => `${faceValue} + ${fees} Gebühren`,
  noFees: 'ohne Gebühren',
  accessible: 'Rollstuhlplatz',
  companion: 'Begleitplatz neben einem Rollstuhlplatz',
  restrictedView: 'Eingeschränkte Sicht',
  prices: {
    legend: 'Preise',
    all: 'Alle Preise',
    only: (n) => `${n} gewählt`,
    accessible: 'Rollstuhl- und Begleitplätze',
  },
  party: {
    title: 'Die besten Plätze für Sie',
    quantity: 'Wie viele',
    fewer: 'Einer weniger',
    more: 'Einer mehr',
    wheelchairs: 'Davon Rollstuhlplätze',
    find: 'Plätze finden',
    found: (n, where) => `${n === 1 ? 'Der beste Platz' : `Die besten ${places(n)} nebeneinander`}: ${where}.`,
    foundApart: (n, where) => `Die besten ${places(n)}: ${where}.`,
    fit: {
      together: '',
      'leaves-single':
        'Daneben bleibt ein einzelner Platz; andere nebeneinander, bei denen keiner bleibt, gibt es zu diesen Preisen nicht.',
      'neighbouring-rows': 'So viele gibt es nicht nebeneinander; Sie sitzen in zwei Reihen hintereinander.',
      scattered: 'So viele gibt es nicht nebeneinander; Sie sitzen nicht alle beisammen.',
    },
    notTogether: (n) => `Zu diesen Preisen gibt es keine ${n} Plätze nebeneinander. Was es gibt:`,
    tooFew: (n) =>
      n === 0
        ? 'Zu diesen Preisen ist nichts mehr frei.'
        : `Zu diesen Preisen ${n === 1 ? 'ist' : 'sind'} nur noch ${places(n)} frei.`,
    nothing:
      'Nirgends ist noch etwas Passendes frei. Plätze kommen zurück, wenn andere sie aufgeben; sie erscheinen hier sofort.',
    onlyAreas: 'Nummerierte Plätze sind zu diesen Preisen nicht mehr frei. Was es ohne Nummer gibt:',
    fewSeats: (n) =>
      `Zu diesen Preisen ${n === 1 ? 'ist' : 'sind'} nur noch ${places(n)} mit Nummer frei. Was es ohne Nummer gibt:`,
    inArea: (area, n, price) => `${places(n)} in ${area}, je ${price}`,
    inRows: (where) => `Hintereinander: ${where}`,
    apart: (where) => `Getrennt, so nah es geht: ${where}`,
    atPrice: (level, price, where) => `Nebeneinander in ${level}, je ${price}: ${where}`,
  },
  list: {
    title: 'Plätze als Liste',
    find: 'Block suchen',
    taken: 'Auch vergebene Plätze zeigen',
    help: 'Pfeiltasten gehen von Platz zu Platz, Eingabe wählt.',
    sectionFree: (n) => count(n, { other: '# frei' }),
    rowFree: (n) => count(n, { one: '# Platz frei', other: '# Plätze frei' }),
    moreRows: (n) => count(n, { one: '# weitere Reihe zeigen', other: '# weitere Reihen zeigen' }),
    nothing: 'Kein Block passt. Zeigen Sie andere Preise, oder nehmen Sie den Filter weg.',
    open: 'Plan',
    close: 'Liste',
    done: 'Zurück zum Plan',
  },
  area: {
    quantity: (area) => `Plätze in ${area}`,
    title: 'Wie viele Plätze',
    none: 'Zu diesen Preisen ist hier nichts frei. Zeigen Sie andere Preise, oder nehmen Sie den Filter weg.',
    unnumbered: 'Ohne Platznummern: Sie stehen oder sitzen, wo Sie mögen',
    fewer: (area) => `Einer weniger in ${area}`,
    more: (area) => `Einer mehr in ${area}`,
    show: 'Anzahl wählen',
  },
  choice: {
    label: 'Ihre Auswahl',
    nothing: 'Wählen Sie Plätze im Plan oder in der Liste',
    nothingOfAreas: 'Wählen Sie, wie viele Plätze Sie möchten',
    nothingLeft: 'Im Moment gibt es nichts zu wählen',
    count: (n) => places(n),
    total: 'Summe, alles inbegriffen',
    remove: (what) => `${what} aufgeben`,
    hold: 'Diese Plätze halten',
    holdPlaces: 'Diese Plätze halten',
    holding: 'Wir halten sie für Sie',
    details: 'Woraus er besteht',
    allowance: (n) =>
      `Für diese Veranstaltung können Sie höchstens ${places(n)} haben. Geben Sie einen auf, um einen anderen zu wählen.`,
    chose: (what, n, total) => `${what} gewählt. ${places(n)}, ${total}.`,
    gaveUp: (what, n, total) => `${what} aufgegeben. ${n === 0 ? 'Nichts gewählt.' : `${places(n)}, ${total}.`}`,
    takenNow: (what) => `${what} ist vergeben.`,
  },
  lost: {
    one: (what) => `${what} hat eben jemand anderes genommen.`,
    areaShort: (area, n) =>
      n === 0
        ? `Die letzten Plätze in ${area} sind weg.`
        : `In ${area} sind nur noch ${places(n)} frei; Ihre Auswahl folgt dem.`,
    near: {
      'same-row': (seat) => `Platz ${seat} in derselben Reihe ist frei.`,
      'same-section': (row, seat) => `Reihe ${row}, Platz ${seat} im selben Block ist frei.`,
      elsewhere: (what) => `Der nächste freie ist ${what}.`,
    },
    otherPrice: (price) => `Er kostet ${price}.`,
    take: (seat) => `Platz ${seat} nehmen`,
    none: 'Ein anderer Platz dieser Art ist nicht mehr frei.',
    leave: 'Ohne weiter',
  },
  single: {
    one: (seat) => `Platz ${seat} bliebe allein, und einzelne Plätze kauft kaum jemand.`,
    shift: (list, n) => `Mit ${n === 1 ? 'Platz' : 'den Plätzen'} ${list} bleibt keiner allein, zum selben Preis.`,
    take: (list, n) => `Zu ${n === 1 ? 'Platz' : 'den Plätzen'} ${list} wechseln`,
    keep: 'Meine behalten',
  },
  refused: {
    'limit-reached': (n) =>
      n === 0
        ? 'Sie haben so viele Plätze dieser Veranstaltung, wie eine Person haben darf, mit Bestellungen und offenen Reservierungen.'
        : `Sie können noch ${places(n)} dieser Veranstaltung haben, Bestellungen und offene Reservierungen mitgezählt. Geben Sie die übrigen auf.`,
    'network-limit-reached': (n) =>
      n === 0
        ? 'Über Ihren Internetanschluss sind so viele Plätze dieser Veranstaltung reserviert oder gekauft, wie ein Anschluss haben darf; alle, die ihn teilen, zählen mit. Ein anderer Anschluss hat eigene Plätze.'
        : `Über Ihren Internetanschluss können noch ${places(n)} dieser Veranstaltung reserviert werden; alle, die ihn teilen, zählen mit. Geben Sie die übrigen auf, oder nehmen Sie einen anderen Anschluss.`,
    'hold-pause': (minutes) =>
      `Plätze dieser Veranstaltung, die Sie reserviert hatten, gingen mehrmals unbezahlt zurück. Bis zur nächsten Reservierung ist eine Pause: noch ${count(minutes, { one: '# Minute', other: '# Minuten' })}. Ihre Auswahl bleibt hier.`,
    'not-enough-available': 'Es sind weniger frei, als Sie wollten. Der Plan zeigt, was es jetzt gibt.',
    'not-together': 'Plätze nebeneinander gingen weg, während Sie wählten. Der Plan zeigt, was es jetzt gibt.',
    'not-yet-on-sale': 'Der Verkauf hat noch nicht begonnen. Ihre Auswahl bleibt hier.',
    'sale-over': 'Der Verkauf ist zu Ende. Nichts wurde gehalten.',
    'event-cancelled': 'Die Veranstaltung ist abgesagt. Nichts wurde gehalten.',
    'no-pass':
      'Es wurde nichts reserviert: Es gibt einen Warteraum, und Sie sind gerade nicht dran. Die Zeile darüber sagt, was zu tun ist; Ihre Auswahl bleibt.',
    busy: 'Sehr viele wählen gerade, und noch ist nichts gehalten. Ihre Auswahl bleibt: Versuchen Sie es noch einmal.',
    unreachable:
      'Wir haben die Kasse nicht erreicht und wissen noch nicht, ob Ihre Plätze gehalten sind. Drücken Sie noch einmal: Sie bekommen dieselben Plätze, nie doppelt.',
  },
  holdBest: (n) => (n === 1 ? 'Den besten freien Platz halten' : `Die besten ${n} freien Plätze halten`),
  sectionsOnly: {
    strip: (title) => `Nehmen Sie die besten: „${title}“, in der Liste`,
    map: 'Es sehen so viele zu, dass der Plan nur zeigt, wie viele Plätze jeder Bereich hat, keine einzelnen. Die besten Plätze lassen sich trotzdem reservieren. Einzelne Plätze erscheinen von selbst wieder.',
    list: 'Einzelne Plätze werden gerade nicht gezeigt. Die besten lassen sich oben reservieren.',
  },
  state: {
    loading: 'Wir holen, was frei ist',
    stale: (seconds) =>
      `Was Sie sehen, ist ${seconds} Sekunden alt; die Verbindung wird neu aufgebaut. Wählen können Sie trotzdem: Was Sie halten, wird geprüft.`,
    soldOut:
      'Im Moment ist alles vergeben. Plätze kommen zurück, wenn andere sie aufgeben; sie erscheinen hier sofort.',
  },
}
