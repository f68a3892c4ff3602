import type { DateWord } from '@foyer/contract/catalog.search'

/** Days as people write them in the languages of the shop. */
const DAYS: Readonly<Record<DateWord, readonly string[]>> = {
  today: ['today', 'tonight', 'heute', 'heute abend', '今日', '本日', '今夜', '今晩'],
  tomorrow: ['tomorrow', 'tomorrow night', 'morgen', 'morgen abend', '明日', '明晩'],
  weekend: ['this weekend', 'weekend', 'dieses wochenende', 'am wochenende', 'wochenende', '今週末', '週末'],
  week: ['this week', 'diese woche', '今週'],
}

/** What is on, as German and Japanese call it, in the words that organisers name genres and titles by. */
export const TERMS_FOR_WHAT: Readonly<Record<string, readonly string[]>> = {
  football: ['fußball', 'fussball', 'fußballspiel', 'サッカー', 'フットボール'],
  'american football': ['アメフト', 'アメリカンフットボール'],
  baseball: ['野球'],
  basketball: ['バスケットボール', 'バスケ'],
  'ice hockey': ['eishockey', 'アイスホッケー'],
  tennis: ['テニス'],
  rugby: ['ラグビー'],
  boxing: ['boxen', 'ボクシング'],
  wrestling: ['ringen', 'プロレス'],
  athletics: ['leichtathletik', '陸上'],
  'formula 1': ['formel 1', 'formel eins', 'エフワン'],
  'grand prix': ['großer preis', 'grosser preis', 'großen preis', 'grossen preis', 'グランプリ'],
  concert: ['konzert', 'konzerte', 'コンサート', 'ライブ', '演奏会'],
  classical: ['klassik', 'クラシック'],
  symphony: ['sinfonie', 'symphonie', '交響曲'],
  opera: ['oper', 'opern', 'オペラ', '歌劇'],
  ballet: ['ballett', 'バレエ'],
  jazz: ['ジャズ'],
  rock: ['ロック'],
  pop: ['ポップ'],
  folk: ['volksmusik', 'フォーク'],
  electronic: ['elektronisch', 'elektro', '電子音楽'],
  festival: ['festivals', 'フェス', 'フェスティバル'],
  theatre: ['theater', '演劇', '芝居'],
  play: ['theaterstück', 'schauspiel'],
  musical: ['ミュージカル'],
  circus: ['zirkus', 'サーカス'],
  cabaret: ['kabarett'],
  comedy: ['komödie', 'コメディ', 'コメディー', 'お笑い'],
  film: ['kino', 'kinofilm', 'filme', '映画', 'シネマ'],
  animation: ['zeichentrick', 'アニメ'],
  horror: ['ホラー'],
  documentary: ['dokumentarfilm', 'ドキュメンタリー'],
  family: ['familie', 'kinder', '家族', '子供', '子ども'],
}

/** What says nothing of an event. */
export const EMPTY_WORDS: readonly string[] = (
  'ticket tickets karten eintrittskarten チケット a an and at by for in near of on the to v vs with ' +
  'am auf bei das der die für gegen im mit nach und vom von zu の で に を は と'
).split(' ')

/** A search in other words: those that stand for them here, and the day that some of them named. */
export interface Termed {
  readonly words: string
  readonly when?: DateWord
}

/**
 * A search with words for days taken out, those for what is on in the words that are used here, and those left out that
 * say nothing: `Kino Berlin heute` is `film Berlin`, today. The same words where none of that stands in them.
 */
export function readTerms(words: string): Termed {
  let when: DateWord | undefined
  const text = words.normalize('NFKC').replaceAll(TERM, (term) => {
    const { day, what } = meanings.get(term.toLowerCase()) ?? {}
    when ??= day
    return ` ${what ?? ''} `
  })
  return { words: text.replaceAll(/\s+/g, ' ').trim(), ...(when === undefined ? {} : { when }) }
}

interface Meaning {
  readonly day?: DateWord
  readonly what?: string
}

const meanings: ReadonlyMap<string, Meaning> = new Map([
  ...EMPTY_WORDS.map((term): [string, Meaning] => [term, {}]),
  ...Object.entries(TERMS_FOR_WHAT).flatMap(([what, terms]) =>
    terms.map((term): [string, Meaning] => [term, { what }]),
  ),
  // The keys of the days are those words.
  ...(Object.entries(DAYS) as [DateWord, readonly string[]][]).flatMap(([day, terms]) =>
    terms.map((term): [string, Meaning] => [term, { day }]),
  ),
])

const TERM = termPattern([...meanings.keys()])

/** Finds terms in a text. Han and kana are written without spaces; others are whole words. The longest that fits is meant. */
export function termPattern(terms: readonly string[]): RegExp {
  const isSpaced = (term: string) => !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(term)
  const parts = terms
    .toSorted((a, b) => b.length - a.length)
    .map((term) => {
      const literal = term.replaceAll(/[^\p{L}\p{N}\s]/gu, '[$&]')
      return isSpaced(term) ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal
    })
  return new RegExp(parts.join('|'), 'giu')
}

/** Languages whose names of countries are understood: those that most fans of a World Cup write. */
const LANGUAGES = ['de', 'ja', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ko', 'zh', 'el', 'ar']
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')

/** What English calls the country that another language calls so, as national teams are called here; else undefined. */
export const countryMeant = (name: string): string | undefined => (countries ??= countryNames()).get(name.toLowerCase())

let countries: ReadonlyMap<string, string> | undefined

/** Made when the first search asks: some two thousand names, by the runtime's own data. */
function countryNames(): ReadonlyMap<string, string> {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const others = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }))
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
  return new Map(
    codes.flatMap((code) => {
      const name = english.of(code)
      if (name === undefined) return []
      return others.flatMap((other): [string, string][] => {
        const local = other.of(code)?.toLowerCase()
        return local === undefined || local === name.toLowerCase() ? [] : [[local, name]]
      })
    }),
  )
}
