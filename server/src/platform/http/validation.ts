import { Ajv } from 'ajv'
import formatsPlugin from 'ajv-formats'
import type { FastifyInstance, FastifySchemaValidationError } from 'fastify'
import { isId } from '../ids.ts'
import { fieldErrors } from './expectations.ts'
import { problem } from './problem.ts'

const common = { allErrors: false, useDefaults: true, removeAdditional: false, strict: false } as const

// The plugin is CommonJS; its function is the default of the default under Node's ESM.
const addFormats = formatsPlugin.default

/** An id has one spelling, since it is compared and looked up as a text: no capitals, braces or `urn:uuid:`. */
const withFormats = (ajv: Ajv): Ajv => addFormats(ajv).addFormat('uuid', isId)

/** Bodies are taken as they are: "5" is not 5. */
const exact = withFormats(new Ajv(common))
/** Queries and parameters are texts by nature: "5" is read as 5, one value as a list of one. */
const coercing = withFormats(new Ajv({ ...common, coerceTypes: 'array' }))

/** Validates every request by the schemas of its route, and words what is wrong as fields and expectations. */
export function useValidation(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const part = httpPart ?? 'body'
    const validate = (part === 'body' ? exact : coercing).compile(schema)
    return (data: unknown) => {
      if (validate(data)) return { value: data }
      const errors = (validate.errors ?? []) as FastifySchemaValidationError[]
      const named = part === 'querystring' ? 'query' : part
      return { error: problem('bad-request', { errors: fieldErrors(errors, named) }) }
    }
  })
}
