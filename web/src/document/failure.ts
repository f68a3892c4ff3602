import type { Language } from '../i18n/languages.ts'
import type { Manifest } from './renderer.ts'
import { plainShell } from './shell.ts'
import { layoutMessages } from '../shop/layout/messages/index.ts'

/** The page that says that something went wrong here. It needs no data, no router and no script. */
export function failureDocument(manifest: Manifest, language: Language): string {
  const { failed } = layoutMessages.in(language)
  const body =
    `<main class="reading py-24"><h1 class="title">${failed.broken.title}</h1>` +
    `<p class="lead">${failed.broken.text}</p></main>`
  return plainShell(manifest, language, failed.broken.title, body)
}
