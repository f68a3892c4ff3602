import { pluralIn } from '../../i18n/plural.ts'
import type { SeatMessages } from './en.ts'

const count = pluralIn('ja')
const places = (n: number) => count(n, { other: '#枚' })

export const messages: SeatMessages = {
  map: {
    label: '座席図',
    help: '矢印キーで区画の間を、近づくと席の間を移動します。Enterで区画を開くか席を選び、プラスとマイナスで拡大・縮小、HomeとEndで列の端、Page UpとPage Downで別の区画、Escapeで全体に戻ります。座席リストでも同じことができます。',
    zoomIn: '拡大',
    zoomOut: '縮小',
    whole: '全体を表示',
  },
  from: (price) => `${price}から`,
  left: (n) => count(n, { other: '残り#' }),
  noneLeft: '残りなし',
  free: '空席',
  taken: '空きなし',
  yours: '選択中',
  seat: (section, row, seat) => `${section} ${row}列 ${seat}番`,
  row: (row) => `${row}列`,
  rowAndSeats: (row, list) => `${row}列 ${list}番`,
  seatAlone: (seat) => `${seat}番`,
  gate: (gate) => `入口: ${gate}`,
  allIn: '手数料込み',
  parts: (faceValue, fees) => `${faceValue} + 手数料 ${fees}`,
  noFees: '手数料なし',
  accessible: '車いすスペース',
  companion: '同伴者席（車いすスペースの隣）',
  restrictedView: '見えにくい席',
  prices: {
    legend: '料金',
    all: 'すべての料金',
    only: (n) => `${n}件を選択中`,
    accessible: '車いす・同伴者席のみ',
  },
  party: {
    title: 'おすすめの席',
    quantity: '枚数',
    fewer: '1枚減らす',
    more: '1枚増やす',
    wheelchairs: 'うち車いすスペース',
    find: '席を探す',
    found: (n, where) => `${n === 1 ? '一番よい席' : `並びで一番よい${n}席`}: ${where}`,
    foundApart: (n, where) => `一番よい${n}席: ${where}`,
    fit: {
      together: '',
      'leaves-single': '隣に1席だけ残ります。この料金では、1席も残さない並び席はありません。',
      'neighbouring-rows': '横並びの席が足りないため、前後2列に分かれます。',
      scattered: '横並びの席が足りないため、離れた席になります。',
    },
    notTogether: (n) => `この料金では${n}席の並びがありません。次の席があります。`,
    tooFew: (n) => (n === 0 ? 'この料金の席は残っていません。' : `この料金の残りは${places(n)}です。`),
    nothing: '条件に合う席は残っていません。空きが出ると、すぐここに表示されます。',
    onlyAreas: 'この料金の指定席は残っていません。自由席・立見には空きがあります。',
    fewSeats: (n) => `この料金の指定席の残りは${places(n)}です。自由席・立見には空きがあります。`,
    inArea: (area, n, price) => `${area} ${places(n)}、1枚${price}`,
    inRows: (where) => `前後2列: ${where}`,
    apart: (where) => `離れた席（できるだけ近く）: ${where}`,
    atPrice: (level, price, where) => `${level}なら並び席あり、1枚${price}: ${where}`,
  },
  list: {
    title: '座席リスト',
    find: '区画を探す',
    taken: '空きのない席も表示',
    help: '矢印キーで席を移動し、Enterで選びます。',
    sectionFree: (n) => count(n, { other: '空席#' }),
    rowFree: (n) => count(n, { other: '空席#' }),
    moreRows: (n) => count(n, { other: 'あと#列を表示' }),
    nothing: '条件に合う区画がありません。ほかの料金を表示するか、絞り込みを解除してください。',
    open: '座席図',
    close: 'リスト',
    done: '座席図に戻る',
  },
  area: {
    quantity: (area) => `${area}の枚数`,
    title: '枚数を選ぶ',
    none: 'この料金の空きはありません。ほかの料金を表示するか、絞り込みを解除してください。',
    unnumbered: '座席番号なし（自由席・立見）',
    fewer: (area) => `${area}を1枚減らす`,
    more: (area) => `${area}を1枚増やす`,
    show: '枚数を選ぶ',
  },
  choice: {
    label: '選んだ席',
    nothing: '座席図かリストから席を選んでください',
    nothingOfAreas: '枚数を選んでください',
    nothingLeft: '現在、選べる席はありません',
    count: (n) => places(n),
    total: '合計（手数料込み）',
    remove: (what) => `${what}を外す`,
    hold: 'この席を確保する',
    holdPlaces: 'この席を確保する',
    holding: '席を確保しています',
    details: '内訳',
    allowance: (n) => `この公演はお一人様${places(n)}までです。別の席を選ぶには、1席外してください。`,
    chose: (what, n, total) => `${what}を選びました。${places(n)}、${total}。`,
    gaveUp: (what, n, total) =>
      `${what}を外しました。${n === 0 ? '選択中の席はありません。' : `${places(n)}、${total}。`}`,
    takenNow: (what) => `${what}は空いていません。`,
  },
  lost: {
    one: (what) => `${what}は、たった今ほかの方が確保しました。`,
    areaShort: (area, n) =>
      n === 0 ? `${area}は完売しました。` : `${area}の残りは${places(n)}です。選択枚数を合わせました。`,
    near: {
      'same-row': (seat) => `同じ列の${seat}番が空いています。`,
      'same-section': (row, seat) => `同じ区画の${row}列${seat}番が空いています。`,
      elsewhere: (what) => `一番近い空席は${what}です。`,
    },
    otherPrice: (price) => `料金は${price}です。`,
    take: (seat) => `${seat}番にする`,
    none: '同じ種類の席は残っていません。',
    leave: 'この席なしで続ける',
  },
  single: {
    one: (seat) => `${seat}番が1席だけ残ります。1席だけの空きは買い手がつきにくくなります。`,
    shift: (list) => `${list}番にすると、1席も残さず、料金も同じです。`,
    take: (list) => `${list}番にする`,
    keep: 'このまま',
  },
  refused: {
    'limit-reached': (n) =>
      n === 0
        ? 'この公演でお一人様が持てる枚数に達しています（注文済みと確保中を含む）。'
        : `この公演は、あと${places(n)}までです（注文済みと確保中を含む）。超えた分を外してください。`,
    'network-limit-reached': (n) =>
      n === 0
        ? 'お使いのインターネット回線で確保・購入できるこの公演の枚数に達しています（同じ回線を使うすべての方を含む）。別の回線からはお求めいただけます。'
        : `お使いのインターネット回線では、この公演はあと${places(n)}までです（同じ回線を使うすべての方を含む）。超えた分を外すか、別の回線をご利用ください。`,
    'hold-pause': (minutes) =>
      `この公演で確保した席が何度か未払いのまま戻されたため、次に確保できるまで待ち時間があります（あと${count(minutes, { other: '#分' })}）。選んだ席はそのまま残ります。`,
    'not-enough-available': 'ご希望の枚数が残っていません。座席図は現在の状況です。',
    'not-together': '選んでいる間に並び席がなくなりました。座席図は現在の状況です。',
    'not-yet-on-sale': 'まだ発売前です。選んだ席はそのまま残ります。',
    'sale-over': '販売は終了しました。席は確保されていません。',
    'event-cancelled': '公演は中止になりました。席は確保されていません。',
    'no-pass':
      '座席は確保されていません。待合室があり、今はあなたの順番ではありません。上の案内をご覧ください。選んだ座席は残っています。',
    busy: '現在たいへん混み合っており、まだ確保されていません。選択はそのままです。もう一度お試しください。',
    unreachable:
      '通信できず、確保できたか確認できていません。もう一度押してください。同じ席になり、二重にはなりません。',
  },
  holdBest: (n) => `今ある一番よい${n}席を確保する`,
  sectionsOnly: {
    strip: (title) => `一覧の「${title}」から確保できます`,
    map: 'アクセスが非常に多いため、座席図には各エリアの残席数だけを表示しています。いちばん良い席の確保は通常どおりできます。個々の席の表示は自動的に再開します。',
    list: '現在、個々の席は表示していません。上から、いちばん良い席を確保できます。',
  },
  state: {
    loading: '空席を確認しています',
    stale: (seconds) => `表示は${seconds}秒前の状況です。再接続しています。席は選べます。確保のときに確認します。`,
    soldOut: '現在、空席はありません。空きが出ると、すぐここに表示されます。',
  },
}
