import type { OwnEvent } from '@foyer/contract/catalog.views'
import type { PresaleView } from '@foyer/contract/catalog.presales'
import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useMessages } from '../../i18n/context.ts'
import { saveFile } from '../../shop/session/save-file.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { csvOf, fileNameOf } from './codes-file.ts'
import { Mistyped, useForm } from './faults.ts'
import { onSaleMessages } from './messages/index.ts'
import { Outcome } from './section.tsx'

interface PresaleCodesProps {
  readonly event: OwnEvent
  readonly presale: PresaleView
  readonly readAgain: () => Promise<void>
  readonly onClose: () => void
}

/** Codes for a presale: a batch of which each is for one person, or one that many share. They are seen once. */
export function PresaleCodes({ event, presale, readAgain, onClose }: PresaleCodesProps) {
  const words = useMessages(onSaleMessages)
  const m = words.presales
  const api = useApi()
  const [kind, setKind] = useState<'single' | 'shared'>('single')
  const [howMany, setHowMany] = useState('100')
  const [code, setCode] = useState('')
  const [people, setPeople] = useState('100')
  const [made, setMade] = useState<readonly string[]>([])
  const form = useForm(['codes', 'generate', 'peoplePerCode'], async () => {
    const params = { eventId: event.id, presaleId: presale.id }
    const count = Number(kind === 'single' ? howMany : people)
    const field = kind === 'single' ? 'generate' : 'peoplePerCode'
    if (!Number.isInteger(count) || count < 1) throw new Mistyped({ [field]: words.notANumber })
    const body = kind === 'single' ? { generate: count } : { codes: [code.trim()], peoplePerCode: count }
    const { codes, added } = await api.call('POST', '/v1/events/:eventId/presales/:presaleId/codes', { params, body })
    if (added === 0) throw new Mistyped({ codes: m.notNew })
    setMade(codes)
    await readAgain()
  })
  const faults = form.faults.fields
  const codeFault = faults['codes'] ?? faults['codes[0]'] ?? faults['codes.0']
  const number = { type: 'number', inputMode: 'numeric', min: 1 } as const
  const download = () => {
    const { csv } = m
    const rows = made.map((one) => [one, presale.name, event.title, presale.startsAt, presale.endsAt])
    const text = csvOf([[csv.code, csv.presale, csv.event, csv.from, csv.until], ...rows])
    // The mark at its beginning tells spreadsheets that it is UTF-8.
    saveFile(fileNameOf(m.file, event.title, presale.name), new Blob(['\uFEFF', text], { type: 'text/csv' }))
  }
  return (
    <form noValidate onSubmit={form.onSubmit} className="mt-4 flex flex-col items-start gap-5 bg-sunk p-5">
      <Segmented
        legend={m.kind}
        name={`kind ${presale.id}`}
        value={kind}
        onChoose={setKind}
        options={[
          { value: 'single', label: m.single },
          { value: 'shared', label: m.shared },
        ]}
      />
      {kind === 'single' ? (
        <Field
          label={m.howMany}
          hint={m.howManyHint}
          fault={faults['generate']}
          max={5_000}
          value={howMany}
          onChange={(typed) => setHowMany(typed.currentTarget.value)}
          {...number}
        />
      ) : (
        <div className="grid w-full gap-5 tablet:grid-cols-2">
          <Field
            label={m.code}
            hint={m.codeHint}
            fault={codeFault}
            maxLength={40}
            autoCapitalize="characters"
            autoComplete="off"
            value={code}
            onChange={(typed) => setCode(typed.currentTarget.value)}
          />
          <Field
            label={m.forHowMany}
            fault={faults['peoplePerCode']}
            value={people}
            onChange={(typed) => setPeople(typed.currentTarget.value)}
            {...number}
          />
        </div>
      )}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" aria-disabled={form.pending}>
          {kind === 'single' ? m.makeGo : m.shareGo}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {m.close}
        </Button>
      </div>
      {form.done && kind === 'single' && made.length > 0 && (
        <Notice kind="signal" title={m.made(made.length)} live>
          <p>{m.madeText}</p>
          <p className="mt-3">
            <Button kind="plain" onClick={download}>
              {m.download}
            </Button>
          </p>
        </Notice>
      )}
      <Outcome
        fault={form.faults.whole}
        done={form.done && kind === 'shared' && made[0] !== undefined ? m.codeAdded(made[0]) : undefined}
      />
    </form>
  )
}
