import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { indexDisc, planIso, readAt, readDisc, type ContentReader, type Disc } from '../src/index.ts';
import { noise } from './random-tree.ts';
import { runTool } from './run-tool.ts';
import { epochSeconds } from './sample-medium.ts';
import { WorkFolder } from './work-folder.ts';
import { expectPlan } from './write-image.ts';

const large = noise(5000, 1);
const texts: Readonly<Record<string, string | Uint8Array>> = {
  'casper/vmlinuz': 'kernel',
  'casper/initrd.img-6.1.0-13-amd64': large,
  '.disk/info': 'Ubuntu-Server 24.04\n',
  'pool/a/über_1.0~rc1+b2.deb': 'package',
  'one/two/three/four/five/six/seven/eight/nine/ten.txt': 'deep',
};

/** The folder `tree` with these files. */
function tree(folder: WorkFolder, files = texts): string {
  for (const [path, content] of Object.entries(files)) {
    const file = folder.file(`tree/${path}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder.file('tree');
}

function withImage<Result>(path: string, use: (image: ContentReader) => Result): Result {
  const file = openSync(path, 'r');
  try {
    return use({
      kind: 'reader',
      sizeBytes: statSync(path).size,
      readAt: (offsetBytes, sizeBytes) => {
        const bytes = new Uint8Array(sizeBytes);
        expect(readSync(file, bytes, 0, sizeBytes, offsetBytes)).toBe(sizeBytes);
        return bytes;
      },
    });
  } finally {
    closeSync(file);
  }
}

/** Paths and what the image holds at the place that is said. */
function contentsOf(image: ContentReader, { files }: Disc): Record<string, string> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return Object.fromEntries(
    sorted.map(({ path, offsetBytes, sizeBytes }) => [
      path,
      sizeBytes === large.length ? 'large' : Buffer.from(image.readAt(offsetBytes, sizeBytes)).toString(),
    ]),
  );
}

function discIn(image: ContentReader): Disc {
  const outcome = readDisc(image);
  if (outcome.kind === 'no-disc') throw new Error(outcome.why);
  return outcome.disc;
}

const whole = {
  '.disk/info': 'Ubuntu-Server 24.04\n',
  'casper/initrd.img-6.1.0-13-amd64': 'large',
  'casper/vmlinuz': 'kernel',
  'one/two/three/four/five/six/seven/eight/nine/ten.txt': 'deep',
  'pool/a/über_1.0~rc1+b2.deb': 'package',
};

test('a disc of xorriso has the names of Rock Ridge, those of deep folders too', () => {
  using folder = new WorkFolder();
  const iso = folder.file('disc.iso');
  runTool('xorriso', ['-as', 'mkisofs', '-R', '-J', '-V', 'SERVER', '-o', iso, tree(folder)]);
  withImage(iso, (image) => {
    const disc = discIn(image);
    expect([disc.label, disc.structure, disc.boots]).toEqual(['SERVER', 'Rock Ridge', []]);
    expect(contentsOf(image, disc)).toEqual(whole);
  });
});

test('folders that genisoimage moved elsewhere stand where they belong', () => {
  using folder = new WorkFolder();
  const iso = folder.file('disc.iso');
  runTool('genisoimage', ['-quiet', '-R', '-D', '-o', iso, tree(folder)]);
  const moved = folder.file('moved.iso');
  runTool('genisoimage', ['-quiet', '-R', '-input-charset', 'utf-8', '-o', moved, folder.file('tree')]);
  withImage(moved, (image) => expect(contentsOf(image, discIn(image))).toEqual(whole));
});

test('a disc without Rock Ridge has the names of Joliet, and one without both has those of ISO 9660', () => {
  using folder = new WorkFolder();
  const files = { 'sources/install.wim': 'windows', 'Long name of a file.txt': 'text' };
  const source = tree(folder, files);
  const [joliet, plain] = [folder.file('joliet.iso'), folder.file('plain.iso')];
  runTool('genisoimage', ['-quiet', '-J', '-o', joliet, source]);
  runTool('genisoimage', ['-quiet', '-o', plain, source]);
  withImage(joliet, (image) => {
    const disc = discIn(image);
    expect(disc.structure).toBe('Joliet');
    expect(contentsOf(image, disc)).toEqual({
      'Long name of a file.txt': 'text',
      'sources/install.wim': 'windows',
    });
  });
  withImage(plain, (image) => {
    const disc = discIn(image);
    expect(disc.structure).toBe('ISO 9660');
    expect(indexDisc(disc)('sources/install.wim')?.path).toBe('SOURCES/INSTALL.WIM');
  });
});

test('a disc as those of Microsoft is read by UDF', () => {
  using folder = new WorkFolder();
  const iso = folder.file('disc.iso');
  const files = { 'sources/boot.wim': large, 'bootmgr.efi': 'loader', 'Autorun.inf': '' };
  runTool('genisoimage', ['-quiet', '-udf', '-V', 'CCCOMA_X64', '-o', iso, tree(folder, files)]);
  withImage(iso, (image) => {
    const disc = discIn(image);
    expect([disc.label, disc.structure]).toEqual(['CCCOMA_X64', 'UDF']);
    expect(contentsOf(image, disc)).toEqual({
      'Autorun.inf': '',
      'bootmgr.efi': 'loader',
      'sources/boot.wim': 'large',
    });
  });
});

test('what firmware starts is told: isolinux for BIOS, a FAT image for UEFI, a floppy', () => {
  using folder = new WorkFolder();
  const source = tree(folder, {
    'isolinux.bin': noise(2048, 2),
    'efi.img': noise(4096, 3),
    'floppy.img': noise(1_474_560, 4),
  });
  const [both, floppy] = [folder.file('both.iso'), folder.file('floppy.iso')];
  const bios = ['-b', 'isolinux.bin', '-no-emul-boot', '-boot-load-size', '4'];
  runTool('xorriso', [
    '-as',
    'mkisofs',
    ...bios,
    '-eltorito-alt-boot',
    '-e',
    'efi.img',
    '-no-emul-boot',
    '-o',
    both,
    source,
  ]);
  runTool('genisoimage', ['-quiet', '-b', 'floppy.img', '-o', floppy, source]);
  withImage(both, (image) =>
    expect(discIn(image).boots).toEqual([
      { firmware: 'bios', emulation: 'none' },
      { firmware: 'efi', emulation: 'none' },
    ]),
  );
  withImage(floppy, (image) =>
    expect(discIn(image).boots).toEqual([{ firmware: 'bios', emulation: 'floppy' }]),
  );
});

test('a file of five gigabytes is one file', () => {
  const sizeBytes = 5 * 2 ** 30 + 17;
  const filled = (_: number, wanted: number) => new Uint8Array(wanted).fill(7);
  const content: ContentReader = { kind: 'reader', sizeBytes, readAt: filled };
  const plan = expectPlan(
    planIso({ volumeId: 'LARGE', epochSeconds, files: [{ path: 'install.wim', content }] }),
  );
  const image: ContentReader = {
    kind: 'reader',
    sizeBytes: plan.sizeBytes,
    readAt: (offsetBytes, wanted) => readAt(plan, offsetBytes, wanted),
  };
  expect(discIn(image).files).toMatchObject([{ path: 'install.wim', sizeBytes: 5_368_709_137 }]);
});

test('a disc that is cut short is refused, however much of it is there', () => {
  using folder = new WorkFolder();
  const iso = folder.file('disc.iso');
  runTool('xorriso', ['-as', 'mkisofs', '-R', '-o', iso, tree(folder)]);
  const { size } = statSync(iso);
  truncateSync(iso, size - 2048);
  withImage(iso, (image) =>
    expect(readDisc(image)).toEqual({
      kind: 'no-disc',
      why: `is cut short: it says that it has ${size} bytes, and has ${size - 2048}; copy or download it again`,
    }),
  );
  truncateSync(iso, 17 * 2048);
  withImage(iso, (image) => expect(readDisc(image)).toMatchObject({ kind: 'no-disc' }));
});

test('what is no disc is refused, and a broken one neither crashes nor hangs', () => {
  using folder = new WorkFolder();
  const text = folder.file('page.iso');
  writeFileSync(text, '<html>404</html>'.repeat(10_000));
  withImage(text, (image) =>
    expect(readDisc(image)).toEqual({
      kind: 'no-disc',
      why: 'is no image of a CD or DVD: it has neither ISO 9660 nor UDF',
    }),
  );
  const iso = folder.file('disc.iso');
  runTool('genisoimage', ['-quiet', '-udf', '-J', '-R', '-o', iso, tree(folder)]);
  const sound = readFileSync(iso);
  for (let round = 0; round < 300; round += 1) {
    const bytes = Uint8Array.from(sound);
    const changed = noise(40, round);
    for (let index = 0; index + 3 < changed.length; index += 4) {
      const at =
        16 * 2048 +
        (((changed[index] ?? 0) * 65536 + (changed[index + 1] ?? 0) * 256 + (changed[index + 2] ?? 0)) %
          (bytes.length - 16 * 2048));
      bytes[at] = changed[index + 3] ?? 0;
    }
    const image: ContentReader = {
      kind: 'reader',
      sizeBytes: bytes.length,
      readAt: (offsetBytes, sizeBytes) => bytes.slice(offsetBytes, offsetBytes + sizeBytes),
    };
    expect(['disc', 'no-disc']).toContain(readDisc(image).kind);
  }
});
