import type { Language } from './languages.ts'

/** The messages of one area, loaded a language at a time. */
export interface MessageSet<M extends object> {
  /** The messages in a language that was loaded. */
  in(language: Language): M
}

type Loaders<M> = Readonly<Record<Language, () => Promise<{ readonly messages: M }>>>

const loads = new Set<(language: Language) => Promise<void>>()

/**
 * Defines the messages of an area. The English ones say what there is; `tsc` says what another language lacks. They are
 * loaded with the page that uses them, before it is shown: `loadMessages`.
 */
export function defineMessages<M extends object>(loaders: Loaders<M>): MessageSet<M> {
  const loaded = new Map<Language, M>()
  loads.add(async (language) => {
    if (!loaded.has(language)) loaded.set(language, (await loaders[language]()).messages)
  })
  return {
    in(language) {
      const messages = loaded.get(language)
      if (messages === undefined) throw new Error(`messages in ${language} were used before they were loaded`)
      return messages
    },
  }
}

/** Loads all messages that have been defined so far, in one language. */
export async function loadMessages(language: Language): Promise<void> {
  await Promise.all([...loads].map((load) => load(language)))
}
