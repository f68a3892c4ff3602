import { checkDocument, readMappings, type Mappings } from './mappings.ts'
import { Refusal, type Reply, type Source } from './refusal.ts'

interface Stored {
  /** Undefined: deleted; its version is remembered for a while. */
  readonly source: Source | undefined
  readonly version: number
}

export class Index {
  readonly name: string
  readonly mappings: Mappings
  readonly aliases = new Set<string>()
  readonly #documents = new Map<string, Stored>()

  constructor(name: string, mappings: Mappings) {
    this.name = name
    this.mappings = mappings
  }

  /** Writes a document, or deletes it, if its version is later than what is there (or as late, for `external_gte`). */
  write(
    id: string,
    source: Source | undefined,
    version: number,
    type: string,
  ): 'created' | 'updated' | 'deleted' | 'not_found' {
    const before = this.#documents.get(id)
    if (before !== undefined && (type === 'external_gte' ? version < before.version : version <= before.version))
      throw new Refusal(
        409,
        'version_conflict_engine_exception',
        `[${id}]: version conflict, current version [${before.version}] is higher or equal to the one provided [${version}]`,
      )
    if (source !== undefined) checkDocument(this.mappings, source)
    this.#documents.set(id, { source, version })
    if (source === undefined) return before?.source === undefined ? 'not_found' : 'deleted'
    return before?.source === undefined ? 'created' : 'updated'
  }

  *documents(): Generator<readonly [id: string, source: Source]> {
    for (const [id, { source }] of this.#documents) if (source !== undefined) yield [id, source]
  }

  get count(): number {
    return [...this.documents()].length
  }
}

/** The indexes of an engine and the names under which they are searched. */
export class Indexes {
  readonly #indexes = new Map<string, Index>()

  names(): string[] {
    return [...this.#indexes.keys()]
  }

  /** By its name or by an alias of it. */
  require(name: string): Index {
    const index = this.#indexes.get(name) ?? [...this.#indexes.values()].find(({ aliases }) => aliases.has(name))
    if (index === undefined) throw new Refusal(404, 'index_not_found_exception', `no such index [${name}]`)
    return index
  }

  make(name: string, body: { mappings?: unknown }): Reply {
    if (!/^[a-z0-9][a-z0-9_-]{0,200}$/.test(name)) throw new Refusal(400, 'invalid_index_name_exception', name)
    if (this.#indexes.has(name))
      throw new Refusal(400, 'resource_already_exists_exception', `index [${name}] already exists`)
    this.#indexes.set(name, new Index(name, readMappings(body.mappings)))
    return { status: 200, body: { acknowledged: true, shards_acknowledged: true, index: name } }
  }

  delete(name: string): Reply {
    if (!this.#indexes.delete(name)) throw new Refusal(404, 'index_not_found_exception', `no such index [${name}]`)
    return { status: 200, body: { acknowledged: true } }
  }

  refresh(name: string): Reply {
    this.require(name)
    return { status: 200, body: { _shards: { total: 1, successful: 1, failed: 0 } } }
  }

  /** By the name of an index or alias, or by a pattern that ends with a star. */
  aliasesOf(name: string): Reply {
    const found = [...this.#indexes.values()].filter((index) =>
      name.endsWith('*') ? index.name.startsWith(name.slice(0, -1)) : index.name === name || index.aliases.has(name),
    )
    if (found.length === 0 && !name.endsWith('*'))
      throw new Refusal(404, 'index_not_found_exception', `no such index [${name}]`)
    const body = found.map((index) => [
      index.name,
      { aliases: Object.fromEntries([...index.aliases].map((one) => [one, {}])) },
    ])
    return { status: 200, body: Object.fromEntries(body) }
  }

  /** All of the actions, or none. */
  changeAliases({ actions }: { actions: readonly Record<string, { index: string; alias: string }>[] }): Reply {
    const steps = actions.flatMap((action) => Object.entries(action).map(([verb, what]) => ({ verb, ...what })))
    for (const { verb, index, alias } of steps) {
      const there = this.#indexes.get(index)
      if (there === undefined) throw new Refusal(404, 'index_not_found_exception', `no such index [${index}]`)
      if (verb === 'remove' && !there.aliases.has(alias))
        throw new Refusal(404, 'aliases_not_found_exception', `aliases [${alias}] missing`)
      if (verb !== 'add' && verb !== 'remove')
        throw new Refusal(400, 'x_content_parse_exception', `unknown action [${verb}]`)
    }
    for (const { verb, index, alias } of steps)
      if (verb === 'add') this.#indexes.get(index)?.aliases.add(alias)
      else this.#indexes.get(index)?.aliases.delete(alias)
    return { status: 200, body: { acknowledged: true } }
  }
}
