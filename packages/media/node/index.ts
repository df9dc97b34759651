export type { MediaSink, StoredMedium } from './media-sink.ts';
export { offlineOrder } from './offline-order.ts';
export { putMedia, type NamedMedium } from './put-media.ts';
export { readLoaders, type Loaders, type ReadLoaders } from './read-loaders.ts';
export { checkMediaList, mediaRows, type CheckedList, type ListSource } from './read-media-list.ts';
export { writeImageFile, writeWholeFile } from './write-image-file.ts';
export { zipMedia, type MediaZip } from './zip-media.ts';
