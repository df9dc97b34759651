import { discName } from '@netberth/disc';
import type { WholeWay } from '@netberth/disc';
import { texts } from '../../../texts/texts.ts';
import type { Chosen } from './chosen-image.ts';
import { lookAtDisc } from './look-at-disc.ts';
import { tarOfFiles } from './tar-of-files.ts';
import { hexOf } from './hex-of.ts';
import { uploadKeyOf } from './upload-key.ts';

const words = texts.profiles.image;

/** First bytes of what is not taken, and what unpacks it. */
const otherCompressions: Readonly<Record<string, string>> = {
  fd377a58: 'xz -d',
  '28b52ffd': 'zstd -d',
  '425a68': 'bunzip2',
  '504b0304': 'unzip',
};

/** An ISO, a tar, or a tar in gzip; which one is seen from its content, as the command does. */
export async function chooseFile(file: File, as: WholeWay | null): Promise<Chosen> {
  if (file.size === 0) return { kind: 'refused', why: words.empty(file.name) };
  if (await isDisc(file)) return await chooseDisc(file, as);
  const start = hexOf(await file.slice(0, 4).arrayBuffer());
  if (start.startsWith('1f8b')) return await chooseGzip(file);
  const other = Object.entries(otherCompressions).find(([magic]) => start.startsWith(magic));
  if (other !== undefined) return { kind: 'refused', why: words.compressed(file.name, other[1]) };
  return await chooseTar(file, file);
}

/** Also one that is cut short where it should begin: its name says what it is meant to be. */
async function isDisc(file: File): Promise<boolean> {
  if (/\.iso$/i.test(file.name)) return true;
  const mark = await file.slice(16 * 2048 + 1, 16 * 2048 + 6).text();
  return mark === 'CD001' || mark === 'BEA01';
}

async function chooseDisc(file: File, as: WholeWay | null): Promise<Chosen> {
  const look = await lookAtDisc(file, as);
  if (look.kind === 'refused') return look;
  const name = discName(file.name);
  const iso = `${name}.iso`;
  return {
    kind: 'usable',
    image: {
      ...{ name: name.slice(0, 64), isDisc: true, sizeBytes: file.size },
      about: [words.itIs(look.what, look.how)],
      notes: look.notes,
      toSend: (sha256) => ({
        tar: tarOfFiles([...sumFile(iso, sha256), { path: iso, content: file }]),
        key: `${uploadKeyOf(file)}${sha256 === null ? '' : `-${sha256.slice(0, 12)}`}`,
      }),
    },
  };
}

function sumFile(iso: string, sha256: string | null) {
  return sha256 === null ? [] : [{ path: `${iso}.sha256`, content: new Blob([`${sha256}  ${iso}\n`]) }];
}

async function chooseGzip(file: File): Promise<Chosen> {
  try {
    const unpacked = file.stream().pipeThrough(new DecompressionStream('gzip'));
    return await chooseTar(file, await new Response(unpacked).blob());
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'refused', why: words.damaged(file.name) };
    throw error;
  }
}

/** @param tar what is sent: the file, or what was in it */
async function chooseTar(file: File, tar: Blob): Promise<Chosen> {
  if ((await tar.slice(257, 262).text()) !== 'ustar')
    return { kind: 'refused', why: words.noImage(file.name) };
  return {
    kind: 'usable',
    image: {
      ...{
        name: file.name.replace(/(\.install)?\.(tar(\.gz)?|tgz)$/i, ''),
        isDisc: false,
        sizeBytes: tar.size,
      },
      about: [],
      notes: [],
      toSend: () => ({ tar, key: uploadKeyOf(file) }),
    },
  };
}
