import type { Asset } from '../schema/asset.ts';

/** What `{name}` stands for: text as it is, text with more names in it, a file, or an input that was not given. */
export type Meaning =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'template'; readonly template: string }
  | { readonly kind: 'asset'; readonly asset: Asset }
  | { readonly kind: 'absent' };

export type Scope = ReadonlyMap<string, Meaning>;

/** Puts values for `{name}`. Faults are collected in `problems`, files that were named in `used`. */
export type Expander = {
  /** null: an input in it was not given, or it has a fault. */
  expand(template: string): string | null;
  readonly problems: ReadonlySet<string>;
  /** Assets by name, with their URLs. */
  readonly used: ReadonlyMap<string, Asset & { readonly url: string }>;
};

export function makeExpander(scope: Scope): Expander {
  const problems = new Set<string>();
  const used = new Map<string, Asset & { readonly url: string }>();
  const expandIn = (template: string, chain: readonly string[]): string | null => {
    const texts = template.split(/(\{[^{}]*\})/).map((part) => {
      const name = /^\{(.*)\}$/.exec(part)?.[1];
      return name === undefined ? part : valueOf(name, chain);
    });
    return texts.includes(null) ? null : texts.join('');
  };
  const valueOf = (name: string, chain: readonly string[]): string | null => {
    const meaning = scope.get(name);
    if (chain.includes(name)) return fault(`{${[...chain, name].join('} needs {')}}: a circle`);
    switch (meaning?.kind) {
      case undefined:
        return fault(`{${name}} stands for nothing: there are ${[...scope.keys()].join(', ')}`);
      case 'absent':
        return null;
      case 'text':
        return meaning.text;
      case 'template':
        return expandIn(meaning.template, [...chain, name]);
      case 'asset':
        return urlOf(name, meaning.asset, chain);
    }
  };
  const urlOf = (name: string, asset: Asset, chain: readonly string[]): string | null => {
    if (asset.url === undefined) return fault(`the asset "${name}" has no URL`);
    const url = expandIn(asset.url, [...chain, name]);
    if (url !== null) used.set(name, { ...asset, url });
    return url;
  };
  const fault = (problem: string): null => {
    problems.add(problem);
    return null;
  };
  return { expand: (template) => expandIn(template, []), problems, used };
}
