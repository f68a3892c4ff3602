/** An event of a stream (the HTML standard, "server-sent events"), as far as it is used here. */
export interface StreamEvent {
  readonly event: string
  readonly data: string
}

/** Reads events from a stream of text as they become whole. */
export async function* eventsIn(text: AsyncIterable<string>): AsyncGenerator<StreamEvent> {
  let rest = ''
  for await (const chunk of text) {
    const blocks = (rest + chunk.replaceAll('\r\n', '\n')).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const lines = block.split('\n')
      const valuesOf = (field: string) =>
        lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).trimStart())
      const data = valuesOf('data').join('\n')
      if (data !== '') yield { event: valuesOf('event').at(-1) ?? 'message', data }
    }
  }
}

/**
 * Events of an answer, as they come. `heard` is called for whatever comes, also for the comments by which a server says
 * that it is still there.
 */
export const eventsOf = (
  body: ReadableStream<Uint8Array>,
  heard: () => void = () => undefined,
): AsyncGenerator<StreamEvent> => eventsIn(textOf(body, heard))

async function* textOf(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      heard()
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    reader.releaseLock()
  }
}
