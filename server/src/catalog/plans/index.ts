/** Seating plans: manifests made from a short description, each with exactly the places asked for, always the same. */
export { arenaPlan } from './arena.ts'
export { cinemaPlan, CINEMA_SEATS_MAX, CINEMA_SEATS_MIN } from './cinema.ts'
export { clubPlan } from './club.ts'
export { stadiumPlan, STADIUM_CAPACITY_MAX, STADIUM_CAPACITY_MIN } from './stadium.ts'
export { theatrePlan } from './theatre.ts'
