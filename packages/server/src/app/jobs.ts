import type { AuditTrail } from '../commands/audit-trail.ts';
import type { Config } from '../config/config.ts';
import type { Database } from '../database/work.ts';
import type { MenuBook } from '../features/catalogue/menu-book.ts';
import type { PreviewBuilder } from '../features/channels/preview-builder.ts';
import type { TransferLedger } from '../features/images/transfer-ledger.ts';
import type { PopularEntries } from '../features/usage/popular-entries.ts';
import { startAdvancingRollouts } from '../features/rollouts/advance-rollouts-job.ts';
import { startCountingBoots } from '../features/usage/count-boots-job.ts';
import { startDeliveringWebhooks } from '../features/webhooks/deliver-webhooks-job.ts';
import { startEndingPreviews } from '../features/channels/end-previews-job.ts';
import { startExpiringGrants } from '../features/provisioning/expire-grants-job.ts';
import { startIndexingBoots } from '../features/provisioning/index-boots-job.ts';
import { startPruningAudit } from '../features/audit/prune-audit-job.ts';
import { startPruningHistory } from '../features/provisioning/prune-history-job.ts';
import { startStoringTransfers } from '../features/images/store-transfers-job.ts';
import type { Closing } from './closing.ts';
import { startFollowingFiles } from './follow-files-job.ts';

export type JobNeeds = {
  readonly config: Config;
  readonly database: Database;
  readonly ledger: TransferLedger;
  readonly menu: MenuBook;
  readonly popular: PopularEntries;
  readonly audit: AuditTrail;
  readonly previews: PreviewBuilder;
  /** Look what other servers have put into the folder of files; null: it is this server's alone. */
  readonly looks: readonly (() => Promise<void> | undefined)[] | null;
  readonly onError: (error: unknown) => void;
};

/** Everything that runs by itself, each in its own time. @returns what stops them */
export function startJobs({
  config,
  database,
  ledger,
  menu,
  popular,
  audit,
  previews,
  looks,
  onError,
}: JobNeeds): Closing {
  return [
    ...(looks === null ? [] : [startFollowingFiles(looks, onError)]),
    startStoringTransfers(database, ledger, onError),
    startExpiringGrants(database, onError),
    startAdvancingRollouts(database, onError),
    startIndexingBoots(database, onError),
    startPruningHistory(database, config.history, onError),
    startCountingBoots(database, menu, popular, onError),
    startDeliveringWebhooks(database, config.webhooks, onError),
    startPruningAudit(database, audit, config.auditKeepMs, onError),
    startEndingPreviews(config.channels.repository, previews, onError),
  ];
}
