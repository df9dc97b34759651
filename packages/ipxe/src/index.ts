export { type Capabilities, type CapabilitySet, type Feature, type Platform } from './capability-set.ts';
export { capabilitySets, type CapabilitySetName } from './capability-sets.ts';
export { blank } from './blank.ts';
export { comment } from './comment.ts';
export { fillScript } from './fill-script.ts';
export type { Finding, Problem, Severity } from './finding.ts';
export type { Fragment } from './fragment.ts';
export { hole } from './hole.ts';
export { ipxe } from './ipxe.ts';
export { kernelArguments } from './kernel-arguments.ts';
export { label } from './label.ts';
export { lintScript, lintText } from './lint-script.ts';
export type { LintTarget } from './lint-target.ts';
export { parseScript, type ParsedScript } from './parse-script.ts';
export type { Position } from './position.ts';
export { redactScript } from './redact-script.ts';
export { renderScript } from './render-script.ts';
export { scriptTextFrom } from './script-text-from.ts';
export type { ScriptText } from './script-text.ts';
export { script, type Script } from './script.ts';
export type { SettingType } from './setting-type.ts';
export { setting } from './setting.ts';
export type { Command, Hole, Operator, Segment, Statement, Word } from './statement.ts';
export { urlText } from './url-text.ts';
export { word } from './word.ts';
export { words } from './words.ts';
export { wordsWithSettings } from './words-with-settings.ts';
export type { Answer } from './simulate/answer.ts';
export { buildVersion, defaultBuild } from './simulate/build-version.ts';
export { parseKeys, type Key } from './simulate/key.ts';
export type {
  CardOptions,
  MachineOptions,
  Person,
  SimulateAsyncOptions,
  SimulateOptions,
  Start,
} from './simulate/options.ts';
export type { FormLine, MenuLine, Pause } from './simulate/pause.ts';
export { simulate, simulateAsync } from './simulate/simulate.ts';
export { utf8Bytes } from './simulate/utf8.ts';
export type {
  BootFile,
  End,
  Fetched,
  FormField,
  PauseSeen,
  Simulation,
  Step,
} from './simulate/simulation.ts';
