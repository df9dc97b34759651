import { supportBundle } from '@netberth/api';
import { handleReadWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { gatherRecords } from './gather-records.ts';
import { redactAll } from './redact.ts';
import { serverFacts } from './server-facts.ts';

export type SupportNeeds = {
  readonly data: string;
  /** Secrets of the settings as they are, to be looked for. */
  readonly secrets: () => readonly string[];
  readonly given: Readonly<Record<string, { readonly source: string; readonly text: string }>>;
  readonly databaseKind: string;
  readonly problems: () => Promise<readonly string[]>;
  readonly log: () => readonly string[];
  readonly metrics: () => Promise<string>;
};

export function supportCommands(needs: SupportNeeds): readonly CommandHandler[] {
  return [
    handleReadWithFiles(
      supportBundle,
      () => gatherRecords(),
      async ({ nowIso, ...records }) => {
        const bundle = {
          madeAt: nowIso,
          server: await serverFacts(needs.data),
          database: needs.databaseKind,
          settings: Object.fromEntries(
            Object.entries(needs.given).map(([name, { source, text }]) => [name, { source, value: text }]),
          ),
          ...records,
          problems: [...(await needs.problems())],
          log: needs.log().map((line) => line.trimEnd()),
          metrics: (await needs.metrics()).split('\n'),
        };
        return redactAll(bundle, needs.secrets());
      },
    ),
  ];
}
