import { createHash, randomBytes } from 'node:crypto'
import { macBy } from '../platform/mac.ts'
import type { DeriveKey } from '../platform/secrets.ts'

const REFRESH_TOKEN_BYTES = 32
const SUCCESSOR_KEY_LABEL = 'refresh-successor:1'

export interface RefreshToken {
  /** What the client gets, once. */
  readonly token: string
  /** What is kept. The token has 256 random bits, so a fast hash hides it as well as a slow one. */
  readonly hash: Buffer
}

/** A new refresh token: 256 random bits that say nothing. */
export const newRefreshToken = (): RefreshToken => read(randomBytes(REFRESH_TOKEN_BYTES))

/** The token that follows another: always the same one, and not to be told by anybody without the installation's key. */
export type SuccessorOf = (token: string) => RefreshToken

export function createSuccessorOf(deriveKey: DeriveKey): SuccessorOf {
  const mac = macBy(deriveKey(SUCCESSOR_KEY_LABEL, REFRESH_TOKEN_BYTES))
  return (token) => read(mac(bytesOf(token)))
}

/** By its bytes, not its spelling. */
export const hashRefreshToken = (token: string): Buffer => createHash('sha256').update(bytesOf(token)).digest()

function read(bytes: Buffer): RefreshToken {
  const token = bytes.toString('base64url')
  return { token, hash: hashRefreshToken(token) }
}

const bytesOf = (token: string): Buffer => Buffer.from(token, 'base64url')
