import type { ShowMessages } from './en.ts'

export const messages: ShowMessages = {
  description: (title) => `「${title}」の日程、会場、手数料込みの料金。`,
  dates: '日程',
  about: '内容',
  bill: '出演',
  more: 'ほかの日程',
  none: { title: '現在、予定されている公演はありません', text: '新しい日程が決まりしだい、ここに表示されます。' },
}
