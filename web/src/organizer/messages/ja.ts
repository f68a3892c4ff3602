import { pluralIn } from '../../i18n/plural.ts'
import type { OrganizerMessages } from './en.ts'

const plural = pluralIn('ja')

export const messages: OrganizerMessages = {
  title: '主催イベント',
  lead: '発売を準備し、様子を見守ります。',
  signIn: '主催団体のアカウントでログインしてください',
  notOrganiser: {
    title: 'ここは主催者のためのページです',
    text: '購入用のアカウントでログインしています。主催者には団体名のついた専用のアカウントがあり、API を一度呼び出すだけで作成できます。',
    how: '主催者になるには',
    home: 'イベントを探す',
  },
  house: { label: '登録内容', events: 'イベント', venues: '会場', performers: '出演者' },
  meanwhile: {
    title: 'ほかの人がこのイベントを変更しました',
    taken: (field, value) => `${field}: 現在は${value}`,
    kept: (field, value) => `${field}: ${value}が保存されました。入力した内容はフォームに残っています`,
    quoted: (value) => `「${value}」`,
    empty: '空欄',
    standing: '状態',
    again: '入力した内容は失われていませんが、まだ保存されていません。確認して、もう一度保存してください。',
  },
  which: { legend: '表示', upcoming: 'これから', past: '終了' },
  search: { label: 'タイトル、会場、都市', go: '検索' },
  none: {
    title: 'イベントはまだありません',
    text: 'まず内容、会場、日時を入力し、次にチケットと価格を登録して公開します。数が多い場合は API での登録や一覧の取り込みもできます。',
    start: 'API を見る',
  },
  noneOver: { title: '終了したイベントはまだありません', text: '終了したイベントがここに表示されます。' },
  nothingFound: {
    title: '該当するイベントはありません',
    text: 'タイトル、会場、都市の一部だけで検索できます。',
  },
  more: 'さらに表示',
  standing: {
    draft: '下書き',
    'not-yet': '公開済み・発売前',
    'on-sale': '販売中',
    paused: '延期のため販売停止中',
    over: '販売終了',
    cancelled: '中止',
  },
  onSaleAt: (when) => `${when} 発売`,
  sold: (sold, places) => `${places} 席中 ${sold} 席販売済み`,
  left: (count) => plural(count, { other: '残り # 席' }),
  noPlaces: '席は未登録です',
  room: { open: '待合室あり', over: '待合室は終了', none: '待合室なし' },
  toEvent: '概要',
  toNew: '新しいイベント',
  toTickets: 'チケット',
  toOnSale: '発売設定',
  toLive: 'ライブ',
  toPage: 'ショップのページ',
  about: 'このイベント',
  back: '主催イベント',
  missing: {
    title: 'そのような主催イベントはありません',
    text: 'アドレスが間違っているか、ほかの団体のイベントです。ご自身のイベントは一覧にあります。',
    go: '主催イベントへ',
  },
}
