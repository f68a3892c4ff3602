import { pluralIn } from '../../../i18n/plural.ts'
import type { DrawMessages } from './en.ts'

const plural = pluralIn('de')

export const messages: DrawMessages = {
  title: (event) => `Die Auslosung: ${event}`,
  description: (event) =>
    `Wie die Reihenfolge im Warteraum von ${event} ausgelost wurde, und wie jeder nachprüfen kann, dass niemand sie ausgesucht hat.`,
  label: 'Die Auslosung',
  lead: 'Wenn der Warteraum schließt, wird veröffentlicht, wer teilnimmt, bevor jemand wissen kann, was entscheidet. Dann wird ausgelost, und alle können nachlosen.',
  notYet: {
    title: 'Es ist noch nichts ausgelost',
    text: 'Wer teilnimmt, wird bekannt gegeben, wenn der Warteraum schließt. War niemand darin, gibt es nichts auszulosen.',
  },
  noDraw: {
    title: 'Es gab keine Auslosung',
    text: 'Diese Veranstaltung hat keinen Warteraum.',
    event: 'Zur Veranstaltung',
  },
  published: {
    title: 'Was veröffentlicht wurde',
    entrants: 'Teilnehmende',
    count: (count) => plural(count, { one: '# Person', other: '# Personen' }),
    announced: 'Bekannt gegeben',
    root: 'Wurzel über die Liste der Teilnehmenden',
    decidedBy: 'Was entschieden hat',
    beacon: (round) => `Runde ${round} der öffentlichen Quelle drand, die erst nach der Bekanntgabe kam`,
    seed: 'Ein Startwert des Betreibers, festgelegt, bevor der Warteraum öffnete',
    commitment: 'Worauf sich der Betreiber festgelegt hat',
    delay: (hashes) => `${hashes} Hashes nacheinander, damit niemand mehrere ausprobieren konnte`,
    chain: 'Quelle',
  },
  check: {
    title: 'Hier nachprüfen',
    text: 'Ihr Browser holt die Losdatei, rechnet alles selbst noch einmal aus und vergleicht. Das dauert einige Sekunden.',
    start: 'Auslosung prüfen',
    again: 'Noch einmal prüfen',
    file: 'Eine eigene Losdatei prüfen',
    scripts:
      'Zum Prüfen hier braucht es Skripte, die in diesem Browser ausgeschaltet sind. Unten steht, wie es ohne geht.',
    steps: {
      format: 'Die Datei sagt, was eine Losdatei sagen muss',
      list: 'Die Liste der Teilnehmenden ist geordnet, hat niemanden doppelt und ist so lang wie angekündigt',
      root: 'Es ist die angekündigte Liste: Ihre Wurzel ist dieselbe',
      secret: 'Entschieden hat, was angekündigt war, und niemand konnte es da schon kennen',
      order: 'Es kommt dieselbe Reihenfolge heraus',
    },
    done: 'stimmt',
    failed: 'stimmt nicht',
    under: 'wird geprüft',
    unreachable: 'Die Losdatei ist nicht angekommen. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  },
  verdict: {
    good: 'Die Auslosung ist in Ordnung',
    goodText: (count) =>
      `${plural(count, { one: 'Eine Person', other: '# Personen' })} in diesem Browser noch einmal ausgelost: dieselbe Reihenfolge.`,
    bad: 'Diese Auslosung ist nicht in Ordnung',
    otherEvent: 'Es ist die Auslosung einer anderen Veranstaltung.',
    seenSame: 'Die Bekanntgabe ist die, die dieser Browser vor der Auslosung gezeigt bekam.',
    seenOther:
      'Die Bekanntgabe ist nicht die, die dieser Browser vor der Auslosung gezeigt bekam. Jemand hat sie seither ausgetauscht: Behalten Sie diese Datei, und sagen Sie es dem Veranstalter und anderen.',
    seedOther:
      'Der Startwert ist nicht der, auf den sich der Betreiber festgelegt hatte, als Sie eintraten. Jemand hat ihn seither ausgetauscht: Behalten Sie diese Datei, und sagen Sie es dem Veranstalter und anderen.',
    faults: {
      'not-a-draw-file': 'Das ist keine Losdatei, oder keine vollständige.',
      'list-not-in-order': 'Die Liste der Teilnehmenden ist nicht in ihrer Ordnung oder hat jemanden doppelt.',
      'list-of-another-length': 'Die Liste ist länger oder kürzer als angekündigt.',
      'root-of-another-list':
        'Angekündigt war eine andere Liste: Jemand wurde hinzugefügt, ausgelassen oder ausgetauscht.',
      'secret-not-committed': 'Der Betreiber hatte sich auf einen anderen Startwert festgelegt.',
      'round-was-known': 'Die Runde der Quelle war schon bekannt, als sie angekündigt wurde.',
      'round-not-of-beacon': 'Die Quelle hat das für diese Runde nicht unterschrieben.',
      'order-of-another-draw': 'Es kommt eine andere Reihenfolge heraus als die in der Datei.',
    },
  },
  own: {
    title: 'Ihre eigene Nummer',
    none: 'Dieser Browser hat keinen Eintrag von Ihnen für diese Auslosung.',
    unchecked: 'Dieser Browser hat Ihren Eintrag. Prüfen Sie die Auslosung, um zu sehen, welche Nummer er bekam.',
    number: (number) => `Ihr Eintrag bekam die Nummer ${number}.`,
    missing: 'Ihr Eintrag steht nicht in der Liste.',
    missingText:
      'Wenn Sie eintraten, bevor der Warteraum schloss, sichern Sie Ihren Eintrag: Er enthält eine Quittung dafür, unterschrieben vom Betreiber, die jeder prüfen kann.',
    commitment: 'Ihr Fingerabdruck in der Liste',
    save: 'Meinen Eintrag sichern',
    other: 'Einen anderen Eintrag prüfen',
    paste: 'Der Eintrag, wie er gesichert wurde',
    pasteHint: 'Ein Text mit eventId, entryId, salt und nonce.',
    bad: 'Das ist kein Eintrag: eventId, entryId, salt und nonce gehören dazu.',
    take: 'Diesen Eintrag nehmen',
    file: 'Datei wählen',
  },
  elsewhere: {
    title: 'Anderswo nachprüfen',
    save: 'Losdatei sichern',
    cli: 'Mit Foyer auf einem eigenen Rechner, ohne Netz:',
    own: 'Oder mit einem eigenen Programm: Das Verfahren ist genau genug beschrieben, um eines zu schreiben, und braucht kein Vertrauen in den, der hier verkauft.',
    method: 'Wie ausgelost wird, Schritt für Schritt',
    secret: 'Was entschieden hat, hexadezimal',
    first: 'Die Ersten in der Reihenfolge',
  },
}
