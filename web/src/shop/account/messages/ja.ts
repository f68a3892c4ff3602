import type { AccountMessages } from './en.ts'

export const messages: AccountMessages = {
  title: 'アカウント',
  choiceKept: '選んだ座席はこのタブに残っています。ログインすると、すぐに確保されます。',
  signedInAs: (email) => `${email} でログイン中`,
  tickets: 'マイチケット',
  orders: '注文履歴',
  signOut: 'ログアウト',
  address: {
    title: 'メールアドレスの確認',
    why: '確認が済むと、チケットをメールでも受け取れます。このアドレスを他の人が使うこともできなくなります。',
    send: 'コードを送る',
    confirm: '確認する',
  },
  profile: {
    title: 'プロフィール',
    name: 'お名前',
    nameHint: '今後購入するチケットに記載されます。',
    language: 'メールの言語',
    save: '保存する',
    saved: '保存しました。',
  },
  password: {
    title: 'パスワード',
    has: '新しいパスワードの設定にはメールのコードが必要です。設定後、ほかの端末からはログアウトします。',
    hasNoMail: '新しいパスワードを設定すると、ほかの端末からはログアウトします。',
    present: '現在のパスワード',
    hasNone: '現在はコードでログインしています。パスワードを設定すると、コードなしでログインできます。',
    start: 'パスワードを設定する',
    done: 'パスワードを設定しました。',
  },
  sessions: {
    title: 'ログイン中の端末',
    load: '表示する',
    here: 'この端末',
    lastUsed: (when) => `最終利用：${when}`,
    unnamed: '不明な端末',
    end: 'ログアウト',
    endOne: (device) => `${device} をログアウト`,
    endAll: 'すべての端末からログアウト',
  },
  data: {
    title: 'あなたのデータ',
    what: '保存しているすべてのデータ（アカウント、ログイン、注文、チケット、お知らせ）をファイルで受け取れます。',
    take: 'データを受け取る',
    remove: 'アカウントを削除する',
    removeMeans:
      'お名前、アドレス、パスワードは完全に消去され、すべての端末からログアウトします。注文は法律に従い、お名前なしで残ります。先にチケットを保存してください。',
    sendCode: '削除用のコードを送る',
    removeNow: '完全に削除する',
    duties: '先に済ませることがあります。販売中の公演が残っています。',
  },
}
