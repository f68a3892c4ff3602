import { useFormats, useMessages } from '../../i18n/context.ts'
import { Notice } from '../../ui/notice.tsx'
import { ticketsMessages } from './messages/index.ts'
import type { LineRefusal } from './refusals.ts'

/** What is wrong in a file, line by line. */
export function RefusalList({ refusals }: { readonly refusals: readonly LineRefusal[] }) {
  const { file: m } = useMessages(ticketsMessages)
  const f = useFormats()
  return (
    <Notice kind="stop" title={m.refused(refusals.length)} live>
      <p>{m.refusedText}</p>
      <ol className="mt-3 border-b border-line text-small" data-refusals>
        {refusals.map(({ line, field, found, expected }) => (
          <li
            key={`${line} ${field} ${expected}`}
            className="grid grid-cols-[5rem_1fr] gap-x-4 border-t border-line py-2"
          >
            <span className="figure">{line === undefined ? m.wholeFile : m.line(f.number(line))}</span>
            <span>
              <code>{field}</code>
              {found !== '' && <span className="text-quiet"> {m.found(found)}</span>}
              <br />
              {m.needed(expected)}
            </span>
          </li>
        ))}
      </ol>
    </Notice>
  )
}
