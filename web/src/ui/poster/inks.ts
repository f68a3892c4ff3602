/** Three inks of a printed poster: its paper, its picture, its letters. Letters stand on the paper at 4.5 to 1 or more. */
export interface Inks {
  readonly ground: string
  readonly figure: string
  readonly letters: string
}

const PALE = 'oklch(0.975 0.012 85)'
const DARK = 'oklch(0.21 0.025 55)'

export const vermilion: Inks = { ground: 'oklch(0.55 0.19 34)', figure: 'oklch(0.3 0.09 25)', letters: PALE }
export const midnight: Inks = { ground: 'oklch(0.29 0.09 268)', figure: 'oklch(0.78 0.15 72)', letters: PALE }
export const bottle: Inks = { ground: 'oklch(0.37 0.075 162)', figure: 'oklch(0.84 0.13 112)', letters: PALE }
export const ochre: Inks = { ground: 'oklch(0.81 0.14 80)', figure: 'oklch(0.56 0.18 38)', letters: DARK }
export const plum: Inks = { ground: 'oklch(0.33 0.11 345)', figure: 'oklch(0.76 0.13 28)', letters: PALE }
export const cream: Inks = { ground: 'oklch(0.925 0.03 88)', figure: 'oklch(0.62 0.2 36)', letters: DARK }
export const teal: Inks = { ground: 'oklch(0.42 0.075 216)', figure: 'oklch(0.87 0.12 95)', letters: PALE }
export const soot: Inks = { ground: 'oklch(0.23 0.012 60)', figure: 'oklch(0.7 0.19 44)', letters: PALE }
export const blush: Inks = { ground: 'oklch(0.85 0.07 18)', figure: 'oklch(0.47 0.16 20)', letters: DARK }
export const sky: Inks = { ground: 'oklch(0.84 0.06 232)', figure: 'oklch(0.45 0.15 264)', letters: DARK }
