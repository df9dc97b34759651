import { basename, extname } from 'node:path';
import { uploadImage, type Upload } from '@netberth/openstack';
import { fileContent } from '@netberth/openstack/node';
import type { z } from 'zod';
import { Failure } from '../failure.ts';
import { explainFileError } from '../explain-file-error.ts';
import type { Surroundings } from '../local-verb.ts';
import { startByteProgress } from '../progress/byte-progress.ts';
import { cdProperties } from './cd-properties.ts';
import { machineIso } from './machine-iso.ts';
import type { openstackUpload } from './openstack-definitions.ts';
import { kindProperty, ourTag } from './ours.ts';
import { withCloud } from './with-cloud.ts';

type Asked = z.output<typeof openstackUpload.input>;
type Sent = z.output<typeof openstackUpload.output>;
type Source = { readonly name: string; readonly format: string; readonly content: Upload['content'] };

/** `openstack upload`: a file, or the ISO of a machine. */
export async function uploadContent(asked: Asked, surroundings: Surroundings): Promise<Sent> {
  const { terminal, environment } = surroundings;
  const { name, format, content } = await sourceOf(asked, surroundings);
  const properties = {
    [kindProperty]: 'upload',
    ...(format === 'iso' ? cdProperties(asked.bus) : {}),
    ...asked.property,
  };
  return withCloud(asked, environment, async (session) => {
    // The credentials are tried before a bar is shown.
    await session.token();
    const progress = await startByteProgress(terminal, content.sizeBytes);
    try {
      const { kind, image } = await uploadImage(session, {
        image: { name, diskFormat: format, tags: [ourTag], properties },
        content,
        onProgress: (sentBytes) => progress.at(sentBytes),
        onAgain: (error) => void terminal.err.write(`${error.message}\nBeginning anew.\n`),
      });
      const { id, hash } = image;
      const sizeBytes = image.sizeBytes ?? content.sizeBytes;
      return { id, name: image.name, sent: kind === 'uploaded', sizeBytes, hash, cloud: session.cloud.name };
    } finally {
      progress.end();
    }
  });
}

async function sourceOf(asked: Asked, surroundings: Surroundings): Promise<Source> {
  if ((asked.file === undefined) === (asked.machine === undefined))
    throw new Failure('Name either a FILE or a --machine: what is to be uploaded?');
  if (asked.machine !== undefined) {
    const iso = await machineIso(asked, asked.machine, surroundings);
    return { name: asked.name ?? iso.name, format: 'iso', content: iso.content };
  }
  return fileSource(asked.file ?? '', asked);
}

async function fileSource(file: string, { format, name }: Asked): Promise<Source> {
  const known = format ?? formats[extname(file).toLowerCase()];
  if (known === undefined)
    throw new Failure(
      `The ending of "${file}" tells no disk format: say it with --format iso, raw or qcow2.`,
    );
  try {
    const content = await fileContent(file);
    return { name: name ?? basename(file, extname(file)), format: known, content };
  } catch (error) {
    throw new Failure(`Cannot read ${file}: ${explainFileError(error)}`, { cause: error });
  }
}

const formats: Readonly<Record<string, string>> = {
  '.iso': 'iso',
  '.img': 'raw',
  '.raw': 'raw',
  '.qcow2': 'qcow2',
  '.vmdk': 'vmdk',
  '.vhd': 'vhd',
  '.vhdx': 'vhdx',
  '.vdi': 'vdi',
};
