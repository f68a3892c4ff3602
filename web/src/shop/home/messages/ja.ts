import type { HomeMessages } from './en.ts'

export const messages: HomeMessages = {
  title: 'あなたの席を見つける',
  description: 'コンサート、演劇、映画、スポーツ。公演を探して、席を自分で選べます。表示価格がそのままお支払い額です。',
  lead: '席を自分で選び、表示どおりに支払う。',
  what: 'アーティスト、映画、会場、都市',
  go: '検索',
  today: '今日',
  tomorrow: '明日',
  weekend: '今週末',
  near: '近くの公演',
  nearRefused: '端末から現在地を取得できませんでした。都市名を入力してください。',
  soon: 'まもなく開催',
  films: '映画館で',
  allFilms: '日付別の上映時間',
  kinds: 'すべてのジャンル',
  nothing: {
    title: '公演はまだありません',
    text: '主催者が公演を公開すると、ここに表示されます。',
  },
}
