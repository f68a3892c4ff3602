import { useFormats } from '../i18n/context.ts'
import type { Amount } from '../i18n/format.ts'

/** A price, as the language writes it; its figures never jump. */
export const Price = ({ amount, className = '' }: { readonly amount: Amount; readonly className?: string }) => (
  <span className={`figure whitespace-nowrap ${className}`}>{useFormats().price(amount)}</span>
)
