export { readLoaders, type Loaders, type ReadLoaders } from './read-loaders.ts';
export { writeImageFile } from './write-image-file.ts';
