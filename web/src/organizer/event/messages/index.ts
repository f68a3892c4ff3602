import { defineMessages } from '../../../i18n/messages.ts'
import type { OwnEventMessages } from './en.ts'

export const ownEventMessages = defineMessages<OwnEventMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
