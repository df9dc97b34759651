import type { FilesConfig } from '../config/config.ts';
import type { Database } from '../database/work.ts';
import type { ObjectFiles } from '../features/shared-files/object-files.ts';
import type { Closing } from './closing.ts';

/** Loaded where it is wanted. @returns null: files lie in a folder */
export async function openFilesElsewhere(
  config: FilesConfig,
  data: string,
  { database, clock }: { readonly database: Database; readonly clock: () => number },
  opened: Closing,
  onError: (error: unknown) => void,
): Promise<ObjectFiles | null> {
  if (config.place.kind === 'own' || config.place.kind === 'shared') return null;
  const { openObjectStore } = await import('../features/shared-files/open-object-store.ts');
  const { ObjectFiles: Files } = await import('../features/shared-files/object-files.ts');
  const { store, close } = await openObjectStore(config.place, config, data).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Opening the object storage of files.place: ${why}\nThe server takes the keys of S3 from the file that files.credentials names, not from its environment, and the cloud of Swift from openstack/clouds.yaml in the data folder (docs/several-servers.md).`,
      { cause: error },
    );
  });
  opened.push(close);
  return await Files.open({
    ...{ store, folder: data, mostBytes: config.copyBytes, now: clock, database, onError },
  });
}
