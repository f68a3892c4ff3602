import { useMessages } from '../../i18n/context.ts'
import { Field } from '../../ui/field.tsx'
import type { Line } from '../../ui/lines.ts'
import { newEventMessages } from './messages/index.ts'

/** How many tickets of an event one person may have. */
export function AllowanceField({ line }: { readonly line: Line }) {
  const m = useMessages(newEventMessages).when
  return <Field label={m.allowance} hint={m.allowanceHint} type="number" min={1} max={10} {...line} />
}
