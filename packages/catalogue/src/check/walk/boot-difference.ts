import type { BootFile, End, Simulation } from '@netberth/ipxe/simulate';
import type { Boot, Initrd } from '../../boot-spec.ts';

/** A boot as a machine does it: what is started, with which words, beside which files. */
type Started = {
  readonly kernel: string;
  readonly args: readonly string[];
  /** Each with its words: `http://a/initrd /etc/x mode=755`. */
  readonly files: readonly string[];
};

/** What a simulated machine did other than the spec says; null: nothing. */
export function bootDifference(boot: Boot, { end }: Simulation): string | null {
  if (boot.method === 'sanboot') {
    const urls = end.kind === 'san' ? end.urls.join(' ') : endText(end);
    return differing('the disk', urls, boot.image);
  }
  if (end.kind !== 'boot') return `it does not boot: ${endText(end)}`;
  const wanted = startedBy(boot);
  const names = end.initrds.map(({ name }) => name);
  return (
    differing('the kernel', end.kernel.url, wanted.kernel) ??
    differing('its arguments', argumentsOf(end.kernel).join(' '), wanted.args.join(' ')) ??
    differing('its files', end.initrds.map(fileText).join(', '), wanted.files.join(', ')) ??
    unknownInitrd(end.kernel, names)
  );
}

function differing(what: string, got: string, wanted: string): string | null {
  return got === wanted ? null : `${what}: "${got}", wanted "${wanted}"`;
}

function startedBy(boot: Exclude<Boot, { method: 'sanboot' }>): Started {
  switch (boot.method) {
    case 'linux':
      return { kernel: boot.kernel, args: wordsOf(boot.args), files: boot.initrds.map(initrdText) };
    case 'efi':
      return { kernel: boot.image, args: wordsOf(boot.args), files: [] };
    case 'memdisk':
      return { kernel: boot.memdisk, args: wordsOf(boot.args), files: [boot.image] };
    case 'wimboot':
      return { kernel: boot.wimboot, args: wordsOf(boot.args), files: boot.initrds.map(initrdText) };
    case 'multiboot': {
      const files = boot.modules.map(({ url, args }) => [url, ...wordsOf(args)].join(' '));
      return { kernel: boot.kernel, args: wordsOf(boot.args), files };
    }
    case 'esxi':
      return { kernel: boot.loader, args: ['-c', boot.config], files: [] };
    case 'chain':
      return { kernel: boot.script, args: [], files: [] };
  }
}

function wordsOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== '');
}

function initrdText({ url, path, mode }: Initrd): string {
  return [url, ...(path === null ? [] : [path]), ...(mode === null ? [] : [`mode=${mode}`])].join(' ');
}

function fileText({ url, arguments: words }: BootFile): string {
  return [url, ...wordsOf([words])].join(' ');
}

/** Without the `initrd=` in front, which are the script's and not the spec's. */
function argumentsOf({ arguments: text }: BootFile): readonly string[] {
  const words = wordsOf([text]);
  const first = words.findIndex((word) => !word.startsWith('initrd='));
  return first === -1 ? [] : words.slice(first);
}

/** On UEFI the kernel asks for its initrds by name; `initrd.magic` is all of them. */
function unknownInitrd({ arguments: text }: BootFile, names: readonly string[]): string | null {
  const asked = wordsOf([text]).flatMap((word) => /^initrd=(.*)/.exec(word)?.[1] ?? []);
  const unknown = asked.find((name) => name !== 'initrd.magic' && !names.includes(name));
  return unknown === undefined ? null : `no file is named "${unknown}", which its arguments ask for`;
}

function endText(end: End): string {
  switch (end.kind) {
    case 'error':
      return end.text;
    case 'hang':
      return end.why;
    case 'waits':
      return 'it waits for a person';
    default:
      return `it ends in "${end.kind}"`;
  }
}
