// A second verifier of sale logs, written from docs/sale-log.md alone and sharing nothing with the first: tests hold the
// two against each other. It reads everything at once and computes the root as the RFC defines it.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'

type Json = Record<string, unknown>
interface Place {
  by: string
  how: 'held' | 'sold' | 'house' | 'kill'
}
interface Live {
  places: number[]
  ends: number
  sold: boolean
}

const sha = (...parts: Uint8Array[]) => {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest()
}

/** Throws an error that says what is wrong; returns how many leaves there are. */
export function secondVerify(files: ReadonlyMap<string, Uint8Array>, key: string, since?: string): number {
  const file = (name: string): Buffer => {
    const found = files.get(name)
    if (!found) throw new Error(`no file ${name}`)
    return Buffer.from(found)
  }
  const head = checkpoint(file('checkpoint').toString('utf8'), key)
  const leaves: Buffer[] = []
  for (let n = 0; leaves.length < head.size; n++) {
    const count = Math.min(256, head.size - n * 256)
    const body = file(name('entries', n, count))
    let at = 0
    for (let i = 0; i < count; i++) {
      if (at + 2 > body.length) throw new Error('leaves are missing')
      const length = body.readUInt16BE(at)
      if (at + 2 + length > body.length) throw new Error('a leaf is cut')
      leaves.push(body.subarray(at + 2, at + 2 + length))
      at += 2 + length
    }
    if (at !== body.length) throw new Error('more than leaves')
  }
  const hashes = leaves.map((leaf) => sha(Buffer.from([0]), leaf))
  if (hashes.length === 0) throw new Error('empty')
  if (!treeRoot(hashes).equals(head.root)) throw new Error('another root')
  checkTiles(hashes, file)
  if (since !== undefined) {
    const old = checkpoint(since, key)
    if (old.size > hashes.length || old.size === 0) throw new Error('shorter than before')
    if (!treeRoot(hashes.slice(0, old.size)).equals(old.root)) throw new Error('rewritten')
  }
  new Sale(head.event, file).play(leaves)
  return leaves.length
}

function checkpoint(note: string, keyLine: string) {
  const firstPlus = keyLine.indexOf('+')
  const secondPlus = keyLine.indexOf('+', firstPlus + 1)
  const keyName = keyLine.slice(0, firstPlus)
  const raw = Buffer.from(keyLine.slice(secondPlus + 1).trim(), 'base64')
  if (raw.length !== 33 || raw[0] !== 1) throw new Error('bad key')
  const id = sha(Buffer.from(`${keyName}\n`), raw).subarray(0, 4)
  if (id.toString('hex') !== keyLine.slice(firstPlus + 1, secondPlus)) throw new Error('bad key id')
  const lines = note.split('\n')
  if (lines.length !== 6 || lines[3] !== '' || lines[5] !== '') throw new Error('bad checkpoint')
  const [origin = '', size = '', root = '', , signatureLine = ''] = lines
  const [dash, signer, encoded = ''] = signatureLine.split(' ')
  const signature = Buffer.from(encoded, 'base64')
  if (signature.toString('base64') !== encoded || Buffer.from(root, 'base64').toString('base64') !== root)
    throw new Error('bad base64')
  if (dash !== '—' || signer !== keyName || origin !== keyName || !signature.subarray(0, 4).equals(id))
    throw new Error('another signer')
  const x = raw.subarray(1).toString('base64url')
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const signed = Buffer.from(`${origin}\n${size}\n${root}\n`)
  if (!verifySignature(null, signed, publicKey, signature.subarray(4))) throw new Error('bad signature')
  if (!/^[0-9]+$/.test(size) || !origin.startsWith('foyer/sale-log/')) throw new Error('bad checkpoint')
  return { event: origin.slice('foyer/sale-log/'.length), size: Number(size), root: Buffer.from(root, 'base64') }
}

function name(level: string, n: number, count: number): string {
  let rest = n
  let path = String(rest % 1000).padStart(3, '0')
  while ((rest = Math.floor(rest / 1000)) > 0) path = `x${String(rest % 1000).padStart(3, '0')}/${path}`
  return `tile/${level}/${path}${count < 256 ? `.p/${count}` : ''}`
}

function treeRoot(hashes: Buffer[]): Buffer {
  if (hashes.length === 1 && hashes[0]) return hashes[0]
  let k = 1
  while (2 * k < hashes.length) k = 2 * k
  return sha(Buffer.from([1]), treeRoot(hashes.slice(0, k)), treeRoot(hashes.slice(k)))
}

function checkTiles(leafHashes: Buffer[], file: (name: string) => Buffer): void {
  let level = leafHashes
  for (let l = 0; level.length > 0; l++) {
    const above: Buffer[] = []
    for (let n = 0; n * 256 < level.length; n++) {
      const group = level.slice(n * 256, n * 256 + 256)
      if (!file(name(String(l), n, group.length)).equals(Buffer.concat(group))) throw new Error('bad tile')
      if (group.length === 256) above.push(treeRoot(group))
    }
    level = above
  }
}

const MEMBERS: Record<string, string> = {
  manifest: 'at document entry kind levels places version',
  held: 'at entry hold kind places until',
  extended: 'at entry hold kind until',
  released: 'at entry hold kind',
  expired: 'at entry hold kind',
  sold: 'at entry hold kind places sale',
  'sold-late': 'at entry hold kind places sale',
  returned: 'at entry hold kind places',
  blocked: 'at entry kind reason runs',
  unblocked: 'at entry kind runs',
}

class Sale {
  readonly #event: string
  readonly #file: (name: string) => Buffer
  #count = 0
  #entry = 0
  #at = -1
  #versions = 0
  readonly #taken = new Map<number, Place>()
  readonly #live = new Map<string, Live>()
  readonly #orders = new Set<string>()

  constructor(event: string, file: (name: string) => Buffer) {
    this.#event = event
    this.#file = file
  }

  play(leaves: Buffer[]): void {
    for (const [index, bytes] of leaves.entries()) {
      const leaf = strictJson(bytes)
      const kind = String(leaf['kind'])
      if (!Object.hasOwn(MEMBERS, kind) || Object.keys(leaf).sort().join(' ') !== MEMBERS[kind])
        throw new Error(`leaf ${index}: members`)
      if (index === 0 && kind !== 'manifest') throw new Error('no manifest first')
      if (kind === 'manifest') this.#manifest(leaf)
      else this.#one(kind, leaf)
    }
  }

  #one(kind: string, leaf: Json): void {
    const [entry, at] = [whole(leaf['entry']), whole(leaf['at'])]
    if (entry === this.#entry + 1) this.#at = at
    else if (entry !== this.#entry || entry === 0 || at !== this.#at) throw new Error('entries do not follow')
    this.#entry = entry
    if (kind === 'blocked' || kind === 'unblocked') return this.#block(kind, leaf)
    const hold = commitment(leaf['hold'])
    const known = this.#live.get(hold)
    if (kind === 'held') {
      const ends = whole(leaf['until'])
      if (known || ends <= at) throw new Error('held')
      const places = placeList(leaf['places'])
      this.#take(places, hold, 'held')
      this.#live.set(hold, { places, ends, sold: false })
    } else if (kind === 'sold-late') {
      if (known) throw new Error('not late')
      this.#order(leaf)
      const places = placeList(leaf['places'])
      this.#take(places, hold, 'sold')
      this.#live.set(hold, { places, ends: 0, sold: true })
    } else if (kind === 'returned') {
      if (!known?.sold) throw new Error('returned without a sale')
      for (const place of placeList(leaf['places'])) {
        if (!known.places.includes(place)) throw new Error('returned what was not bought')
        known.places = known.places.filter((other) => other !== place)
        this.#taken.delete(place)
      }
      if (known.places.length === 0) this.#live.delete(hold)
    } else {
      if (!known || known.sold) throw new Error(`${kind} without a hold`)
      if (kind === 'extended') {
        const ends = whole(leaf['until'])
        if (at >= known.ends || ends < known.ends) throw new Error('extended')
        known.ends = ends
      } else if (kind === 'sold') {
        if (at >= known.ends || JSON.stringify(leaf['places']) !== JSON.stringify(known.places)) throw new Error('sold')
        this.#order(leaf)
        known.sold = true
        for (const place of known.places) this.#taken.set(place, { by: hold, how: 'sold' })
      } else {
        if (kind === 'expired' && at < known.ends) throw new Error('expired early')
        for (const place of known.places) this.#taken.delete(place)
        this.#live.delete(hold)
      }
    }
  }

  #take(places: number[], by: string, how: Place['how']): void {
    for (const place of places)
      if (place >= this.#count || this.#taken.has(place)) throw new Error(`place ${place} is not to be had`)
    for (const place of places) this.#taken.set(place, { by, how })
  }

  #order(leaf: Json): void {
    const sale = commitment(leaf['sale'])
    if (this.#orders.has(sale)) throw new Error('an order twice')
    this.#orders.add(sale)
  }

  #block(kind: string, leaf: Json): void {
    const { runs, reason } = leaf
    if (kind === 'blocked' && reason !== 'house' && reason !== 'kill') throw new Error('reason')
    if (!Array.isArray(runs) || runs.length > 2000) throw new Error('runs')
    for (const place of runPlaces(runs, this.#count)) {
      const how = this.#taken.get(place)?.how
      if (kind === 'unblocked' ? how !== 'house' && how !== 'kill' : how === 'held' || how === 'sold')
        throw new Error('block')
      if (kind === 'unblocked') this.#taken.delete(place)
      else this.#taken.set(place, { by: '', how: reason as 'house' | 'kill' })
    }
  }

  #manifest(leaf: Json): void {
    whole(leaf['at'])
    if (leaf['version'] !== ++this.#versions || leaf['entry'] !== this.#entry) throw new Error('manifest out of turn')
    const digest = String(leaf['document'])
    const body = this.#file(`manifest/${digest}.json`)
    if (!/^[0-9a-f]{64}$/.test(digest) || sha(body).toString('hex') !== digest) throw new Error('another document')
    const document = strictJson(body)
    if (document['event'] !== this.#event || document['places'] !== leaf['places'])
      throw new Error('document of another event')
    const count = whole(document['places'])
    if (count < this.#count || count > 250_000) throw new Error('places')
    this.#count = count
    const said = leaf['levels']
    const levels = document['levels']
    if (!Array.isArray(said) || !Array.isArray(levels) || said.length !== levels.length || said.length === 0)
      throw new Error('levels')
    const seen = new Set<number>()
    for (const [index, level] of (levels as Json[]).entries()) {
      const claims = said[index] as Json
      const places = [...runPlaces(level['runs'], count)]
      for (const place of places) {
        if (seen.has(place)) throw new Error('a place in two levels')
        seen.add(place)
      }
      const blocked = (how: string) => places.filter((place) => this.#taken.get(place)?.how === how).length
      const counted = { id: level['id'], places: places.length, house: blocked('house'), kill: blocked('kill') }
      if (
        Object.keys(claims).length !== 4 ||
        Object.entries(counted).some(([member, value]) => claims[member] !== value)
      )
        throw new Error('counts')
      if (typeof level['id'] !== 'string' || level['id'] === '') throw new Error('level id')
    }
    if (seen.size !== count) throw new Error('a place in no level')
  }
}

function strictJson(bytes: Buffer): Json {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value) || JSON.stringify(value) !== text)
    throw new Error('not plain JSON')
  return value as Json
}

function whole(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Error('no whole number')
  return value
}

function commitment(value: unknown): string {
  if (typeof value !== 'string') throw new Error('no commitment')
  const bytes = Buffer.from(value, 'base64url')
  if (bytes.length !== 32 || bytes.toString('base64url') !== value) throw new Error('no commitment')
  return value
}

function placeList(value: unknown): number[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error('no places')
  const places = value.map(whole)
  if (places.some((place, at) => at > 0 && place <= (places[at - 1] ?? 0))) throw new Error('places do not ascend')
  return places
}

function* runPlaces(value: unknown, count: number): Generator<number> {
  if (!Array.isArray(value) || value.length === 0) throw new Error('no runs')
  let next = 0
  for (const run of value as unknown[]) {
    if (!Array.isArray(run) || run.length !== 2) throw new Error('no run')
    const [first, many] = [whole(run[0]), whole(run[1])]
    if (first < next || many === 0 || first + many > count) throw new Error('bad run')
    for (next = first; next < first + many; next++) yield next
  }
}
