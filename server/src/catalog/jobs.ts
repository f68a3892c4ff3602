import type { Database } from '../platform/database.ts'
import type { Task } from '../platform/jobs.ts'
import { weighSuggestions } from './search/weigh-suggestions.ts'

export const weighSuggestionsTask = (db: Database): Task => ({
  name: 'weigh-suggestions',
  run: () => weighSuggestions(db),
})

export const catalogCrontab = ['23 * * * * weigh-suggestions']
