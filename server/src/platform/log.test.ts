import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLog } from './log.ts'

function logged(fields: object): Record<string, unknown> {
  const lines: string[] = []
  openLog('info', { write: (line) => void lines.push(line) }).info(fields, 'something happened')
  const [line = ''] = lines
  return JSON.parse(line)
}

test('no secret is written, however deep it stands', () => {
  const secret = 'AEAQDIP5C4TKK5Q'
  for (const field of ['authorization', 'cookie', 'password', 'accessToken', 'refreshToken', 'code', 'secret'])
    for (const fields of [
      { [field]: secret },
      { ticket: { [field]: secret } },
      { err: { cause: { [field]: secret } } },
    ])
      assert.ok(!JSON.stringify(logged(fields)).includes(secret), JSON.stringify(fields))
})

test('the code of an error is written: it says what went wrong', () => {
  const err = Object.assign(new Error('duplicate key value'), { code: '23505', password: 'hunter22' })
  const { message, errorCode, password } = logged({ err })['err'] as Record<string, unknown>
  assert.deepEqual({ message, errorCode, password }, { message: err.message, errorCode: '23505', password: '[hidden]' })
})
