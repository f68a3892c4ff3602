import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Head } from '../../document/head.tsx'
import { useMessages } from '../../i18n/context.ts'
import { NotHad } from '../../shop/session/not-had.tsx'
import { useFetched } from '../../shop/session/use-fetched.ts'
import { buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { OrganisersOnly } from '../organisers-only.tsx'
import type { ListMessages } from './messages/en.ts'
import { catalogueMessages } from './messages/index.ts'

interface OwnOneProps<T> {
  /** Words of the list that it stands in, and where that is. */
  readonly words: ListMessages
  readonly list: string
  readonly id: string
  readonly ask: (signal: AbortSignal) => Promise<T>
  /** Its page in the shop. */
  readonly shop: string
  readonly children: (one: T, put: (one: T) => void) => ReactNode
}

/** One thing of the catalogue that an organiser has added, to be corrected. What is another's is not there. */
export function OwnOne<T extends { readonly name: string }>({ words, list, ...rest }: OwnOneProps<T>) {
  return (
    <div className="frame arriving py-6 tablet:py-10">
      <Head title={words.title} hidden />
      <p className="-mx-2">
        <Link to={list} className={buttonLook('quiet')}>
          {words.title}
        </Link>
      </p>
      <OrganisersOnly>{() => <Loaded words={words} list={list} {...rest} />}</OrganisersOnly>
    </div>
  )
}

function Loaded<T extends { readonly name: string }>({ words, list, id, ask, shop, children }: OwnOneProps<T>) {
  const m = useMessages(catalogueMessages)
  const fetched = useFetched(`${list} ${id}`, ask)
  if (fetched.state === 'failed' && fetched.missing)
    return (
      <div className="py-6">
        <EmptyState title={words.missing.title} text={words.missing.text}>
          <Link to={list} className={buttonLook('main')}>
            {words.title}
          </Link>
        </EmptyState>
      </div>
    )
  if (fetched.state !== 'ready') return <NotHad fetched={fetched} />
  const { name } = fetched.value
  return (
    <>
      <Head title={`${name} · ${words.title}`} hidden />
      <h1 className="title mt-2">{name}</h1>
      <p className="prose mt-4 max-w-reading text-quiet">
        {words.correct}{' '}
        <Link to={shop} className="inline-flex min-h-6 items-center text-ink">
          {m.toPage}
        </Link>
      </p>
      {children(fetched.value, fetched.put)}
    </>
  )
}
