import { Refused } from '@foyer/contract/client'
import { useState, type DragEvent } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { saveFile } from '../../shop/session/save-file.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { AskFirst } from '../ask-first.tsx'
import { Outcome, Section } from '../on-sale/section.tsx'
import { toCsv } from './csv.ts'
import { kindOf, readFile, TICKET_COLUMNS, type ChosenFile, type FileFault } from './file-kind.ts'
import { ticketsMessages } from './messages/index.ts'
import type { Tickets } from './read-tickets.ts'
import { RefusalList } from './refusal-list.tsx'
import { refusalsOf } from './refusals.ts'
import { faultWords, useIntention, useWork } from './use-work.ts'

interface FileSectionProps {
  readonly tickets: Tickets
  readonly readAgain: () => Promise<Tickets>
}

const EXAMPLE = toCsv([
  TICKET_COLUMNS,
  ['Balcony', 'A', '1', '18', 'Balcony', '42.50', '2.50'],
  ['Balcony', 'B', '1', '18', 'Balcony', '', ''],
  ['Standing', '', '', '400', 'Standing', '25.00', '1.50'],
])
const PLACES_FIXED = 'places-fixed'

/** Tickets by file: a table, or a seating plan. What is wrong is told line by line, and then nothing is added. */
export function FileSection({ tickets, readAgain }: FileSectionProps) {
  const words = useMessages(ticketsMessages)
  const m = words.file
  const api = useApi()
  const intention = useIntention()
  const [chosen, setChosen] = useState<ChosenFile>()
  const [unread, setUnread] = useState<{ fault: FileFault; most: string }>()
  const [isOver, setOver] = useState(false)
  const before = tickets.compiled?.count ?? 0
  const form = useWork(async () => {
    if (chosen === undefined) return undefined
    const request = { params: { eventId: tickets.event.id }, key: intention.keyFor(chosen.text) }
    if (chosen.kind === 'plan')
      await api.call('POST', '/v1/events/:eventId/tickets', { ...request, body: { manifest: chosen.manifest } })
    else
      await api.call('POST', '/v1/events/:eventId/tickets/file', {
        ...request,
        raw: { contentType: 'text/csv', text: chosen.text },
      })
    intention.done()
    setChosen(undefined)
    const after = (await readAgain()).compiled?.count ?? 0
    return chosen.kind === 'plan' ? m.planDone(words.places(after)) : m.done(after - before, words.places(after))
  })
  const take = async (file: File | undefined) => {
    if (file === undefined || form.pending) return
    form.forget()
    const read = readFile(file.name, new Uint8Array(await file.arrayBuffer()))
    setChosen('fault' in read ? undefined : read)
    setUnread('fault' in read ? { fault: read.fault, most: kindOf(file.name) === 'plan' ? '1 MB' : '4 MB' } : undefined)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const refused =
    form.fault instanceof Refused && chosen !== undefined
      ? refusalsOf(form.fault.problem, chosen.kind === 'table' ? chosen.lines : [])
      : []
  const isFixed = form.fault instanceof Refused && form.fault.problem.code === PLACES_FIXED
  return (
    <Section id="file" title={m.title} why={m.why}>
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex flex-col items-start gap-3 rounded border-2 border-dashed p-5 ${isOver ? 'border-signal bg-signal-soft' : 'border-quiet/60'}`}
      >
        {chosen === undefined ? <p className="text-quiet">{m.drop}</p> : <Chosen file={chosen} />}
        <label
          className={`${buttonLook('plain')} cursor-pointer has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-signal`}
        >
          <input
            type="file"
            accept=".csv,.tsv,.txt,.json,text/csv,application/json"
            className="sr-only"
            onChange={(typed) => {
              const input = typed.currentTarget
              void take(input.files?.[0])
              // The same file may be chosen again, once it is put right.
              input.value = ''
            }}
          />
          {chosen === undefined ? m.choose : m.chooseOther}
        </label>
      </div>
      {unread !== undefined && (
        <p role="alert" className="text-stop">
          {unread.fault === 'tooLarge' ? m.tooLarge(unread.most) : m[unread.fault]}
        </p>
      )}
      {chosen !== undefined && (
        <p>
          {chosen.kind === 'plan' && tickets.isDraft && before > 0 ? (
            <AskFirst
              kind="main"
              label={m.goPlan}
              question={m.planReplaces(words.places(before))}
              go={m.goPlan}
              keep={m.keep}
              disabled={form.pending}
              onGo={form.run}
            />
          ) : (
            <Button onClick={() => form.run()} aria-disabled={form.pending}>
              {chosen.kind === 'plan' ? m.goPlan : m.go}
            </Button>
          )}
        </p>
      )}
      {refused.length > 0 && <RefusalList refusals={refused} />}
      <Outcome fault={refused.length > 0 && !isFixed ? undefined : faultWords(form.fault, words)} done={form.done} />
      <Format />
    </Section>
  )
}

function Chosen({ file }: { readonly file: ChosenFile }) {
  const words = useMessages(ticketsMessages)
  const m = words.file
  return (
    <div>
      <p className="font-display font-semibold">{file.name}</p>
      <p>
        {file.kind === 'plan'
          ? m.planNamed(file.manifest.name, file.manifest.sections.length)
          : file.sum.places === undefined || file.sum.sections === 0
            ? m.linesPlain(file.sum.lines)
            : m.lines(file.sum.lines, words.places(file.sum.places), file.sum.sections)}
      </p>
    </div>
  )
}

/** What a table must say, and one to begin with. */
function Format() {
  const { file: m } = useMessages(ticketsMessages)
  const { number } = useFormats()
  const download = () =>
    // The mark at its beginning tells spreadsheets that it is UTF-8.
    saveFile(`${m.exampleName}.csv`, new Blob(['\uFEFF', EXAMPLE], { type: 'text/csv' }))
  return (
    <div>
      <p className="-mx-2 flex flex-wrap">
        <Button kind="quiet" onClick={download}>
          {m.example}
        </Button>
        <a href="/docs/" className={buttonLook('quiet')}>
          {m.formatDocs}
        </a>
      </p>
      <details className="mt-1">
        <summary className="fold inline-flex min-h-11 items-center gap-3 font-display font-semibold hover:underline">
          {m.format}
        </summary>
        <p className="text-small text-quiet">{m.formatText(number(20_000))}</p>
        <dl className="mt-2 text-small">
          {TICKET_COLUMNS.map((name) => (
            <div key={name} className="grid grid-cols-[7rem_1fr] gap-4 border-t border-line py-2">
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{m.columns[name]}</dd>
            </div>
          ))}
        </dl>
        <pre tabIndex={0} aria-label={m.example} className="mt-2 overflow-x-auto bg-sunk p-4 text-small">
          {EXAMPLE}
        </pre>
      </details>
    </div>
  )
}
