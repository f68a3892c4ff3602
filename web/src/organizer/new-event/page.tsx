import type { Account } from '@foyer/contract/accounts'
import { useEffect, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useApi } from '../../api/context.ts'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { posterSubject } from '../../shop/listing/subject.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { Poster } from '../../ui/poster/poster.tsx'
import { AskFirst } from '../ask-first.tsx'
import { organizerMessages } from '../messages/index.ts'
import { Mistyped, mistypedBy, useFaultFocus, useForm } from '../on-sale/faults.ts'
import { Outcome } from '../on-sale/section.tsx'
import { OrganisersOnly } from '../organisers-only.tsx'
import { EMPTY_DRAFT, FIELDS, lacksOf, type EventDraft } from './draft.ts'
import { keepDraft, keptDraft, type Kept } from './kept-draft.ts'
import { newEventMessages } from './messages/index.ts'
import { RefusedStep, saveEvent } from './save.ts'
import { ShowPart } from './show-part.tsx'
import { VenuePart } from './venue-part.tsx'
import { WhenPart } from './when-part.tsx'

/** Makes an event: what, where, when. It becomes a draft, whose page comes next. */
export function Page() {
  const m = useMessages(newEventMessages)
  const { back } = useMessages(organizerMessages)
  return (
    <div className="frame arriving py-6 tablet:py-10">
      <Head title={m.title} hidden />
      <p className="-mx-2">
        <Link to="/organise" className={buttonLook('quiet')}>
          {back}
        </Link>
      </p>
      <h1 className="title mt-2">{m.title}</h1>
      <OrganisersOnly>{(account) => <NewEvent account={account} />}</OrganisersOnly>
    </div>
  )
}

function NewEvent({ account }: { readonly account: Account }) {
  const m = useMessages(newEventMessages)
  const api = useApi()
  const navigate = useNavigate()
  const [kept, setKept] = useState<Kept>(() => keptDraft(account.accountId))
  const { draft } = kept
  useEffect(() => keepDraft(account.accountId, kept), [account.accountId, kept])
  const onDraft = (change: (before: EventDraft) => EventDraft) =>
    setKept((before) => ({ ...before, draft: change(before.draft) }))

  const form = useForm(FIELDS, async () => {
    mistypedBy(lacksOf(draft), m.faults)
    const keys: Record<string, string> = { ...kept.keys }
    const keyOf = (step: string, body: object): string => {
      const key = (keys[`${step} ${JSON.stringify(body)}`] ??= crypto.randomUUID())
      setKept((before) => ({ ...before, keys: { ...keys } }))
      return key
    }
    try {
      const eventId = await saveEvent(draft, { api, keyOf, keep: (next) => onDraft(() => next) })
      keepDraft(account.accountId, undefined)
      await navigate(`/organise/events/${eventId}`)
    } catch (error) {
      if (error instanceof RefusedStep && error.step === 'hall') {
        if (error.problem.code === 'name-taken') throw new Mistyped({ 'hall.name': m.faults.hallTaken })
        if (error.problem.status === 404) throw new Mistyped({ 'hall.name': m.faults.hallForeign })
      }
      throw error
    }
  })
  const { fields, whole } = form.faults
  const element = useFaultFocus(fields)
  const props = { draft, onDraft, faults: fields }
  const show = draft.isKnownShow && draft.show !== null ? draft.show : { id: 'new', ...draft.newShow }
  return (
    <>
      <p className="lead mt-4 max-w-reading text-quiet">{m.lead}</p>
      <div className="mt-10 grid gap-x-16 gap-y-10 desk:grid-cols-[minmax(0,1fr)_20rem]">
        <form ref={element} noValidate onSubmit={form.onSubmit} className="min-w-0 max-w-[50rem]">
          <ShowPart {...props} />
          <VenuePart {...props} />
          <WhenPart {...props} />
          <div className="border-t-2 border-ink pt-6">
            <Outcome fault={whole ?? (Object.keys(fields).length > 0 ? m.faults.some : undefined)} done={undefined} />
            <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-3">
              <Button type="submit" aria-disabled={form.pending}>
                {form.pending ? m.saving : m.save}
              </Button>
              <AskFirst
                label={m.empty}
                question={m.emptySure}
                go={m.empty}
                keep={m.keep}
                onGo={() => setKept({ draft: EMPTY_DRAFT, keys: {} })}
              />
              <span className="text-small text-quiet">{m.saveHint}</span>
            </div>
          </div>
        </form>
        <aside className="hidden desk:block">
          <div className="sticky top-6">
            <Poster
              subject={posterSubject(
                { ...show, title: show.title.trim() === '' ? m.poster.untitled : show.title },
                draft.performers.slice(0, 1),
              )}
            />
            <p className="prose mt-4 text-small text-quiet">{m.poster.alone}</p>
          </div>
        </aside>
      </div>
    </>
  )
}
