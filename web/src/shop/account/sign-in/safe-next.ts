/** Where to go after signing in: a path of the shop, never another server. @returns `/account` where it is none. */
export function safeNext(next: string | null): string {
  if (next === null || !next.startsWith('/')) return '/account'
  // A browser reads `//host` and `/\host` as another server's address.
  return next.startsWith('//') || next.startsWith('/\\') ? '/account' : next
}
