import { visit } from 'yaml';
import type { Document } from 'yaml';

/** An alias in a YAML document that nothing stands for, and where it is. */
export type UnresolvedAlias = { readonly name: string; readonly offset: number };

/** The library takes them for no errors, and throws when the document becomes data. */
export function unresolvedAliases(document: Document): readonly UnresolvedAlias[] {
  const found: UnresolvedAlias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      found.push({ name: alias.source, offset: alias.range?.[0] ?? 0 });
    },
  });
  return found;
}

/** `*web is an alias of nothing: write &web before the value that it stands for` */
export function unresolvedText({ name }: UnresolvedAlias): string {
  return `*${name} is an alias of nothing: write &${name} before the value that it stands for`;
}
