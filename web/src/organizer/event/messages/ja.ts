import type { OwnEventMessages } from './en.ts'

export const messages: OwnEventMessages = {
  title: 'イベント',
  standing: {
    label: '現在の状態',
    titles: {
      draft: '下書き',
      scheduled: '公開済み',
      rescheduled: '公開済み・日程変更',
      postponed: '延期',
      cancelled: '中止',
    },
    draft: 'ご自身だけが見られます。自由に変更できます。',
    postponed:
      'ショップに延期と表示され、新しい日程が決まるまで販売は止まります。販売済みのチケットは引き続き有効です。',
    cancelled:
      '中止は取り消せません。ショップに表示され、販売は終了しました。別の日に行う場合は新しいイベントになります。',
    later: (when) => `公開されています。発売は ${when} です。`,
    sales: {
      draft: 'ご自身だけが見られます。',
      'not-yet': '公開されています。発売はこれからです。',
      'on-sale': '公開され、チケットを販売しています。',
      paused: '販売を停止しています。',
      over: '公開されています。販売は終了しました。',
      cancelled: '中止になりました。',
    },
    missing: '公開までに必要なもの',
    needs: {
      tickets: 'チケットがまだありません。エリア、座席の列、または座席表を登録してください。',
      prices: (categories) => `価格が必要です: ${categories}`,
      other: (field, expected) => `${field}: ${expected} が必要です。`,
    },
    toTickets: 'チケットと価格',
    publish: '公開する',
    atOnce: '公開すると、すぐに販売が始まります。',
    opens: (when) => `公開され、発売は ${when} です。`,
    toShop: 'ショップで見る',
    unpublish: '下書きに戻す',
    unpublishSure:
      '再び公開するまで、イベントはショップに表示されません。席を確保または購入した人がいない間だけ可能です。',
    unpublishGo: '下書きに戻す',
    hasBuyers:
      '席を確保または購入した人がいるため、公開されたままです。確保は 10 分以内に終わります。販売済みの場合は、延期または中止にしてください。',
    keep: 'そのままにする',
  },
  details: {
    title: 'タイトルと時刻',
    zone: (zone) => `会場の時刻 (${zone}) です。`,
    published: '保存した内容は 1 秒後にショップに表示されます。日付や開演時刻の変更は、告知されるよう下で行います。',
    name: 'この日のタイトル',
    nameHint: (show) => `空欄の場合は公演名「${show}」になります。`,
    description: 'この日に限ったお知らせ',
    descriptionHint: 'ショップでは公演の紹介文の上に表示されます。',
    allowance: 'お一人様の枚数',
    allowanceHint: '上限を 1 から 10 で。',
    save: '変更を保存',
    saved: '保存しました。',
  },
  show: {
    title: '公演',
    why: 'タイトル、種類、ジャンル、紹介文は、公演のすべての日程とポスターに共通です。',
    open: '公演を変更',
    save: '公演を保存',
    saved: '保存しました。',
    foreign: 'この公演は別の主催者のもので、変更できるのはその主催者だけです。',
  },
  turns: {
    title: '予定が変わったとき',
    why: '変更は理由とともにショップ、チケット、カレンダーに表示され、イベントの履歴に残ります。',
    reason: '理由',
    reasonHint: '誰でも読めます。一文で十分です。',
    keep: 'このままにする',
    postpone: {
      title: '延期する',
      text: '新しい日程が未定のときに。販売はすぐに止まり、チケットは有効のままです。',
      go: '延期する',
      sure: '販売が止まり、ショップに延期と表示されます。新しい日程を設定すると再開します。',
    },
    reschedule: {
      title: '日程を変更する',
      text: '販売済みのチケットは新しい日程で有効です。販売も続きます。',
      go: '新しい日程を設定',
      same: '現在と同じ日程です。',
      sure: (when) => `イベントは ${when} に移ります。販売済みのものはそのまま有効です。`,
    },
    cancel: {
      title: '中止する',
      text: '取り消せません。販売は終わり、ショップに表示されます。返金は自動では行われません。注文ごとに返金してください。',
      go: '中止を確定する',
      sure: (title) =>
        `「${title}」を中止します。取り消しはできません。販売は終わります。支払い済みの注文には返金が必要です。`,
    },
  },
  preview: {
    title: 'お客様から見たページ',
    draft: '公開後の見え方です。それまではご自身だけが見られます。',
  },
}
