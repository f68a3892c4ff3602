import type { EmbedMessages } from './en.ts'

export const messages: EmbedMessages = {
  by: 'チケット販売:',
  newTab: '(新しいタブで開きます)',
  about: 'このイベントの詳細',
  dates: '日程',
  none: '現在、予定されている日程はありません。',
}
