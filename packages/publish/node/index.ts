export { FolderStore } from './folder-store.ts';
export { readSiteLoaders, type SiteLoaders } from './read-site-loaders.ts';
export { sha256 } from './sha256.ts';
export { openS3 } from './open-s3.ts';
export { fetchCatalogue, type GitCatalogue, type GitSource } from './git/fetch-catalogue.ts';
export { openGitCatalogue, type OpenedGitCatalogue } from './git/open-git-catalogue.ts';
export { createSigningKey, signChecksums } from './sign-checksums.ts';
