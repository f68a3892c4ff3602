import type { CodePurpose } from '@foyer/contract/codes'
import type { Api } from '../../../api/api.ts'
import type { Language } from '../../../i18n/languages.ts'

/** Has a code sent. @returns what the code goes together with. */
export async function askCode(api: Api, email: string, purpose: CodePurpose, language: Language): Promise<string> {
  const { codeId } = await api.call('POST', '/v1/codes', { body: { email, purpose, language } })
  return codeId
}

/** The digits of what was typed or pasted, however it was spaced, in full width too. */
export const digitsIn = (typed: string): string => typed.normalize('NFKC').replaceAll(/\D/g, '')
