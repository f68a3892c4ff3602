import { commitmentOf, type DrawEntry } from '@foyer/contract/draw'
import { hexOf } from '@foyer/contract/hex'
import { useId, useState } from 'react'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { saveFile } from '../session/save-file.ts'
import { readEntry } from './check-draw-file.ts'
import { drawMessages } from './messages/index.ts'
import { entryText, type DrawCheck, type KeptEntry } from './use-draw-check.ts'

interface OwnEntryProps {
  readonly entry: KeptEntry | undefined
  readonly check: DrawCheck
  /** Another entry was given. */
  readonly onEntry: (entry: DrawEntry) => void
}

/** Which number one's own entry drew: the one this browser keeps, or one that was saved elsewhere. */
export function OwnEntry({ entry, check, onEntry }: OwnEntryProps) {
  const { own: m } = useMessages(drawMessages)
  const formats = useFormats()
  const report = check.state === 'done' && check.report.valid ? check.report : undefined
  const number = report?.number
  return (
    <section>
      <h2 className="subheading">{m.title}</h2>
      <div role="status" className="mt-3">
        {number === null ? (
          <Notice kind="stop" title={m.missing}>
            {m.missingText}
          </Notice>
        ) : number !== undefined ? (
          <p className="lead" data-own-number={number}>
            {m.number(formats.number(number))}
          </p>
        ) : (
          <p>{entry === undefined ? m.none : m.unchecked}</p>
        )}
      </div>
      {entry !== undefined && (
        <>
          <p className="label mt-4">{m.commitment}</p>
          <p className="font-mono text-small break-all">{hexOf(commitmentOf(entry))}</p>
          <Button
            kind="plain"
            className="mt-4"
            onClick={() =>
              saveFile(`entry-${entry.eventId}.json`, new Blob([entryText(entry)], { type: 'application/json' }))
            }
          >
            {m.save}
          </Button>
        </>
      )}
      <AnotherEntry onEntry={onEntry} />
    </section>
  )
}

function AnotherEntry({ onEntry }: Pick<OwnEntryProps, 'onEntry'>) {
  const { own: m } = useMessages(drawMessages)
  const [text, setText] = useState('')
  const [isBad, setBad] = useState(false)
  const id = useId()
  const take = (given: string) => {
    const entry = readEntry(given)
    setBad(entry === undefined)
    if (entry !== undefined) onEntry(entry)
  }
  return (
    <details className="no-script-hidden mt-6 border-t border-line pt-3">
      <summary className="fold inline-flex min-h-11 items-center gap-3 font-semibold hover:underline">
        {m.other}
      </summary>
      <label htmlFor={`${id}-text`} className="label mt-2 mb-1 block text-ink">
        {m.paste}
      </label>
      <textarea
        id={`${id}-text`}
        rows={6}
        spellCheck={false}
        value={text}
        aria-describedby={`${id}-told`}
        aria-invalid={isBad || undefined}
        onChange={({ target }) => setText(target.value)}
        className="w-full rounded border border-quiet/60 bg-raised p-3 font-mono text-small"
      />
      <p
        id={`${id}-told`}
        className={`text-small ${isBad ? 'text-stop' : 'text-quiet'}`}
        role={isBad ? 'alert' : undefined}
      >
        {isBad ? m.bad : m.pasteHint}
      </p>
      <p className="mt-4 flex flex-wrap items-center gap-3">
        <Button kind="plain" onClick={() => take(text)}>
          {m.take}
        </Button>
        <label
          htmlFor={`${id}-file`}
          className={`${buttonLook('quiet')} cursor-pointer has-focus-visible:outline-3 has-focus-visible:outline-offset-3 has-focus-visible:outline-signal`}
        >
          {m.file}
          <input
            id={`${id}-file`}
            type="file"
            accept=".json,application/json"
            className="sr-only"
            onChange={({ target }) => {
              const [file] = target.files ?? []
              target.value = ''
              void file?.text().then(take)
            }}
          />
        </label>
      </p>
    </details>
  )
}
