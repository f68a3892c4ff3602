export type ReceiptVerdict = 'genuine' | 'forged' | 'cannot-tell'

/** Keys of an installation (RFC 7517). */
export type KeySet = { readonly keys: readonly Readonly<Record<string, string>>[] }

/**
 * Verifies a receipt (a JWS in compact form, Ed25519) against the installation's public keys, in this browser.
 * `cannot-tell` where the browser does not know Ed25519.
 */
export async function verifyReceipt(receipt: string, { keys }: KeySet): Promise<ReceiptVerdict> {
  const [header = '', claims = '', signature = ''] = receipt.split('.')
  const { kid, alg } = JSON.parse(new TextDecoder().decode(bytesOf(header))) as { kid?: string; alg?: string }
  const key = keys.find((one) => one['kid'] === kid)
  if (key === undefined || alg !== 'EdDSA') return 'forged'
  try {
    const imported = await crypto.subtle.importKey('jwk', { ...key, key_ops: ['verify'] }, 'Ed25519', false, ['verify'])
    const signed = new TextEncoder().encode(`${header}.${claims}`)
    return (await crypto.subtle.verify('Ed25519', imported, bytesOf(signature), signed)) ? 'genuine' : 'forged'
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return 'cannot-tell'
    throw error
  }
}

/** The bytes of a base64url text. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}
