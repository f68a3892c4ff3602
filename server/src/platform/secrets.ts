import { hkdfSync, randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export const SECRET_BYTES = 32

/** Derives a key of `length` bytes for one purpose; the label is the purpose, e.g. `access-tokens:2`. */
export type DeriveKey = (label: string, length: number) => Buffer

/**
 * Every key of an installation is derived from its one secret by HKDF-SHA-256 (RFC 5869) with a label, so the database
 * holds none, and a copy of the database alone signs nothing.
 */
export function keysFrom(secret: Buffer): DeriveKey {
  if (secret.length < SECRET_BYTES) throw new Error(`the installation secret must have ${SECRET_BYTES} bytes or more`)
  return (label, length) => Buffer.from(hkdfSync('sha256', secret, 'foyer', label, length))
}

/** The installation secret: as it is set, or else from its file in the data folder. @throws Error when it cannot be read. */
export const installationSecret = async ({
  secretKey,
  dataDir,
}: {
  readonly secretKey: string | undefined
  readonly dataDir: string
}): Promise<Buffer> =>
  secretKey === undefined ? loadOrCreateSecret(join(dataDir, 'secret.key')) : parseSecret(secretKey, 'SECRET_KEY')

/** The installation secret from its file, made on the first start and readable by its owner alone. */
export async function loadOrCreateSecret(file: string): Promise<Buffer> {
  await mkdir(dirname(file), { recursive: true })
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(randomBytes(SECRET_BYTES).toString('base64url'))
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  await chmod(file, 0o600)
  return parseSecret(await readFile(file, 'utf8'), file)
}

/** @throws Error that names `where` when the text does not hold 32 bytes or more in base64 or base64url. */
export function parseSecret(text: string, where: string): Buffer {
  const secret = Buffer.from(text.trim(), 'base64url')
  if (secret.length < SECRET_BYTES) throw new Error(`${where} must hold ${SECRET_BYTES} bytes or more in base64.`)
  return secret
}
