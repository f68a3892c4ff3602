import type { PerformerInput } from '@foyer/contract/catalog.schemas'
import type { Sourced } from '../../feed.ts'
import { cleanText, isRecord, Reading, shorten } from '../reading.ts'
import { slug } from '../slug.ts'
import { titleCase } from '../title-case.ts'

export interface Programme {
  readonly id: string
  readonly title: string
  /** The works in their order, a line each. */
  readonly description: string
  readonly performers: readonly BilledPerformer[]
}

interface BilledPerformer {
  readonly performer: Sourced<PerformerInput>
  readonly role: string | undefined
}

interface Work {
  readonly composer: string
  readonly title: string
  readonly movement: string
  readonly conductor: string
  readonly soloists: readonly { name: string; instrument: string }[]
}

const PERFORMERS_MAX = 100
const TITLE_MAX = 200
const DESCRIPTION_MAX = 10_000

export function readProgramme(read: Reading): Programme {
  const id = read.text('programID')
  const orchestra = read.text('orchestra')
  const works = read.list('works').flatMap((value, index) => {
    const inner = new Reading(value, read.at, read.within(`works[${index}].`))
    return inner.has('interval') ? [] : [readWork(inner)]
  })
  const main = works.at(-1)
  const title = main === undefined ? orchestra : [lastName(main.composer), main.title].filter(Boolean).join(': ')
  return {
    id,
    title: shorten(title, TITLE_MAX).trim(),
    description: shorten([...new Set(works.map(tellWork))].join('\n'), DESCRIPTION_MAX),
    performers: billed(orchestra, works),
  }
}

function readWork(read: Reading): Work {
  const title = titleCase(plainText(read.raw('workTitle')))
  if (title === '') read.refuse('workTitle', 'the title of a work was expected', read.raw('workTitle'))
  const conductor = cleanText(read.raw('conductorName'))
  return {
    title,
    composer: cleanText(read.raw('composerName')),
    movement: plainText(read.raw('movement')),
    conductor: /not conducted/i.test(conductor) ? '' : conductor,
    soloists: read.list('soloists').flatMap((value) => {
      const name = isRecord(value) ? cleanText(value['soloistName']) : ''
      return isRecord(value) && name !== '' ? [{ name, instrument: cleanText(value['soloistInstrument']) }] : []
    }),
  }
}

/** Where a title has words in italics the archive has an object: `{ _: 'FROM', em: ['SPRING', 'THE FOUR SEASONS'] }`. */
function plainText(value: unknown): string {
  if (!isRecord(value)) return cleanText(value)
  const emphasised = Array.isArray(value['em']) ? value['em'] : [value['em']]
  return cleanText([value['_'], ...emphasised].map(cleanText).join(' '))
}

const tellWork = ({ composer, title, movement }: Work): string =>
  `${composer === '' ? '' : `${fullName(composer)}: `}${title}${movement === '' ? '' : ` (${movement})`}`

/** The orchestra heads the bill, then conductors, then soloists in the order in which they appear. */
function billed(orchestra: string, works: readonly Work[]): BilledPerformer[] {
  const found = new Map<string, BilledPerformer>()
  const add = (performer: Sourced<PerformerInput>, role: string | undefined) => {
    if (found.size < PERFORMERS_MAX && !found.has(performer.sourceId))
      found.set(performer.sourceId, { performer, role })
  }
  if (orchestra !== '') add(toPerformer(orchestra, 'group'), undefined)
  for (const { conductor } of works) if (conductor !== '') add(toPerformer(conductor, 'person'), 'conductor')
  for (const { soloists } of works)
    for (const { name, instrument } of soloists)
      add(toPerformer(name, kindOf(name, instrument)), instrument === '' ? undefined : instrument.toLowerCase())
  return [...found.values()]
}

const toPerformer = (name: string, kind: 'person' | 'group'): Sourced<PerformerInput> => ({
  sourceId: `${kind}/${slug(name)}`,
  name: kind === 'person' ? fullName(name) : name,
  kind,
  genres: ['classical'],
})

const GROUPS = /^(?:chorus|orchestra|ensemble|vocal group|dance company)$/i

/** People stand as `Last, First`; what has no comma and plays in many voices is a group. */
const kindOf = (name: string, instrument: string): 'person' | 'group' =>
  GROUPS.test(instrument) && !name.includes(',') ? 'group' : 'person'

/** `Clinton, Tyrone, Jr.` is Tyrone Clinton Jr. */
function fullName(name: string): string {
  const [last, first, suffix] = name.split(',').map((part) => part.trim())
  return [first, last, suffix].filter(Boolean).join(' ')
}

const lastName = (name: string): string => name.split(',')[0]?.trim() ?? ''
