export { problemLine } from './read/folder-file.ts';
export type { FolderFile, FolderProblem, OpenedVault, OpenVault } from './read/folder-file.ts';
export { fieldFaults } from './read/field-faults.ts';
export { readConfiguration, type ReadConfiguration } from './read/read-configuration.ts';
export { readYamlFile } from './read/yaml-file.ts';
export { configurationJsonSchema } from './read/written-schema.ts';
export { changedFields, shownChangedSecret, shownSecret, type FieldView } from './compare/changed-fields.ts';
export { checkLimits } from './compare/check-limits.ts';
export { compareMachine, isSame, type MachineChange } from './compare/compare-machine.ts';
export { flatFields } from './compare/flat-fields.ts';
export { textView, type TextView } from './compare/text-view.ts';
export {
  countKind,
  countsSentence,
  groupChanges,
  radiusSentence,
  undescribedSentence,
  type ChangeGroup,
} from './render/group-changes.ts';
export { planMarkdown, type CommentOptions } from './render/plan-markdown.ts';
export { writeConfiguration } from './write/write-configuration.ts';
