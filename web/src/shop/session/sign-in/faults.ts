import { Refused } from '@foyer/contract/client'
import type { SessionMessages } from '../messages/en.ts'

type Faults = SessionMessages['faults']

const FIELDS: Readonly<Record<string, keyof Faults>> = {
  'body.email': 'bad-address',
  'body.password': 'bad-password',
  'body.newPassword': 'bad-password',
  'body.name': 'bad-name',
}

/** What went wrong, for the person who tried. */
export function faultOf(error: unknown, faults: Faults): string {
  if (!(error instanceof Refused)) return faults.unreachable
  const { code, errors } = error.problem
  const field = code === 'bad-request' ? FIELDS[errors?.[0]?.field ?? ''] : undefined
  if (field !== undefined) return faults[field]
  return isFault(code, faults) ? faults[code] : faults.other
}

const isFault = (code: string, faults: Faults): code is keyof Faults => Object.hasOwn(faults, code)
