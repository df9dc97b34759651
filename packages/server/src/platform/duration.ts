const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds of `30m`, `4h`, `2d`, `8w`: the form that the command schemas let through. */
export function durationMs(text: string): number {
  const [, count, unit] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) {
    throw new RangeError(
      `Reading the duration "${text}": it is not a number with s, m, h, d or w behind it.`,
    );
  }
  return Number(count) * unitMs[unit as keyof typeof unitMs];
}
