export type { Answer } from './answer.ts';
export { buildVersion, defaultBuild } from './build-version.ts';
export { parseKeys, type Key } from './key.ts';
export type {
  CardOptions,
  MachineOptions,
  Person,
  SimulateAsyncOptions,
  SimulateOptions,
  Start,
} from './options.ts';
export type { FormLine, MenuLine, Pause } from './pause.ts';
export { scanCodesOf } from './scan-codes-of.ts';
export { simulate, simulateAsync } from './simulate.ts';
export { utf8Bytes } from './utf8.ts';
export type { BootFile, End, Fetched, FormField, PauseSeen, Simulation, Step } from './simulation.ts';
