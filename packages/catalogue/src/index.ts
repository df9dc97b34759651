export { answerKindOf, settingOf, answerKinds, type AnswerKind } from './automation/answer-kind.ts';
export { answerSettings, isSecretSetting, type AnswerSetting } from './automation/answer-setting.ts';
export { chosenValues } from './automation/chosen-values.ts';
export { parseAnswerSettings, type AnswerSettings } from './automation/parse-answer-settings.ts';
export { productOf, type Catalogue, type Loaders, type Section } from './catalogue.ts';
export { problemLine, type CatalogueProblem } from './parse/catalogue-problem.ts';
export {
  rewriteBootConfig,
  type BootConfigChange,
  type RewrittenBootConfig,
} from './esxi/rewrite-boot-config.ts';
export { holds } from './schema/condition.ts';
export { parseCatalogue, type ParsedCatalogue } from './parse/parse-catalogue.ts';
export { ownScriptFolder } from './parse/parse-own-script.ts';
export type { CatalogueFile } from './parse/yaml-source.ts';
export * from './platform.ts';
export { versionAxis, type Axis, type Input, type Mirror, type Product, type Tier } from './product.ts';
export type { Boot, BootFile, BootSpec, Initrd } from './boot-spec.ts';
export { choiceName, isForPlatform, offeredChoices, platformFor, type Choice } from './choice.ts';
export { takesStaticAddress } from './network/net-styles.ts';
export { initrdNetwork, type InitrdNetwork } from './network/initrd-network.ts';
export { ownCardSettings } from './network/with-own-card.ts';
export { meantAnswers } from './meant-answers.ts';
export { loadedUrls } from './resolve/boot-files.ts';
export { loadedBy, type Loaded } from './resolve/loaded-by.ts';
export { resolve, type BootContext } from './resolve/resolve.ts';
export type { Resolution } from './resolve/resolve-product.ts';
export { listResolutions, type ListedResolution } from './check/list-resolutions.ts';
export type { MenuFile } from './menu/menu-file.ts';
export { brokenUrls, onlineReportSchema, type AskedUrl, type OnlineReport } from './online/online-report.ts';
export { cataloguedFiles, type CataloguedFile } from './online/catalogued-files.ts';
export { PublishedChecksums, type FetchList, type PublishedChecksum } from './online/published-checksums.ts';
export { withoutBroken } from './online/without-broken.ts';
export { mainMenu, type MainMenu, type MenuEntry } from './menu/main-menu.ts';
export { ramSteps } from './menu/lack-settings.ts';
export { isEnoughRam } from './menu/machine-needs.ts';
export { memoryModules } from './menu/memory-modules.ts';
export { allAbilities, type MachineAbilities } from './menu/machine-lacks.ts';
export { linkSettings, type ChoiceLinks, type MenuLinks } from './menu/menu-links.ts';
export { menuFiles, menuText, type MenuOptions } from './menu/render-menu.ts';
export { servedScript, type ServedLinks } from './menu/served-script.ts';
export { bootStatements, type BootSurroundings } from './script/boot-statements.ts';
export { choiceScript, type ChoiceEnds } from './script/choice-script.ts';
export {
  resolveChoice,
  type ChoiceBoot,
  type Chosen,
  type ChoosingMachine,
  type ResolvedChoice,
  type ResolvingChoice,
} from './script/resolve-choice.ts';
export { withFilesAt, type FilePlaces } from './script/files-at.ts';
