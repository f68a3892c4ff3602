/** What a language calls genres, by the name that they are known by in small letters. */
export type GenreNames = Readonly<Record<string, string>>

/** In English genres are shown as their organisers write them. */
export const messages: GenreNames = {}
