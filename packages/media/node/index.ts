export { fileOf, MediaManifest, type MadeMedia } from './media-manifest.ts';
export { mediumBytes, type MediumBytes } from './medium-bytes.ts';
export type { ManyMedia, NamedMedium, OnMade } from './named-medium.ts';
export { offlineOrder } from './offline-order.ts';
export { readLooseFiles, type ReadLooseFiles } from './read-loose-files.ts';
export { readLoaders, type Loaders, type ReadLoaders } from './read-loaders.ts';
export { checkMediaList, mediaRows, type CheckedList, type ListSource } from './read-media-list.ts';
export { writeImageFile, writeWholeFile, type StoredMedium } from './write-image-file.ts';
export { zipMedia } from './zip/zip-media.ts';
