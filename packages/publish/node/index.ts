export { FolderStore } from './folder-store.ts';
export { readSiteLoaders, type SiteLoaders } from './read-site-loaders.ts';
export { sha256 } from './sha256.ts';
