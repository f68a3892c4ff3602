// Runs before anything is drawn, so that no page flashes in the other theme. It stands alone, as a script that is no
// module and waits for nothing; `ui/theme.ts` writes what it reads.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme
} catch {
  // Storage may be forbidden; then the page looks as the system does.
}
