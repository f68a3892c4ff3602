import { createHash, randomBytes } from 'node:crypto'

const REFRESH_TOKEN_BYTES = 32

export interface RefreshToken {
  /** What the client gets, once. */
  readonly token: string
  /** What is kept. The token has 256 random bits, so a fast hash hides it as well as a slow one. */
  readonly hash: Buffer
}

/** A new refresh token: 256 random bits that say nothing. */
export function newRefreshToken(): RefreshToken {
  const token = randomBytes(REFRESH_TOKEN_BYTES).toString('base64url')
  return { token, hash: hashRefreshToken(token) }
}

/** By its bytes, not its spelling. */
export const hashRefreshToken = (token: string): Buffer =>
  createHash('sha256').update(Buffer.from(token, 'base64url')).digest()
