import type { Subject } from '../../ui/poster/draw.ts'

interface Presented {
  readonly id: string
  readonly kind: string
  readonly title: string
}

/** What the poster of a show is drawn from; who heads the bill stands on it unless the title says it. */
export function posterSubject(
  { id, kind, title }: Presented,
  heads: readonly { readonly name: string }[] = [],
): Subject {
  const names = heads.map((head) => head.name).filter((name) => !title.includes(name))
  return { id, kind, title, bill: names.slice(0, 2) }
}
