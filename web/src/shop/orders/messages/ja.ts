import { pluralIn } from '../../../i18n/plural.ts'
import type { OrderMessages } from './en.ts'

const plural = pluralIn('ja')

export const messages: OrderMessages = {
  title: '注文履歴',
  orderTitle: 'ご注文',
  number: '注文番号',
  places: '座席',
  row: (row) => `${row}列`,
  seat: (seat) => `${seat}番`,
  total: '合計（手数料込み）',
  ofWhichFees: 'うち手数料',
  placeCount: (count) => plural(count, { other: '#席' }),
  someEvent: '公演',
  more: 'もっと見る',
  none: {
    title: '注文はまだありません',
    text: '購入すると、チケットと領収書がここに表示されます。',
    go: '公演を探す',
  },
  payNow: (price) => `${price}を今すぐ支払う`,
  openingPayment: 'お支払いページを開いています…',
  cancel: '注文を取り消す',
  chooseAgain: '座席を選び直す',
  showTickets: 'チケットを表示',
  pdf: '印刷用PDF',
  calendar: 'カレンダーに追加',
  soMuchBack: (price) => `返金額：${price}`,
  standings: {
    'to-pay': {
      title: 'お支払いがまだです',
      says: 'お支払いの間、座席は確保されています。お支払い直後の場合は、数秒でここに表示されます。もう一度支払う必要はありません。',
    },
    'being-paid': {
      title: 'お支払いを確認しました',
      says: '座席が確定しました。チケットを作成しています。数秒かかります。',
    },
    done: { title: 'チケットをご用意しました', says: 'お支払いが済み、チケットができています。' },
    undoing: { title: '取り消し中です', says: '注文を取り消しています。確保された金額は戻ります。' },
    expired: {
      title: '期限までにお支払いがありませんでした',
      says: '座席は再び販売されています。請求はありません。後からお支払いが届いた場合、空いていれば座席を、なければ全額をお返しします。',
    },
    cancelled: { title: '取り消し済みです', says: '請求はありません。銀行が確保した金額は自動的に戻ります。' },
    'places-gone': {
      title: 'お支払いが間に合いませんでした',
      says: '時間が過ぎ、座席はなくなりました。請求はありません。銀行が確保した金額は自動的に戻ります。',
    },
    'too-many-for-card': {
      title: '1枚のカードで購入できる席数を超えています',
      says: 'この公演では、注文者にかかわらず、1枚のカードで支払える席数に上限があります。料金は請求されていません。銀行が確保した金額は自動的に解放されます。別のカードで改めてお選びいただけます。',
    },
    'payment-failed': {
      title: 'お支払いができませんでした',
      says: '銀行で承認されませんでした。請求はなく、座席は再び販売されています。',
    },
    review: {
      title: '担当者が確認しています',
      says: 'お支払いの内容が注文と一致しません。確認が済むまで請求はありません。',
    },
    'money-coming': {
      title: '返金の手続き中です',
      says: 'お支払いの方法で返金します。明細に表れるまで10日ほどかかることがあります。',
    },
    'part-given-back': { title: '一部を返金しました', says: 'お支払いの方法で返金します。ほかのチケットは有効です。' },
    'given-back': {
      title: '返金しました',
      says: 'お支払いの方法で返金します。明細に表れるまで10日ほどかかることがあります。チケットは使えません。',
    },
    'money-stuck': {
      title: '返金がまだできていません',
      says: '返金は必ず行います。対応の上、メールでお知らせします。',
    },
    disputed: { title: '銀行から返金の請求があります', says: '決まるまで、チケットは使えません。' },
    'dispute-lost': { title: '銀行が代金を引き戻しました', says: 'チケットは無効です。' },
  },
  receipt: {
    title: '領収書（証明つき）',
    what: 'この注文のお支払いを示す署名つきの文書です。持っている人は誰でも、当方に問い合わせずに確かめられます。',
    save: '領収書を保存',
    check: '今すぐ確かめる',
    verdicts: {
      genuine: '本物です。このブラウザーで公開鍵を使って署名を確認しました。',
      forged: '本物ではありません。署名が一致しません。',
      'cannot-tell': 'このブラウザーは古く、確認できません。新しいものをお使いください。',
      unreachable: '今は確認できませんでした。通信状況を確かめて、もう一度お試しください。',
    },
  },
}
