/** The date of a build: seconds since 1970, the same for the same packages. */
export type Moment = { readonly epochSeconds: number };

/** `20261101T000000Z`, as archives of earlier packages name a moment. */
export function snapshotName(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
