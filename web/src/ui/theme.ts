export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'theme'
const listeners = new Set<() => void>()

/** Calls back whenever another theme is chosen on this page. @returns the end of it */
export function onThemeChosen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The theme that was chosen in this browser; the system's unless one was. */
export function keptTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY)
    return THEMES.find((theme) => theme === kept) ?? 'system'
  } catch {
    // Storage may be forbidden; the page is readable all the same.
    return 'system'
  }
}

/** Shows the page in a theme. */
function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

/** Shows the page in a theme, and keeps it for the next one. */
export function chooseTheme(theme: Theme): void {
  applyTheme(theme)
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Kept for this page alone.
  }
  for (const listener of listeners) listener()
}
