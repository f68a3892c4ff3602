import { pluralIn } from '../../../i18n/plural.ts'
import type { DrawMessages } from './en.ts'

const plural = pluralIn('ja')

export const messages: DrawMessages = {
  title: (event) => `抽選：${event}`,
  description: (event) =>
    `${event}の待合室の順番がどのように抽選されたか、また誰も順番を選んでいないことを確かめる方法。`,
  label: '抽選',
  lead: '待合室が閉まると、何が順番を決めるかを誰も知り得ないうちに、参加者の一覧が公開されます。その後に抽選が行われ、誰でもやり直して確かめられます。',
  notYet: {
    title: 'まだ抽選は行われていません',
    text: '待合室が閉まると、参加者の一覧が発表されます。誰も入室していなかった場合、抽選はありません。',
  },
  noDraw: { title: '抽選はありませんでした', text: 'この公演には待合室がありません。', event: '公演のページへ' },
  published: {
    title: '公開された内容',
    entrants: '参加者',
    count: (count) => plural(count, { other: '#人' }),
    announced: '発表',
    root: '参加者一覧のルート',
    decidedBy: '順番を決めたもの',
    beacon: (round) => `公開乱数drandの第${round}ラウンド（発表より後に公開）`,
    seed: '待合室が開く前に確約された、運営者のシード',
    commitment: '運営者の確約',
    delay: (hashes) => `ハッシュ計算を${hashes}回連続（いくつも試せないようにするため）`,
    chain: '乱数源',
  },
  check: {
    title: 'ここで確かめる',
    text: 'ブラウザが抽選ファイルを取得し、すべてを自分で計算し直して照合します。数秒かかります。',
    start: '抽選を確かめる',
    again: 'もう一度確かめる',
    file: '手元の抽選ファイルを確かめる',
    scripts:
      'ここで確かめるにはスクリプトが必要ですが、このブラウザではオフになっています。下にスクリプトなしの方法があります。',
    steps: {
      format: 'ファイルの形式が正しい',
      list: '参加者の一覧は順に並び、重複がなく、発表どおりの長さである',
      root: '発表された一覧と同じである（ルートが一致）',
      secret: '発表されたものが順番を決めており、その時点では誰も知り得なかった',
      order: '同じ順番になる',
    },
    done: '一致',
    failed: '不一致',
    under: '確認中',
    unreachable: '抽選ファイルを取得できませんでした。接続を確認して、もう一度お試しください。',
  },
  verdict: {
    good: '抽選は正しく行われました',
    goodText: (count) => `このブラウザで${plural(count, { other: '#人' })}分を抽選し直し、同じ順番になりました。`,
    bad: 'この抽選は正しくありません',
    otherEvent: '別の公演の抽選です。',
    seenSame: '発表は、抽選の前にこのブラウザに表示されたものと同じです。',
    seenOther:
      '発表が、抽選の前にこのブラウザに表示されたものと違います。後から差し替えられています。このファイルを保存し、主催者や周りの方に知らせてください。',
    seedOther:
      'シードが、入室時に確約されたものと違います。後から差し替えられています。このファイルを保存し、主催者や周りの方に知らせてください。',
    faults: {
      'not-a-draw-file': '抽選ファイルではないか、一部が欠けています。',
      'list-not-in-order': '参加者の一覧の並びが正しくないか、重複があります。',
      'list-of-another-length': '一覧の長さが発表と違います。',
      'root-of-another-list': '発表された一覧と違います。誰かが追加、削除、または差し替えられています。',
      'secret-not-committed': '運営者が確約したシードと違います。',
      'round-was-known': '発表の時点で、乱数のラウンドはすでに公開されていました。',
      'round-not-of-beacon': 'そのラウンドの署名として正しくありません。',
      'order-of-another-draw': 'ファイルの順番とは違う結果になります。',
    },
  },
  own: {
    title: 'あなたの番号',
    none: 'このブラウザには、この抽選のエントリーがありません。',
    unchecked: 'このブラウザにあなたのエントリーがあります。抽選を確かめると番号がわかります。',
    number: (number) => `あなたのエントリーは${number}番になりました。`,
    missing: 'あなたのエントリーは一覧にありません。',
    missingText:
      '待合室が閉まる前に入室していた場合は、エントリーを保存してください。運営者の署名入りの受領証が含まれており、誰でも確認できます。',
    commitment: '一覧の中のあなたのしるし',
    save: '自分のエントリーを保存',
    other: '別のエントリーを確かめる',
    paste: '保存したエントリー',
    pasteHint: 'eventId、entryId、salt、nonceを含むテキスト',
    bad: 'エントリーではありません。eventId、entryId、salt、nonceが必要です。',
    take: 'このエントリーを使う',
    file: 'ファイルを選ぶ',
  },
  elsewhere: {
    title: '別の方法で確かめる',
    save: '抽選ファイルを保存',
    cli: 'ご自身のコンピューターのFoyerで、ネットワークなしに：',
    own: 'ご自身のプログラムでも確かめられます。方法はプログラムを書けるほど正確に説明してあり、販売者を信用する必要はありません。',
    method: '抽選の手順の説明',
    secret: '順番を決めた値（16進数）',
    first: '順番の先頭',
  },
}
