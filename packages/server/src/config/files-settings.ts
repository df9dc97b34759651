import { z } from 'zod';
import { byteSizeSchema } from './byte-size.ts';
import type { Setting } from './setting.ts';

/** Where files lie that machines get. `url` of object storage, whose cache is the data folder. */
export type FilesPlace =
  | { readonly kind: 'own' }
  | { readonly kind: 'shared'; readonly folder: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string }
  | { readonly kind: 'swift'; readonly container: string; readonly prefix: string };

const textSchema = z.string('is not a text').refine((text) => !text.includes('\0'), 'is not a text');

const placeSchema = textSchema.transform((text, context): FilesPlace => {
  if (text === '') return { kind: 'own' };
  const [, scheme, first = '', prefix = ''] = /^(\w+):\/\/([^/]*)\/*(.*?)\/*$/.exec(text) ?? [];
  if (scheme === undefined) return { kind: 'shared', folder: text };
  if (first !== '' && scheme === 's3') return { kind: 's3', bucket: first, prefix };
  if (first !== '' && scheme === 'swift') return { kind: 'swift', container: first, prefix };
  context.addIssue('is no place that is known');
  return z.NEVER;
});

const group = 'Data';

/** Images, captures, firmware, files of the menu and its own entries, where several servers are to have the same. */
export const filesSettings = {
  'files.place': {
    schema: placeSchema,
    preset: '',
    group,
    help: 'where images, firmware and files of the menu lie, for several servers; empty: in the data folder',
    placeholder: 'PLACE',
    wanted: 'a folder that all of them share, s3://BUCKET/PREFIX or swift://CONTAINER/PREFIX',
  },
  'files.credentials': {
    schema: textSchema,
    preset: '',
    group,
    help: 'the file with the keys of S3, as the tools of AWS write it; empty: ~/.aws/credentials',
    placeholder: 'FILE',
    wanted: 'a file with aws_access_key_id, aws_secret_access_key, region and endpoint_url under [default]',
  },
  'files.cloud': {
    schema: textSchema,
    preset: '',
    group,
    help: 'the cloud of Swift, in the folder openstack of the data folder; empty: the only one there',
    placeholder: 'NAME',
    wanted: 'a name of clouds.yaml',
  },
  'files.copyBytes': {
    schema: byteSizeSchema,
    preset: '100GiB',
    group,
    help: 'room for copies of images and captures that lie in object storage; the longest unused go first',
    placeholder: 'SIZE',
    wanted: 'a size like 100GiB or a number of bytes',
  },
} as const satisfies Readonly<Record<string, Setting>>;
