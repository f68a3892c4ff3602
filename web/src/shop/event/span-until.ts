import { LOCALES, type Language } from '../../i18n/languages.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long it is until a moment, in the largest unit that is honest: "in 3 days", "in 2 hours", "in 1 minute". */
export function spanUntil(moment: Date, now: Date, language: Language): string {
  const span = Math.max(0, moment.getTime() - now.getTime())
  const format = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'always' })
  if (span >= 2 * DAY_MS) return format.format(Math.floor(span / DAY_MS), 'day')
  if (span >= 2 * HOUR_MS) return format.format(Math.floor(span / HOUR_MS), 'hour')
  return format.format(Math.max(1, Math.ceil(span / MINUTE_MS)), 'minute')
}
