import { pluralIn } from '../../../i18n/plural.ts'
import type { CheckoutMessages } from './en.ts'

const plural = pluralIn('ja')

export const messages: CheckoutMessages = {
  title: 'お会計',
  lead: 'ご購入内容、手数料込みの料金、確保の残り時間をご確認ください。',
  signInFirst: 'ログインの間も座席は確保されています。確保したときのアドレスをお使いください。',
  whatYouGet: 'ご購入内容',
  row: (row) => `${row}列`,
  seat: (seat) => `${seat}番`,
  gate: (gate) => `入口 ${gate}`,
  total: '合計（手数料込み）',
  ofWhichFace: 'チケット代',
  ofWhichFees: '手数料',
  fit: {
    'leaves-single': '同じ列の並び席です。隣に1席だけ空きが残ります。',
    'neighbouring-rows': '前後2列に分かれます。並びの空席がこれ以上ありませんでした。',
    scattered: '離れた席になります。並びの空席がこれ以上ありませんでした。',
  },
  time: {
    asking: '席の確保があとどれくらい続くか、販売窓口に確認しています。接続できなかった時間は延長されます。',
    label: '残り時間',
    minutes: (count) => plural(count, { other: 'あと#分確保されています' }),
    seconds: (count) => plural(count, { other: 'あと#秒確保されています' }),
    near: '残り2分を切りました。時間が必要な場合は延長できます。料金はかかりません。',
    nearAndExtended: '残り2分を切りました。お支払いに進むと、完了するまで座席は確保されます。',
    extend: '時間を延長する',
  },
  pay: (price) => `${price}を支払う`,
  takeFree: 'チケットを受け取る',
  paying: '進んでいます…',
  priceChanged: '選択後に料金が変わりました。まだ注文されていません。新しい料金を確認してからお進みください。',
  release: '座席を手放す',
  atProvider: 'お支払いは決済会社のページで行い、その後ここに戻ります。カード情報が当方に渡ることはありません。',
  noPayment: 'お支払いはありません。',
  over: {
    title: '時間切れです',
    text: '座席は再び販売されています。請求はありません。まだ空いているかもしれません。',
    released: '座席を手放しました。請求はありません。',
    again: '選び直す',
  },
  ordered: {
    title: 'この座席は注文済みです',
    text: '何度ここに来られても、注文は一つだけです。',
    go: '注文を見る',
  },
}
