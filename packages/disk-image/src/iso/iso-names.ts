/** Most characters of name and extension together (ECMA-119 7.5.1); folders have one more, as they have no dot. */
const mostCharacters = 30;
const mostFolderCharacters = 31;
const mostExtensionCharacters = 15;

type Draft = { readonly stem: string; readonly extension: string };

/**
 * The identifiers of one folder's children in the primary tree (ECMA-119 7.5, 7.6, level 2), without the version:
 * capitals, digits and `_`. Names that come out the same are numbered.
 */
export function isoNames(
  children: readonly { readonly name: string; readonly kind: 'file' | 'folder' }[],
): readonly string[] {
  const taken = new Set<string>();
  const identifiers = children.map(({ name, kind }) => {
    if (!isIsoName(name, kind)) return undefined;
    const identifier = identifierOf(draftOf(name, kind), kind);
    if (taken.has(identifier)) return undefined;
    taken.add(identifier);
    return identifier;
  });
  const lastNumber = new Map<string, number>();
  return children.map(({ name, kind }, index) => {
    const identifier = identifiers[index] ?? freeIdentifier(draftOf(name, kind), kind, taken, lastNumber);
    taken.add(identifier);
    return identifier;
  });
}

/** Whether the primary tree can hold the name as it is, but for its case. */
export function isIsoName(name: string, kind: 'file' | 'folder'): boolean {
  if (kind === 'folder') return /^[A-Z0-9_]{1,31}$/i.test(name);
  const [stem = '', extension = '', ...more] = name.split('.');
  if (more.length > 0 || !/^[A-Z0-9_]*$/i.test(stem + extension)) return false;
  return stem.length + extension.length <= mostCharacters && stem.length + extension.length > 0;
}

function draftOf(name: string, kind: 'file' | 'folder'): Draft {
  const clean = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_');
  const dot = kind === 'file' ? name.lastIndexOf('.') : -1;
  if (dot <= 0) return { stem: clean(name), extension: '' };
  const isLong = !isIsoName(name, kind);
  const extension = clean(name.slice(dot + 1)).slice(0, isLong ? mostExtensionCharacters : mostCharacters);
  return { stem: clean(name.slice(0, dot)), extension };
}

function freeIdentifier(
  draft: Draft,
  kind: 'file' | 'folder',
  taken: ReadonlySet<string>,
  lastNumber: Map<string, number>,
): string {
  const plain = identifierOf(draft, kind);
  if (!taken.has(plain)) return plain;
  for (let number = (lastNumber.get(plain) ?? 0) + 1; ; number += 1) {
    const identifier = identifierOf(draft, kind, `_${number}`);
    if (taken.has(identifier)) continue;
    lastNumber.set(plain, number);
    return identifier;
  }
}

function identifierOf({ stem, extension }: Draft, kind: 'file' | 'folder', tail = ''): string {
  const most = (kind === 'folder' ? mostFolderCharacters : mostCharacters - extension.length) - tail.length;
  const name = stem.slice(0, most) + tail;
  return kind === 'folder' ? name : `${name}.${extension}`;
}
