import type { ChannelRecord } from './channel-record.ts';

export type Switch = {
  readonly channel: string;
  readonly version: string;
  readonly at: Date;
  readonly keep: number;
  readonly expiresAt: Date | null;
  readonly source: string | null;
};

/** What the pointer says after a new version, and which versions nobody needs any more. */
export function nextRecord(
  before: ChannelRecord | null,
  { channel, version, at, keep, expiresAt, source }: Switch,
): { readonly record: ChannelRecord; readonly dropped: readonly string[] } {
  const now = at.toISOString();
  const others = (before?.versions ?? []).filter((each) => each.version !== version);
  const all = [{ version, publishedAt: now }, ...others];
  // Whoever is at a machine now may still be reading the one that was current.
  const needed = new Set([version, before?.version]);
  const versions = all.filter((each, index) => index < keep || needed.has(each.version));
  const record = {
    format: 1 as const,
    channel,
    version,
    switchedAt: now,
    versions,
    expiresAt: expiresAt?.toISOString() ?? null,
    source,
  };
  const kept = new Set(versions.map((each) => each.version));
  return { record, dropped: all.map((each) => each.version).filter((each) => !kept.has(each)) };
}

/**
 * The pointer that leads back: to a version that is named, else to the one before the current one.
 * Null: there is none.
 */
export function rolledBack(record: ChannelRecord, to: string | null, at: Date): ChannelRecord | null {
  const current = record.versions.findIndex(({ version }) => version === record.version);
  const target =
    to === null ? record.versions[current + 1] : record.versions.find(({ version }) => version === to);
  return target === undefined ? null : { ...record, version: target.version, switchedAt: at.toISOString() };
}
