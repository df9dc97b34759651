import type { BootCount } from './boot-counts.ts';

const dayMs = 86_400_000;

/**
 * How popular each product is: its boots, each worth half as much for every `halfLifeDays` that it is old. Most popular first.
 * @param today of UTC, `2026-11-21`
 */
export function popularity(
  counts: readonly Pick<BootCount, 'day' | 'product' | 'boots'>[],
  today: string,
  halfLifeDays = 30,
): readonly { readonly product: string; readonly score: number }[] {
  const scores = new Map<string, number>();
  for (const { day, product, boots } of counts) {
    const ageDays = Math.max(0, (Date.parse(today) - Date.parse(day)) / dayMs);
    scores.set(product, (scores.get(product) ?? 0) + boots * 0.5 ** (ageDays / halfLifeDays));
  }
  return [...scores]
    .map(([product, score]) => ({ product, score }))
    .sort((a, b) => b.score - a.score || a.product.localeCompare(b.product));
}
