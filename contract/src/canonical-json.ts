/**
 * The one text of a JSON value (RFC 8785): members sorted by name, no spaces, numbers as ECMAScript writes them. What
 * is addressed or compared by a digest is digested in this form, so that the order in which somebody wrote the members
 * means nothing. Members that are undefined are left out.
 * @throws TypeError for what JSON cannot say: NaN, infinities, bigints, functions, lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} is not a JSON number`)
    return String(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a text holds half a character (a lone surrogate)')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} is not a JSON value`)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}
