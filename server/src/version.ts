import packageJson from '../package.json' with { type: 'json' }

/** The version of Foyer that runs. */
export const VERSION: string = packageJson.version
