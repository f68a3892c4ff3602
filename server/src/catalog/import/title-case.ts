/**
 * A title in capitals as it is written in running text: `CONCERTO, PIANO NO. 14, E-FLAT MAJOR, K.449` becomes
 * `Concerto, Piano No. 14, E-flat Major, K.449`. Words that are not all capitals stay as they are.
 */
export function titleCase(title: string): string {
  let first = true
  return title.replaceAll(/\p{L}[\p{L}'’]*\.?/gu, (word, offset: number) => {
    const isFirst = first
    first = false
    if (word !== word.toUpperCase() || word.length === 1 || KEPT.test(word)) return word
    const lower = word.toLowerCase()
    const previous = title[offset - 1]
    if (previous === '-' && (lower === 'flat' || lower === 'sharp')) return lower
    if (!isFirst && SMALL.has(lower)) return lower
    return capitalised(lower)
  })
}

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** Roman numerals, and the catalogues of works that are written in capitals. */
const KEPT = /^(?:[IVX]{1,5}|BWV|RV|HWV|WAB|TWV|K\.|H\.|D\.|S\.)$/

const SMALL = new Set(
  'a an and arr. at by de des der die du el et for from in la le les mit of on or orig. posth. pour sur the to und with'.split(
    ' ',
  ),
)
