export { distributions, type DistributionName } from './system/distributions.ts';
export {
  parseRecipe,
  recipeProblemLine,
  type ParsedRecipe,
  type RecipePath,
  type RecipeProblem,
} from './recipe/parse-recipe.ts';
export type { MachineFile, Persist, Recipe } from './recipe/recipe-schema.ts';
export { buildPlan, type BuildPlan, type Stage, type StageName } from './stages/build-plan.ts';
export type { NeededProgram } from './stages/needed-program.ts';
export { aptSources, rpmMirrors, type AptSource } from './stages/mirrors.ts';
export { packagesOf } from './stages/packages.ts';
export type { Moment } from './stages/moment.ts';
export type { GuestFile } from './guest/guest-file.ts';
export { liveConf, liveStart } from './guest/live-start.ts';
export {
  liveManifestName,
  liveManifestSchema,
  type LiveFile,
  type LiveManifest,
  type LivePackage,
} from './manifest/live-manifest.ts';
export { makeManifest, type Built } from './manifest/make-manifest.ts';
export { readPackages } from './manifest/read-packages.ts';
export { cycloneDx } from './manifest/cyclonedx.ts';
export { diskArguments, fetchArguments } from './boot/live-arguments.ts';
export { grubEntry } from './boot/grub-entry.ts';
export { kexecScript } from './boot/kexec-script.ts';
export { machineArchive, type MachineFileText, type MachineReports } from './machine/machine-archive.ts';
