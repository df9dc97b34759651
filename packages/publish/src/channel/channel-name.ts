const shape = /^[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?$/;

/** Why this cannot name a channel; null: it can. A channel is a folder, and is typed at the console of a machine. */
export function channelNameFault(name: string): string | null {
  if (shape.test(name) && !name.includes('..')) return null;
  return `"${name}" cannot name a channel: it wants small letters, digits, "-" and ".", at most 63`;
}

/** A name for what somebody typed: the branch `Fix/Debian 13` becomes `fix-debian-13`. Empty: nothing is left of it. */
export function channelNameOf(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9.]+/g, '-');
  return plain
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+/, '')
    .slice(0, 63)
    .replace(/[.-]+$/, '');
}
