import { z } from 'zod';
import type { ServedMicroversions } from './microversion.ts';

const versionSchema = z.object({ status: z.string(), version: z.string(), min_version: z.string() });
const documentSchema = z.union([
  z.object({ version: versionSchema }).transform(({ version }) => [version]),
  z.object({ versions: z.array(versionSchema) }).transform(({ versions }) => versions),
]);

/** Of the document at the root of a service; null: it has no microversions. */
export function readMicroversions(text: string): ServedMicroversions | null {
  const parsed = documentSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return null;
  const current = parsed.data.find(({ status }) => status === 'CURRENT') ?? parsed.data[0];
  if (current === undefined || current.version === '') return null;
  return { least: current.min_version, most: current.version };
}
