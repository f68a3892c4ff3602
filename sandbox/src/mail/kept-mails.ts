import { randomUUID } from 'node:crypto'
import PostalMime from 'postal-mime'

type KeptAttachment = { readonly name: string; readonly type: string; readonly content: Uint8Array }

/** A mail as it came in. */
export type KeptMail = {
  readonly id: string
  /** The header Message-ID: the same twice is one mail that was delivered twice. */
  readonly messageId: string
  readonly from: string
  /** Who it was delivered to, whatever its headers say. */
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly KeptAttachment[]
  readonly receivedAt: Date
}

/** The mails that came in last, newest first; the oldest goes when there are too many. */
export class KeptMails {
  readonly #max: number
  #mails: readonly KeptMail[] = []

  constructor(max: number) {
    this.#max = max
  }

  /** Takes a mail as it crossed the wire (RFC 5322), with the addresses of its envelope. */
  async keep(raw: Buffer, envelope: { from: string; to: readonly string[] }): Promise<KeptMail> {
    const parsed = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' })
    const mail: KeptMail = {
      id: randomUUID(),
      messageId: parsed.messageId ?? '',
      from: envelope.from,
      to: envelope.to,
      subject: parsed.subject ?? '',
      text: parsed.text ?? '',
      html: parsed.html ?? '',
      attachments: parsed.attachments.map(({ filename, mimeType, content }) => ({
        name: filename ?? 'unnamed',
        type: mimeType,
        content: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
      })),
      receivedAt: new Date(),
    }
    this.#mails = [mail, ...this.#mails].slice(0, this.#max)
    return mail
  }

  /** All, or those to one address. */
  list(to?: string): readonly KeptMail[] {
    const wanted = to?.toLowerCase()
    return this.#mails.filter((mail) => wanted === undefined || mail.to.some((one) => one.toLowerCase() === wanted))
  }

  get(id: string): KeptMail | undefined {
    return this.#mails.find((mail) => mail.id === id)
  }

  forget(): void {
    this.#mails = []
  }
}
