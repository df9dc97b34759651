import type { BootSpec } from '@netberth/api';
import { liveManifestName } from '@netberth/live';
import { manifestName } from './parse-manifest.ts';

/** A file that tells the server what the image is. No installer reads it: it names templates, packages and arguments. */
export function isDescription({ method }: Pick<BootSpec, 'method'>, path: string): boolean {
  return path === manifestName || (method === 'live' && path === liveManifestName);
}
