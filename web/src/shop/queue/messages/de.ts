import { pluralIn } from '../../../i18n/plural.ts'
import type { QueueMessages } from './en.ts'

const plural = pluralIn('de')
const people = (count: number) => plural(count, { one: '# Person', other: '# Personen' })
const places = (count: number) => plural(count, { one: '# Platz', other: '# Plätze' })

export const messages: QueueMessages = {
  title: (event) => `Warteraum: ${event}`,
  turnTitle: (event) => `Sie sind dran: ${event}`,
  description: (event) =>
    `Der Warteraum von ${event}: Wer vor der Auslosung kommt, hat dieselbe Chance wie alle, und kann das nachprüfen.`,
  label: 'Warteraum',
  noScript:
    'Zum Warten braucht es Skripte, die in diesem Browser ausgeschaltet sind: Sie behalten Ihren Platz und sagen, wann Sie dran sind. Was hier steht, gilt trotzdem.',
  stale:
    'Der Server ist gerade nicht zu erreichen. Ihr Platz ist dort sicher; diese Seite fragt weiter und geht von selbst weiter.',
  fromOrganiser: 'Vom Veranstalter',
  when: {
    title: 'Was wann geschieht',
    opens: 'Der Warteraum öffnet',
    opensText: 'Wer darin ist, wenn er schließt, nimmt an der Auslosung teil.',
    closes: 'Der Warteraum schließt, und es wird ausgelost',
    closesText: 'Das Los entscheidet, wer zuerst kommt. Wer später kommt, folgt in der Reihenfolge der Ankunft.',
    sale: 'Der Verkauf beginnt',
    saleText: 'Aufgerufen wird nach der Nummer, so viele, wie Platz haben.',
    at: (day, time) => `${day}, ${time} Uhr`,
    zone: (zone) => `Nach der Uhr am Ort der Veranstaltung (${zone}).`,
    now: 'jetzt',
  },
  safe: {
    title: 'Ihr Platz ist sicher',
    close: 'Sie können diese Seite schließen oder neu laden. Ihr Platz bleibt Ihnen.',
    device: 'Auf einem anderen Gerät: mit derselben Adresse anmelden und eintreten. Sie bekommen denselben Platz.',
    early: 'Niemand kommt nach vorn, weil er früh da ist, neu lädt oder mehr Fenster öffnet.',
  },
  before: {
    title: (when) => `Der Warteraum öffnet ${when}`,
    text: 'Früh zu kommen nützt nichts: Wer vor der Auslosung eintritt, hat dieselbe Chance. Kommen Sie dann wieder, oder lassen Sie diese Seite offen; sie öffnet den Warteraum von selbst.',
    signIn: 'Wenn Sie mögen, melden Sie sich jetzt schon an. Dann braucht es später nur einen Druck.',
    signedIn: (name) => `Sie sind angemeldet als ${name}. Bis dahin gibt es nichts zu tun.`,
  },
  out: {
    title: 'Der Warteraum ist offen',
    text: (when) =>
      `Treten Sie ein, und Sie nehmen an der Auslosung teil: ${when}. Wer zuerst eintritt, ist gleich; alle haben dieselbe Chance.`,
    lateTitle: 'Die Auslosung ist vorbei',
    lateText: 'Wer jetzt eintritt, folgt denen, die vorher da waren, in der Reihenfolge der Ankunft.',
    inLobby: (count) => `Bisher ${people(count)} im Warteraum.`,
    inQueue: (count) =>
      count === 0 ? 'Nach jetzigem Stand ist niemand vor Ihnen.' : `Nach jetzigem Stand ${people(count)} vor Ihnen.`,
    signIn:
      'Jede Person hat einen Platz. Melden Sie sich an, registrieren Sie sich, oder lassen Sie sich einen Code schicken; dann treten Sie ein.',
    enter: 'In den Warteraum',
    steps: {
      asking: 'Die Regeln werden geholt …',
      working: 'Ihr Gerät rechnet eine Sekunde, gegen Bots. Für Sie gibt es nichts zu tun.',
      entering: 'Ihr Platz wird genommen …',
    },
    busy: 'Gerade kommen sehr viele auf einmal. Versuchen Sie es in ein paar Sekunden wieder; niemand kommt dadurch vor Sie.',
    failed: 'Das hat nicht geklappt. Prüfen Sie die Verbindung und versuchen Sie es noch einmal; verloren ist nichts.',
  },
  lobby: {
    title: 'Sie sind drin',
    drawn: (when) => `Ausgelost wird ${when}`,
    text: 'Bis dahin gibt es nichts zu tun. Sie können diese Seite schließen und nach der Auslosung wiederkommen; Ihre Chance ist dieselbe.',
    inLobby: (count) => `${people(count)} im Warteraum`,
  },
  drawing: {
    title: 'Es wird ausgelost',
    text: 'Wer teilnimmt, ist veröffentlicht und nicht mehr zu ändern. Ihre Nummer kommt gleich.',
    offline: 'Alle bekommen eine Nummer zwischen 1 und der Zahl der Personen im Warteraum.',
  },
  waiting: {
    title: (count) => plural(count, { one: 'Person ist vor Ihnen', other: 'Personen sind vor Ihnen' }),
    next: 'Sie sind als Nächstes dran',
    number: (number) => `Ihre Nummer ist ${number}.`,
    begins: (when) => `Der Verkauf beginnt ${when}. Dann wird nach der Nummer aufgerufen.`,
    unknown: 'Wie lange es dauert, lässt sich sagen, sobald eine Weile aufgerufen wurde.',
    lessThanMinute: 'Weniger als eine Minute, wenn es so weitergeht',
    minutes: (from, to) =>
      from === to
        ? `Etwa ${plural(to, { one: '# Minute', other: '# Minuten' })}, wenn es so weitergeht`
        : from === 0
          ? `Bis zu ${plural(to, { one: '# Minute', other: '# Minuten' })}, wenn es so weitergeht`
          : `Etwa ${from} bis ${to} Minuten, wenn es so weitergeht`,
    hours: (from, to) =>
      from === to
        ? `Etwa ${plural(to, { one: '# Stunde', other: '# Stunden' })}, wenn es so weitergeht`
        : from === 0
          ? `Bis zu ${plural(to, { one: '# Stunde', other: '# Stunden' })}, wenn es so weitergeht`
          : `Etwa ${from} bis ${to} Stunden, wenn es so weitergeht`,
    atLeastMinutes: (from) =>
      from === 0
        ? 'Wie lange, ist nicht zu sagen: Zuletzt stand es still'
        : `Mindestens ${plural(from, { one: '# Minute', other: '# Minuten' })}; zuletzt stand es still`,
    atLeastHours: (from) =>
      from === 0
        ? 'Wie lange, ist nicht zu sagen: Zuletzt stand es still'
        : `Mindestens ${plural(from, { one: '# Stunde', other: '# Stunden' })}; zuletzt stand es still`,
    paused: {
      organiser: {
        title: 'Vom Veranstalter angehalten',
        text: 'Gerade wird niemand eingelassen, und niemand verliert den Platz.',
      },
      strain: {
        title: 'Kurz angehalten',
        text: 'Es sind so viele da, dass zuerst die bedient werden, die drin sind. Gerade wird niemand eingelassen, niemand verliert den Platz, und es geht von selbst weiter.',
      },
      outage: {
        title: 'Angehalten: Die Kasse ist nicht erreichbar',
        text: 'Gerade können wir niemanden einlassen. Niemand verliert den Platz, reservierte Plätze bleiben reserviert und ihre Zeit steht still, und es geht von selbst weiter.',
      },
    },
    left: (left) => `Noch ${places(left)}`,
    held: (held) => `${places(held)} gerade von anderen reserviert; einige davon kommen zurück`,
    outlook: {
      good: 'Bei zwei Plätzen je Person ist noch etwas da, wenn Sie dran sind.',
      tight: 'Es kann reichen oder auch nicht: je nachdem, wie viele die vor Ihnen nehmen.',
      poor: 'Wahrscheinlich ist ausverkauft, bevor Sie dran sind. Sie können trotzdem warten: Plätze kommen zurück.',
      'sold-out': 'Ausverkauft.',
    },
  },
  turn: {
    title: 'Sie sind dran',
    within: (seconds) =>
      plural(seconds, {
        one: 'Noch # Sekunde wird Ihnen der Einlass freigehalten.',
        other: 'Noch # Sekunden wird Ihnen der Einlass freigehalten.',
      }),
    after: 'Kommen Sie später, werden Sie eingelassen, sobald wieder Platz ist. Ihre Nummer bleibt.',
    now: 'Gehen Sie jetzt hinein: Eine Minute lang wird der Einlass freigehalten.',
    choose: 'Plätze wählen',
    asking: 'Sie werden eingelassen …',
    session: (minutes) =>
      plural(minutes, {
        one: 'Dann haben Sie # Minute, um Plätze zu wählen und zu reservieren.',
        other: 'Dann haben Sie # Minuten, um Plätze zu wählen und zu reservieren.',
      }),
    inside: (minutes) =>
      plural(minutes, { one: 'Sie sind drin, noch # Minute.', other: 'Sie sind drin, noch # Minuten.' }),
    over: 'Ihre Zeit zum Wählen ist um, und jemand anderes ist hineingegangen. Ihre Nummer bleibt: Gehen Sie wieder hinein, sobald Platz ist.',
    leave: 'Ich möchte keine Plätze: Platz machen',
    left: 'Danke: Die nächste Person wird aufgerufen. Ihre Nummer bleibt, falls Sie es sich anders überlegen.',
  },
  noPass: {
    full: 'Gerade ist kein Platz. Sie werden eingelassen, sobald jemand geht; diese Seite fragt von selbst.',
    pause: (minutes) =>
      plural(minutes, {
        one: 'Plätze, die Sie reserviert hatten, gingen unbezahlt zurück. In # Minute geht es für Sie weiter; Ihre Nummer bleibt.',
        other:
          'Plätze, die Sie reserviert hatten, gingen unbezahlt zurück. In # Minuten geht es für Sie weiter; Ihre Nummer bleibt.',
      }),
    inUse: 'Für Sie sind schon Plätze reserviert. Bestellen Sie sie, oder geben Sie sie zurück, um andere zu wählen.',
    toCheckout: 'Zu meinen Plätzen',
    signedOut: 'Sie sind abgemeldet. Melden Sie sich mit derselben Adresse an: Aufruf und Nummer bleiben.',
    notYet: 'Sie sind noch nicht dran. Diese Seite sagt es Ihnen.',
    unreachable:
      'Der Server ist nicht zu erreichen. Prüfen Sie die Verbindung und versuchen Sie es wieder; Ihre Nummer bleibt.',
  },
  tell: {
    title: 'Sagen, wenn ich dran bin',
    sound: 'Mit einem Ton',
    notification: 'Mit einer Mitteilung dieses Geräts, auch wenn ein anderes Fenster offen ist',
    denied: 'Dieser Browser lässt keine Mitteilungen zu. Der Ton und der Titel der Seite sagen es trotzdem.',
    body: 'Kommen Sie innerhalb einer Minute, so lange wird der Einlass freigehalten.',
  },
  check: {
    title: 'Niemand hat die Reihenfolge ausgesucht',
    text: 'Wer teilnimmt, steht fest, bevor jemand wissen kann, was entscheidet. Danach können alle nachlosen.',
    link: 'Wie ausgelost wird, und selbst nachprüfen',
  },
  soldOut: {
    title: 'Ausverkauft',
    text: 'Alle Plätze sind verkauft, deshalb wird niemand mehr aufgerufen. Das tut uns leid. Zurückgegebene Tickets erscheinen auf der Seite der Veranstaltung.',
    event: 'Andere Termine, und alles zur Veranstaltung',
  },
  ended: {
    title: 'Niemand muss warten',
    text: 'Der Warteraum ist geschlossen. Wer kommt, kann gleich Plätze wählen.',
    seats: 'Plätze wählen',
  },
  none: {
    title: 'Hier gibt es keinen Warteraum',
    text: 'Diese Veranstaltung wird ohne verkauft. Wird einer geöffnet, erscheint er hier von selbst.',
    opened: 'Jetzt gibt es einen Warteraum.',
    event: 'Zur Veranstaltung',
  },
  said: {
    ahead: (count, wait) => `${people(count)} vor Ihnen. ${wait}.`,
  },
  pass: {
    label: 'Warteraum',
    inside: (minutes) => plural(minutes, { one: 'Noch # Minute zum Wählen', other: 'Noch # Minuten zum Wählen' }),
    lastMinute: 'Weniger als eine Minute zum Wählen. Was bis dahin reserviert ist, bleibt Ihnen.',
    soon: 'Noch zwei Minuten zum Wählen. Was bis dahin reserviert ist, bleibt Ihnen.',
    over: 'Ihre Zeit zum Wählen ist um. Was reserviert ist, bleibt Ihnen, und Ihre Nummer auch.',
    asking: 'Es wird gefragt, ob Sie dran sind …',
    first: 'Dieser Verkauf hat einen Warteraum. Sehen Sie sich um; zum Reservieren gehen Sie erst hindurch.',
    notYet: 'Sie sind noch nicht dran. Sehen Sie sich um; Ihr Platz in der Reihe bleibt.',
    back: 'Zum Warteraum',
    backAgain: 'Zurück zum Warteraum',
  },
}
