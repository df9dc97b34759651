import { z } from 'zod';

/** `manifest.json` of a version; it is sent last, so that a version that has one is whole. */
export const versionManifestSchema = z.object({
  format: z.literal(1),
  version: z.string(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.int().nonnegative(), sha256: z.string() })),
});
export type VersionManifest = z.output<typeof versionManifestSchema>;

/** Null: it is none of ours. */
export function parseManifest(text: string): VersionManifest | null {
  try {
    const parsed = versionManifestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
