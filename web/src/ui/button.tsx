import type { ComponentProps } from 'react'

export type ButtonKind = 'main' | 'plain' | 'quiet'

const LOOKS: Readonly<Record<ButtonKind, string>> = {
  main: 'bg-signal text-on-signal hover:brightness-110 active:brightness-95 px-6',
  plain: 'border border-ink/70 hover:bg-ink hover:text-paper px-5',
  quiet: 'underline decoration-line hover:decoration-current px-2',
}

/** How a thing to press looks, also where it is a link. Never under 44 px high. */
export const buttonLook = (kind: ButtonKind = 'main'): string =>
  `inline-flex min-h-12 items-center justify-center gap-2 rounded text-center font-display text-body font-semibold leading-tight no-underline transition-[filter,background-color,color] duration-150 disabled:opacity-60 aria-disabled:opacity-60 ${LOOKS[kind]}`

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind
}

/** A button; its words are a verb. Where it cannot be pressed, say why beside it. */
export const Button = ({ kind = 'main', type = 'button', className = '', ...rest }: ButtonProps) => (
  <button type={type} className={`${buttonLook(kind)} ${className}`} {...rest} />
)
