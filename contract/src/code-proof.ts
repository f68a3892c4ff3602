import { Type } from 'typebox'

export const CODE_DIGITS = 8

/** A code together with the asking that it answers. */
export const codeProof = {
  codeId: Type.String({ format: 'uuid', description: 'As POST /v1/codes answered.' }),
  code: Type.String({ pattern: `^[0-9]{${CODE_DIGITS}}$`, description: `The ${CODE_DIGITS} digits from the mail.` }),
}
