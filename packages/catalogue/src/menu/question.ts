import type { Axis, Input, Product } from '../product.ts';

/** What a product's menu asks, in order; an axis with one item is not asked. */
export type Question =
  | { readonly kind: 'axis'; readonly axis: Axis; readonly label: string; readonly before: string }
  | { readonly kind: 'input'; readonly input: Input; readonly label: string; readonly before: string };

/** The questions of a product, each with the label of the one before; before the first is `back`. */
export function questionsOf(product: Product): readonly Question[] {
  const asked = [
    ...product.axes
      .filter(isAsked)
      .map((axis) => ({ kind: 'axis' as const, axis, label: `axis-${axis.id}` })),
    ...product.inputs
      .filter(isTyped)
      .map((input) => ({ kind: 'input' as const, input, label: `input-${input.id}` })),
  ];
  return asked.map((question, index) => ({ ...question, before: lastAlwaysAsked(asked.slice(0, index)) }));
}

/**
 * Where going back from behind these questions leads. One that is asked only sometimes would let pass again whom it
 * does not ask, so nobody could go back beyond it.
 */
export function lastAlwaysAsked(
  questions: readonly (
    | { readonly kind: 'axis'; readonly label: string }
    | { readonly kind: 'input'; readonly input: Input; readonly label: string }
  )[],
): string {
  return questions.findLast((each) => each.kind === 'axis' || each.input.when === undefined)?.label ?? 'back';
}

export function isAsked({ items, allowOther }: Axis): boolean {
  return items.length > 1 || allowOther !== null;
}

/** Answer files are for machines that were granted the boot; a menu asks only for what the boot cannot do without. */
export function isTyped({ automation, required, default: preset }: Input): boolean {
  return automation === undefined && (required || preset !== undefined);
}

/** The setting that has the answer of an axis. */
export function axisSetting(id: string): string {
  return `nb-a-${id}`;
}

/** The setting that has what a person typed in place of an item. */
export function typedSetting(id: string): string {
  return `nb-o-${id}`;
}

export function inputSetting(id: string): string {
  return `nb-i-${id}`;
}

/** The answer that stands for a typed one. */
export const otherAnswer = 'nb-other';
