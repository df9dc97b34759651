import { z } from 'zod';

const factors: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** `512MiB`, `1.5 GiB`, `1048576` -> bytes */
export const byteSizeSchema = z
  .union([z.number(), z.string()], 'is not a size')
  .transform((given, context) => {
    const match = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(String(given).trim());
    const factor = factors[match?.[2] ?? '?'];
    const bytes = Math.floor(Number(match?.[1]) * (factor ?? Number.NaN));
    if (Number.isSafeInteger(bytes)) return bytes;
    context.addIssue('is not a size');
    return z.NEVER;
  });
