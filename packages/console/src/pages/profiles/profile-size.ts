import type { Profile } from '@netberth/api';

export function profileBytes({ files }: Profile): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
