/**
 * The body of an answer to a request of ours. @throws Error when the answer is no success, or sends more bytes than that: from
 * whoever it is, it does not fill the memory.
 */
export async function readBody(answer: Response, bytesMax: number): Promise<Buffer> {
  if (!answer.ok || answer.body === null) throw new Error(`${answer.url} answered ${answer.status}`)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of answer.body) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new Error(`${answer.url} sends more than ${bytesMax} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
