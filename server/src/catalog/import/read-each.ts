import { Reading, type Refusal } from './reading.ts'
import type { ImportRecord } from './record.ts'

/**
 * Reads each member of a list in a document as one record; those with refusals are none. Rows are counted from 1.
 * @param file the document; what is wrong with the list is noted there
 * @param map what becomes of a member; what is wrong with it is noted in its reading
 */
export function readEach(
  file: Reading,
  list: string,
  map: (read: Reading) => ImportRecord,
): { readonly records: ImportRecord[]; readonly refused: Refusal[] } {
  const records: ImportRecord[] = []
  const refused: Refusal[] = []
  for (const [index, value] of file.list(list).entries()) {
    const read = new Reading(value, { row: index + 1, path: `${list}[${index}]` })
    const record = map(read)
    refused.push(...read.refusals)
    if (read.refusals.length === 0) records.push(record)
  }
  return { records, refused: [...file.refusals, ...refused] }
}
