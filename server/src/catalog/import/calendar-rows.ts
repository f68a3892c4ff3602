import type { FileRow, NoRow } from './kind.ts'
import { refusal } from './reading.ts'
import { readLines, Unreadable } from './read-lines.ts'

/** Characters in one VEVENT at most. */
const EVENT_CHARACTERS_MAX = 256 * 1024

/**
 * The VEVENTs of an iCalendar file (RFC 5545), each as its lines; one at a time is in memory.
 * @throws Unreadable for what has no part of a calendar in it.
 */
export async function* calendarRows(file: string): AsyncGenerator<FileRow | NoRow> {
  const found: (FileRow | NoRow)[] = []
  let lines: string[] | undefined
  let [row, length] = [0, 0]
  let isCalendar = false
  const refuse = (field: string, reason: string) => found.push({ refused: refusal({ row, path: '' }, field, reason) })
  for await (const batch of readLines(file)) {
    for (const line of batch) {
      const mark = line.length <= MARK_MAX ? line.trimEnd().toUpperCase() : ''
      isCalendar ||= BEGINNING.test(mark)
      if (mark === 'BEGIN:VEVENT') {
        if (lines !== undefined) refuse('END', 'it begins again before it has ended')
        lines = [line]
        length = 0
        row++
      } else if (lines !== undefined) {
        length += line.length + 1
        if (length <= EVENT_CHARACTERS_MAX) lines.push(line)
        if (mark !== 'END:VEVENT') continue
        if (length > EVENT_CHARACTERS_MAX) refuse('', `it has more than ${EVENT_CHARACTERS_MAX} characters`)
        else found.push({ row, path: '', value: lines })
        lines = undefined
      }
    }
    yield* found.splice(0)
  }
  if (!isCalendar) throw new Unreadable(`${file} is no iCalendar`)
  if (lines !== undefined) refuse('END', 'the file ends before it has ended')
  yield* found
}

/** A line that begins or ends an event is no longer. */
const MARK_MAX = 64

/** Of any part of a calendar: some hold nothing but a time zone. */
const BEGINNING = /BEGIN:V[A-Z]+$/
