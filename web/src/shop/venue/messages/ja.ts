import type { VenueMessages } from './en.ts'

export const messages: VenueMessages = {
  description: (name, city) => `${name}（${city}）の公演予定とアクセス。`,
  whatsOn: '公演予定',
  none: { title: '予定されている公演はありません', text: '公演が決まりしだい、ここに表示されます。' },
}
