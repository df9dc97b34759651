/** The 11 characters of a folder entry: 8 of the name, 3 of the extension, filled up with blanks. */
export type ShortName = string;

const notInShortNames = /[^A-Z0-9$%'_@~`!(){}^#&-]/g;
const exactShortName = /^[A-Z0-9$%'_@~`!(){}^#&-]{1,8}(?:\.[A-Z0-9$%'_@~`!(){}^#&-]{1,3})?$/;

/** Whether a name needs no long entries. */
export function isShortName(name: string): boolean {
  return exactShortName.test(name);
}

/**
 * A short name for each name of one folder, all different: the name itself where it is one, else a numbered one
 * (fatgen103, "The Basis-Name Generation Algorithm" and "The Numeric-Tail Generation Algorithm").
 */
export function shortNames(names: readonly string[]): ReadonlyMap<string, ShortName> {
  const taken = new Set<ShortName>();
  const chosen = new Map<string, ShortName>();
  for (const name of names.filter(isShortName)) {
    const [base = '', extension = ''] = name.split('.');
    chosen.set(name, join(base, extension));
    taken.add(join(base, extension));
  }
  const lastNumber = new Map<string, number>();
  for (const name of names.filter((candidate) => !isShortName(candidate))) {
    const { base, extension, isFaithful } = basisOf(name);
    const plain = join(base, extension);
    const short = isFaithful && !taken.has(plain) ? plain : numbered(base, extension, taken, lastNumber);
    chosen.set(name, short);
    taken.add(short);
  }
  return chosen;
}

type Basis = { readonly base: string; readonly extension: string; readonly isFaithful: boolean };

/** Faithful: nothing but upper case was needed, so that the name without a number still says it all. */
function basisOf(name: string): Basis {
  const upper = name.toUpperCase().replaceAll(' ', '').replace(/^\.+/, '');
  const dot = upper.lastIndexOf('.');
  const base = dot === -1 ? upper : upper.slice(0, dot).replaceAll('.', '');
  const extension = dot === -1 ? '' : upper.slice(dot + 1);
  return {
    base: base.replaceAll(notInShortNames, '_').slice(0, 8),
    extension: extension.replaceAll(notInShortNames, '_').slice(0, 3),
    isFaithful: isShortName(name.toUpperCase()),
  };
}

function numbered(
  base: string,
  extension: string,
  taken: ReadonlySet<ShortName>,
  lastNumber: Map<string, number>,
): ShortName {
  const series = `${base.slice(0, 6)}.${extension}`;
  for (let number = (lastNumber.get(series) ?? 0) + 1; ; number += 1) {
    const tail = `~${number}`;
    const short = join(base.slice(0, 8 - tail.length) + tail, extension);
    if (taken.has(short)) continue;
    lastNumber.set(series, number);
    return short;
  }
}

function join(base: string, extension: string): ShortName {
  return base.padEnd(8) + extension.padEnd(3);
}
