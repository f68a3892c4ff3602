/** A text as an id: folded to plain letters and figures with hyphens between words; as it is, where it has neither. */
export function slug(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
  return folded === '' ? text : folded
}
