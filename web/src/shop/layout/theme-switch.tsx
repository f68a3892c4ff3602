import { useSyncExternalStore } from 'react'
import { useMessages } from '../../i18n/context.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { chooseTheme, keptTheme, onThemeChosen, THEMES, type Theme } from '../../ui/theme.ts'
import { layoutMessages } from './messages/index.ts'

/** Light, dark, or as the device is set. It needs a script, so it is not there before one runs. */
export function ThemeSwitch() {
  const { theme: m } = useMessages(layoutMessages)
  const theme = useSyncExternalStore<Theme | undefined>(onThemeChosen, keptTheme, () => undefined)
  if (theme === undefined) return null
  return (
    <Segmented
      legend={m.label}
      name="theme"
      options={THEMES.map((value) => ({ value, label: m[value] }))}
      value={theme}
      onChoose={chooseTheme}
    />
  )
}
