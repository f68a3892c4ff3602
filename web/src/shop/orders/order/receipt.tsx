import { useState } from 'react'
import { useMessages } from '../../../i18n/context.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { saveFile } from '../../session/save-file.ts'
import { orderMessages } from '../messages/index.ts'
import { verifyReceipt, type KeySet, type ReceiptVerdict } from './verify-receipt.ts'

interface ReceiptProps {
  readonly orderId: string
  /** Signed, in compact form. */
  readonly receipt: string
}

/** Proof of the purchase: to keep, and to check on the spot against the public keys. */
export function Receipt({ orderId, receipt }: ReceiptProps) {
  const { receipt: m } = useMessages(orderMessages)
  const [verdict, setVerdict] = useState<ReceiptVerdict | 'unreachable'>()
  const check = async () => {
    try {
      const response = await fetch('/v1/receipts/keys')
      setVerdict(await verifyReceipt(receipt, (await response.json()) as KeySet))
    } catch {
      // Whatever kept it from being checked, it is not known to be genuine.
      setVerdict('unreachable')
    }
  }
  return (
    <details className="mt-10 border-t border-line pt-4">
      <summary className="fold subheading inline-flex min-h-11 items-center gap-3 hover:underline">{m.title}</summary>
      <div className="mt-3 flex flex-col items-start gap-4">
        <p className="prose text-quiet">{m.what}</p>
        <div className="flex flex-wrap gap-3">
          <Button
            kind="plain"
            onClick={() => saveFile(`receipt-${orderId}.txt`, new Blob([receipt], { type: 'text/plain' }))}
          >
            {m.save}
          </Button>
          <Button kind="plain" onClick={() => void check()}>
            {m.check}
          </Button>
        </div>
        <div role="status" className="empty:hidden">
          {verdict !== undefined && (
            <Notice kind={verdict === 'genuine' ? 'good' : verdict === 'forged' ? 'stop' : 'plain'}>
              {m.verdicts[verdict]}
            </Notice>
          )}
        </div>
        <pre className="max-w-full overflow-x-auto rounded bg-sunk p-3 text-small" tabIndex={0}>
          {receipt}
        </pre>
      </div>
    </details>
  )
}
