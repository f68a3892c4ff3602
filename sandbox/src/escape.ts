/** A text as HTML shows it, in elements and in quoted attributes. */
export const escape = (written: string): string => written.replaceAll(/[&<>"']/g, (letter) => escapes[letter] ?? letter)

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
