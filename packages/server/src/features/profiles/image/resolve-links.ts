import { posix } from 'node:path';
import { quoteName } from './quote-name.ts';
import { StageRefusal } from './stage-refusal.ts';

export type ArchiveLink = {
  /** As the archive has it: of a symbolic link relative to the link, of a hard link relative to the archive. */
  readonly target: string;
  readonly isHard: boolean;
};

/**
 * The file that each link leads to, through other links if need be. Links lead to files of the same image or
 * are refused, so nothing read through one later can come from outside.
 */
export function resolveLinks(
  links: ReadonlyMap<string, ArchiveLink>,
  files: { has(path: string): boolean },
): Map<string, string> {
  return new Map([...links.keys()].map((path) => [path, followLink(path, links, files)]));
}

function followLink(
  start: string,
  links: ReadonlyMap<string, ArchiveLink>,
  files: { has(path: string): boolean },
): string {
  const visited = new Set<string>();
  let path = start;
  for (let link = links.get(path); link !== undefined; link = links.get(path)) {
    if (visited.has(path)) throw refused(start, link, 'leads back to itself');
    visited.add(path);
    path = targetOf(path, link);
    if (!files.has(path) && !links.has(path)) throw refused(start, link, 'leads to no file of the image');
  }
  return path;
}

function targetOf(path: string, link: ArchiveLink): string {
  if (link.target.startsWith('/')) throw refused(path, link, 'leads to an absolute name');
  const from = link.isHard ? '' : posix.dirname(path);
  const target = posix.join(from, link.target);
  if (target === '..' || target.startsWith('../')) throw refused(path, link, 'leads out of the image');
  return target;
}

function refused(path: string, link: ArchiveLink, why: string): StageRefusal {
  return new StageRefusal(
    'unsafe-link',
    path,
    `The link ${quoteName(path)} -> ${quoteName(link.target)} ${why}: links must lead to files of the same image. Replace it by the file itself.`,
  );
}
