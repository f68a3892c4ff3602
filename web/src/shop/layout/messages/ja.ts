import type { LayoutMessages } from './en.ts'

export const messages: LayoutMessages = {
  skip: '本文へ移動',
  home: 'Foyer ホーム',
  main: 'メインメニュー',
  search: '探す',
  films: '映画',
  tickets: 'チケット',
  organise: '主催',
  account: 'アカウント',
  language: '言語',
  theme: { label: '表示', system: '端末の設定', light: 'ライト', dark: 'ダーク' },
  footer: {
    promise: '表示価格が、そのままお支払い額です。同じ席が二度売られることはなく、どなたでも検証できます。',
    api: 'API',
    source: 'オープンソース（Apache 2.0）',
  },
  queue: {
    label: '待合室',
    waits: (event) => `${event}の待合室に並んでいます。`,
    back: '順番に戻る',
  },
  failed: {
    missing: {
      title: 'ページが見つかりません',
      text: 'アドレスが間違っているか、ページが削除された可能性があります。お客様のチケットや注文に影響はありません。',
    },
    busy: {
      title: '通常より時間がかかっています',
      text: '現在、必要な情報の一部を取得できません。お客様の情報が失われることはありません。数秒後にもう一度お試しください。',
    },
    broken: {
      title: '問題が発生しました',
      text: '問題は記録されました。ご注文、チケット、確保済みの席はそのままです。もう一度お試しいただくか、ホームからやり直してください。',
    },
    again: 'もう一度試す',
    toHome: 'ホームへ',
    toSearch: '公演を探す',
  },
}
