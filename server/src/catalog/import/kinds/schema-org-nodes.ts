import { isRecord } from '../reading.ts'

/** Lists within lists that are looked into. */
const DEPTH_MAX = 4
const NODES_MAX = 200_000

/**
 * The events in a JSON-LD document: the document itself, those in its lists and in `@graph`, and those that a performer
 * or a venue tells of. What names a node of the same document by its `@id` gets the node.
 */
export function eventNodesIn(document: unknown): readonly unknown[] {
  const nodes = nodesIn(document, 0)
  const byId = new Map(nodes.flatMap((node) => (typeof node['@id'] === 'string' ? [[node['@id'], node] as const] : [])))
  const events = nodes.filter(isEvent)
  // A document without a single event is refused by its one row, not passed over.
  if (events.length === 0) return [document]
  return events.map((event) => resolved(event, byId))
}

type Node = Readonly<Record<string, unknown>>

function nodesIn(value: unknown, depth: number): Node[] {
  if (depth > DEPTH_MAX) return []
  if (Array.isArray(value)) return value.slice(0, NODES_MAX).flatMap((one) => nodesIn(one, depth + 1))
  if (!isRecord(value)) return []
  const inner = ['@graph', 'event', 'events', 'itemListElement', 'item'].flatMap((field) =>
    value[field] === undefined ? [] : nodesIn(value[field], depth + 1),
  )
  return [value, ...inner]
}

/** The types of a node, without the prefix of their vocabulary. */
export function typesOf(value: unknown): string[] {
  const type = isRecord(value) ? value['@type'] : undefined
  const types = Array.isArray(type) ? type : [type]
  return types.flatMap((one: unknown) => (typeof one === 'string' ? [one.split(/[/:#]/).pop() ?? one] : []))
}

const isEvent = (node: Node): boolean => typesOf(node).some((type) => type === 'Festival' || type.endsWith('Event'))

const LINKS = ['location', 'performer', 'organizer', 'offers', 'workPresented', 'workPerformed'] as const

function resolved(event: Node, byId: ReadonlyMap<string, Node>): Node {
  const links = LINKS.flatMap((field) => {
    const value = event[field]
    const named = Array.isArray(value) ? value.map((one: unknown) => nodeOf(one, byId)) : nodeOf(value, byId)
    return value === undefined ? [] : [[field, named] as const]
  })
  return { ...event, ...Object.fromEntries(links) }
}

/** A reference is a node with nothing but its id. */
function nodeOf(value: unknown, byId: ReadonlyMap<string, Node>): unknown {
  if (!isRecord(value) || typeof value['@id'] !== 'string' || Object.keys(value).length > 1) return value
  return byId.get(value['@id']) ?? value
}
