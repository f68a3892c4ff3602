import type { PerformerMessages } from './en.ts'

export const messages: PerformerMessages = {
  description: (name) => `${name}の出演予定と、手数料込みの料金。`,
  dates: '出演予定',
  none: { title: '現在、予定されている公演はありません', text: '新しい日程が決まりしだい、ここに表示されます。' },
}
