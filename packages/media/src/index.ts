export type { MediumTarget } from './network/medium-target.ts';
export {
  parseMediumWay,
  type ParsedWay,
  type WayField,
  type WayRemark,
  type WayText,
} from './network/parse-medium-way.ts';
export type { MediumOrder } from './script/medium-order.ts';
export { mediumScript } from './script/medium-script.ts';
export { looseFiles, type LooseFile } from './artefacts/loose-files.ts';
export { looseLoadersOf } from './artefacts/loose-loaders.ts';
export { bootMessageCode } from './template/boot-message-code.ts';
export { fillMedium } from './template/fill-medium.ts';
export { firmwareLacks, type LoaderAbilities } from './template/firmware-lacks.ts';
export { debianPackageOf, loaderFilesOf, type LoaderFile } from './template/firmware-set.ts';
export { planTemplate, scriptSlotBytes, type TemplateInput } from './template/plan-template.ts';
export {
  mediaListColumns,
  parseMediaListHeader,
  type MediaListColumn,
  type MediaListHeader,
} from './list/media-list-columns.ts';
export { MediaTwins } from './list/media-twins.ts';
export { readMediaRow, type MediaRow, type ReadMediaRow } from './list/read-media-row.ts';
