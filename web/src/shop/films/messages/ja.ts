import { pluralIn } from '../../../i18n/plural.ts'
import type { FilmsMessages } from './en.ts'

const plural = pluralIn('ja')

export const messages: FilmsMessages = {
  title: '映画',
  titleIn: (town, day) => `${town}の映画（${day}）`,
  description: (town) => `${town}の映画館の上映時間を日付別に。スクリーン、上映形式、残席もわかります。`,
  descriptionAnywhere: '映画館の上映時間を日付別に。スクリーン、上映形式、残席もわかります。',
  where: '都市',
  go: '表示',
  towns: '上映のある都市',
  days: '日付',
  minutes: (count) => plural(count, { other: '#分' }),
  rated: (rating) => `年齢制限 ${rating}`,
  directed: (names) => `監督：${names}`,
  left: (count) => plural(count, { other: '残り#席' }),
  soldOut: '完売',
  nothing: {
    title: 'この日の上映はありません',
    text: (town) => `${town}付近では、この日の上映はありません。別の日か、近くの大きな都市をお試しください。`,
    nowhere: '上映時間を公開している映画館はまだありません。',
    unknown: (town) =>
      `「${town}」という都市は見つかりません。表記を確認するか、近くの大きな都市名を入力してください。`,
  },
}
