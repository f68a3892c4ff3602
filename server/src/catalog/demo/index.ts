/** A small catalogue of our own: real houses, invented artists, events in the coming weeks whenever it is loaded. */
export { loadDemo, type DemoOptions, type LoadedDemo } from './load-demo.ts'
