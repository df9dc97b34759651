export { cloudFolders, readCloudFiles, readCloudFolder } from './read-cloud-files.ts';
export { connectCloud, openCloud, type CloudConnection } from './connect-cloud.ts';
export { fileContent } from './file-content.ts';
export { nodeSurroundings } from './node-surroundings.ts';
