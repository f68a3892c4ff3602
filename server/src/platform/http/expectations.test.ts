import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VenueInput } from '@foyer/contract/catalog.schemas'
import { EventSearchQuery } from '@foyer/contract/catalog.search'
import { Ajv } from 'ajv'
import formatsPlugin from 'ajv-formats'
import { fieldErrors } from './expectations.ts'

const ajv = formatsPlugin.default(new Ajv({ strict: false }))
const errorsOf = (schema: object, value: unknown) => {
  const validate = ajv.compile(schema)
  validate(value)
  return fieldErrors(
    (validate.errors ?? []).map((error) => ({ ...error, params: { ...error.params } })),
    'body',
  )
}
const venue = { name: 'House', city: 'Cork', country: 'IE', timeZone: 'Europe/Dublin', currency: 'EUR' }

test('a field that may be empty tells what is wrong with what it holds, once', () => {
  assert.deepEqual(errorsOf(VenueInput, { ...venue, postalCode: 'D08 '.repeat(6) }), [
    { field: 'body.postalCode', expected: '20 characters at most' },
  ])
  assert.deepEqual(errorsOf(VenueInput, { ...venue, street: 5 }), [{ field: 'body.street', expected: 'a text' }])
  assert.deepEqual(errorsOf(VenueInput, { ...venue, location: { lat: 91, lng: 0 } }), [
    { field: 'body.location.lat', expected: '90 at most' },
  ])
})

test('a field that may be one thing or another tells both', () => {
  assert.deepEqual(errorsOf(EventSearchQuery, { from: 'soon' }), [
    { field: 'body.from', expected: 'a day such as 2035-05-04, or a moment such as 2035-05-04T18:00:00Z' },
  ])
})

test('texts of a known form are told by what they are, not by an expression', () => {
  assert.deepEqual(errorsOf(VenueInput, { ...venue, country: 'Germany' }), [
    { field: 'body.country', expected: 'a country by its two letters, such as DE' },
  ])
  assert.deepEqual(errorsOf(VenueInput, { ...venue, currency: '€' }), [
    { field: 'body.currency', expected: 'a currency by its three letters, such as EUR' },
  ])
  assert.deepEqual(errorsOf(VenueInput, { ...venue, name: 'Two\nlines' }), [
    { field: 'body.name', expected: 'a text on one line' },
  ])
})

test('a field that is missing, unknown or of another kind is named', () => {
  const { city: _, ...cityless } = venue
  assert.deepEqual(errorsOf(VenueInput, cityless), [{ field: 'body.city', expected: 'it is required' }])
  assert.deepEqual(errorsOf(VenueInput, { ...venue, colour: 'red' }), [
    { field: 'body.colour', expected: 'no such field here' },
  ])
  assert.deepEqual(errorsOf(EventSearchQuery, { sort: 'luck' }), [
    { field: 'body.sort', expected: 'one of date, distance, relevance, price' },
  ])
})
