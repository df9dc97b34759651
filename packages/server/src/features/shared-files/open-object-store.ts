import { join } from 'node:path';
import type { Store } from '@netberth/publish';
import type { FilesConfig } from '../../config/config.ts';
import type { FilesPlace } from '../../config/files-settings.ts';

export type OpenedStore = { readonly store: Store; readonly close: () => Promise<void> };

/** The object storage of the settings. Nothing is asked of it yet. @throws when it cannot be reached with what is there */
export async function openObjectStore(
  place: Extract<FilesPlace, { kind: 's3' | 'swift' }>,
  { credentials, cloud }: FilesConfig,
  data: string,
): Promise<OpenedStore> {
  switch (place.kind) {
    case 's3': {
      const { openS3 } = await import('@netberth/publish/node');
      const file = { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: credentials };
      // The server reads no environment of AWS: what does not do is in the file.
      const environment = credentials === '' ? {} : file;
      const { store } = await openS3(place.bucket, place.prefix, environment, 'file');
      return { store, close: async () => undefined };
    }
    case 'swift': {
      const { chooseCloud, parseCloud } = await import('@netberth/openstack');
      const { openCloud, readCloudFolder } = await import('@netberth/openstack/node');
      const { SwiftStore } = await import('@netberth/publish');
      const files = await readCloudFolder(join(data, 'openstack'));
      const choice = { cloud: cloud === '' ? null : cloud, region: null };
      const opened = await openCloud(parseCloud(chooseCloud(files, {}, choice)));
      return {
        store: new SwiftStore(opened.session, place.container, place.prefix, 'nobody else'),
        close: () => opened.dispose(),
      };
    }
  }
}
