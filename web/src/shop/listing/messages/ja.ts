import { pluralIn } from '../../../i18n/plural.ts'
import type { ListingMessages } from './en.ts'

const plural = pluralIn('ja')

export const messages: ListingMessages = {
  from: '最安',
  free: '無料',
  soldOut: '完売',
  few: '残りわずか',
  cancelled: '中止',
  postponed: '延期',
  over: '販売終了',
  noTickets: '発売準備中',
  onSaleAt: (when) => `${when}発売`,
  accessible: '車いす席あり',
  distance: (km) => `${km} km先`,
  moreDates: (count) => plural(count, { other: 'ほか#公演' }),
  at: (time) => time,
  kinds: {
    concert: 'コンサート',
    classical: 'クラシック・オペラ',
    festival: 'フェスティバル',
    sport: 'スポーツ',
    theatre: '演劇',
    comedy: 'コメディ',
    film: '映画',
    family: 'ファミリー',
    other: 'その他',
  },
  next: 'さらに見る',
  first: '最初のページへ',
}
