import { useFormats } from '../i18n/context.ts'
import type { Amount } from '../i18n/format.ts'

interface PriceProps {
  readonly amount: Amount
  /** Prices of the same column, so that their figures stand below each other. */
  readonly beside?: readonly Amount[]
  readonly className?: string
}

/** A price, as the language writes it; its figures never jump. */
export const Price = ({ amount, beside = [], className = '' }: PriceProps) => (
  <span className={`figure whitespace-nowrap ${className}`}>{useFormats().price(amount, beside)}</span>
)
