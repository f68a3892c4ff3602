import type { Manifest } from '@foyer/contract'
import { STADIUM_CAPACITY_MAX, STADIUM_CAPACITY_MIN, stadiumPlan } from '../../plans/index.ts'
import { openFloor } from '../listing-record.ts'
import { slug } from '../slug.ts'

/** Grounds and fixtures name each other by team. */
export const FOOTBALL_SOURCE = 'football'

/** Words that some lists write with a club and others leave out. */
const LEFT_OUT = new Set(
  'fc afc cf cfc sc ac as ss us rc rcd cd ud sd ca ssc bc acf ogc aj osc sv vfb vfl tsg fsv 1 04 05 1899 1909 1910 1913 calcio club de futbol football deportivo balompie and'.split(
    ' ',
  ),
)

/** A club by what is left of its name when lists may differ: `Brighton & Hove Albion FC` is `brighton-hove-albion`. */
export function teamId(team: string): string {
  const words = slug(team)
    .split('-')
    .filter((word) => !LEFT_OUT.has(word))
  return `team/${words.length === 0 ? slug(team) : words.join('-')}`
}

/** A bowl of the capacity that is told; a ground too small for one has a terrace. */
export const openStand = (name: string, capacity: number): Manifest =>
  capacity >= STADIUM_CAPACITY_MIN && capacity <= STADIUM_CAPACITY_MAX
    ? stadiumPlan({ name, capacity })
    : openFloor(capacity)
