import { fromBase64, toBase64 } from './base64.ts'
import { equalBytes } from './merkle.ts'
import { sha256, SHA256_BYTES } from './sha256.ts'

/** A key that signs notes: Ed25519, by the C2SP specification `signed-note`. */
export interface NoteKey {
  /** Without spaces and plus signs. */
  readonly name: string
  readonly publicKey: Uint8Array
}

const ED25519 = 1
const KEY_BYTES = 32
const SIGNATURE_BYTES = 64
const ID_BYTES = 4
const NOTE_CHARACTERS_MAX = 10_000
const SIGNATURES_MAX = 16
const NAME = /^[^\s+]+$/

/** The key as people pass it on: `<name>+<id in hexadecimal>+<base64 of the type and the key>`. */
export const encodeNoteKey = (key: NoteKey): string =>
  `${key.name}+${hex(keyId(key))}+${toBase64(Uint8Array.of(ED25519, ...key.publicKey))}`

/** Reads what `encodeNoteKey` gave. Undefined for anything else, and where the id does not fit the key. */
export function parseNoteKey(text: string): NoteKey | undefined {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? []
  const bytes = fromBase64(encoded)
  if (bytes?.length !== KEY_BYTES + 1 || bytes[0] !== ED25519) return undefined
  const key = { name, publicKey: bytes.slice(1) }
  return hex(keyId(key)) === id ? key : undefined
}

/** A note: its text, which ends with a line break, and a signature of the key over that text. */
export const writeNote = (text: string, key: NoteKey, signature: Uint8Array): string =>
  `${text}\n— ${key.name} ${toBase64(Uint8Array.of(...keyId(key), ...signature))}\n`

/**
 * The text of a note that a key has signed; undefined when it has not, when a signature in its name is wrong, or when it
 * is no note. Signatures of others are passed over.
 */
export async function openNote(note: string, key: NoteKey): Promise<string | undefined> {
  if (note.length > NOTE_CHARACTERS_MAX || !note.isWellFormed() || !NAME.test(key.name)) return undefined
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) return undefined
  const text = note.slice(0, end + 1)
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > SIGNATURES_MAX) return undefined
  const id = keyId(key)
  let signed = false
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? []
    const bytes = fromBase64(encoded)
    if (bytes === undefined || bytes.length <= ID_BYTES) return undefined
    if (name !== key.name || !equalBytes(bytes.slice(0, ID_BYTES), id)) continue
    if (!(await isSignature(bytes.slice(ID_BYTES), text, key))) return undefined
    signed = true
  }
  return signed ? text : undefined
}

async function isSignature(signature: Uint8Array, text: string, { publicKey }: NoteKey): Promise<boolean> {
  if (signature.length !== SIGNATURE_BYTES) return false
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), new TextEncoder().encode(text))
}

const keyId = ({ name, publicKey }: NoteKey): Uint8Array =>
  sha256(new TextEncoder().encode(`${name}\n`), Uint8Array.of(ED25519), publicKey).slice(0, ID_BYTES)

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** What a log says of itself at a moment: how many leaves it has, and the root over them (C2SP `tlog-checkpoint`). */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

export const writeCheckpoint = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\n`

/** Reads the text of a checkpoint. Undefined for anything else; lines after the first three may say more. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', digits = '', encoded = '', ...rest] = text.split('\n')
  const root = fromBase64(encoded)
  const size = Number(digits)
  if (origin === '' || !/^(?:0|[1-9]\d{0,14})$/.test(digits) || root?.length !== SHA256_BYTES) return undefined
  return rest.at(-1) === '' && rest.slice(0, -1).every((line) => line !== '') ? { origin, size, root } : undefined
}
