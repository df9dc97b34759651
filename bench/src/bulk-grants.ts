import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { machineGrantMany } from '@netberth/api';
import { permissions } from '@netberth/api';
import { AuditTrail } from '../../packages/server/src/commands/audit-trail.ts';
import type { Actor } from '../../packages/server/src/commands/actor.ts';
import { executeCommand } from '../../packages/server/src/commands/execute-command.ts';
import { openSqlite } from '../../packages/server/src/database/sqlite-database.ts';
import { insertProfile } from '../../packages/server/src/features/profiles/profile-store.ts';
import { bulkCommands } from '../../packages/server/src/features/provisioning/bulk-commands.ts';
import type { GrantRestarter } from '../../packages/server/src/features/provisioning/grant-restarter.ts';
import { checkRenderingOfMany } from '../../packages/server/src/features/boot/check-rendering-of-many.ts';
import { MenuBook } from '../../packages/server/src/features/catalogue/menu-book.ts';
import { makeMachines } from './known-machines.ts';

const count = 10_000;
const rounds = 3;
const actor: Actor = { name: 'bench', origin: 'bench', permissions: new Set(permissions) };

/** Ten thousand machines granted at once, beside as many bare rows written to a table of the same shape. */
export async function bulkGrants() {
  const grantedMs: number[] = [];
  const insertedMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'netberth-bench-'));
    try {
      const file = join(folder, 'bench.db');
      await makeMachines(file, count);
      insertedMs.push(await insertBare(file));
      grantedMs.push(await grantAll(file, folder));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const best = { granted: Math.min(...grantedMs), inserted: Math.min(...insertedMs) };
  return [
    {
      what: `${count} grants in one transaction`,
      ms: best.granted.toFixed(0),
      ratio: (best.granted / best.inserted).toFixed(1),
    },
    { what: `${count} bare inserts in one transaction`, ms: best.inserted.toFixed(0), ratio: '1.0' },
  ];
}

/** Nothing is switched. */
const noPower: GrantRestarter = {
  // oxlint-disable-next-line require-yield -- it reads nothing
  *refusal() {
    return undefined;
  },
  // oxlint-disable-next-line require-yield -- it writes nothing
  *restart() {
    return null;
  },
  wake: () => undefined,
};

async function insertBare(file: string): Promise<number> {
  const { default: Sqlite } = await import('better-sqlite3');
  const raw = new Sqlite(file);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  const insert = raw.prepare(
    `insert into grants (machine_id, status, version, steps_json, step, starts, max_starts, expires_at_ms, created_at_ms, created_by, grantor)
     values (?, 'bare', 1, '["image1"]', 0, 0, 2, 1, 1, 'bench', 'bare')`,
  );
  const startedMs = performance.now();
  raw.transaction(() => {
    for (let id = 1; id <= count; id++) insert.run(id);
  })();
  const tookMs = performance.now() - startedMs;
  raw.exec(`delete from grants where status = 'bare'`);
  raw.close();
  return tookMs;
}

async function grantAll(file: string, folder: string): Promise<number> {
  const database = await openSqlite(file, Date.now);
  await database.write(() => insertProfile(profile));
  const menu = new MenuBook({
    config: {
      timeoutSeconds: 60,
      defaultEntry: 'disk',
      pinned: [],
      popularFirst: false,
      hidden: [],
      protected: [],
      passwords: [],
    },
    data: folder,
  });
  const [handler] = bulkCommands(checkRenderingOfMany(menu), { secondPersonAbove: Infinity }, noPower);
  if (!handler) throw new Error('there is no machine.grant-many');
  const tools = { database, audit: new AuditTrail('bench', Buffer.alloc(32, 7)) };
  const input = { all: true, profiles: ['image1'] } satisfies Partial<
    Record<keyof typeof machineGrantMany.input.shape, unknown>
  >;
  const startedMs = performance.now();
  await executeCommand(tools, handler, input, actor);
  const tookMs = performance.now() - startedMs;
  await database.close();
  return tookMs;
}

const profile: Parameters<typeof insertProfile>[0] = {
  name: 'image1',
  folder: 'image1',
  destructive: true,
  retryAfterStart: false,
  isPrivate: false,
  proof: 'none',
  spec: { method: 'linux', kernel: 'vmlinuz', initrds: ['initrd.img'], args: 'bootid={{ boot.id }}' },
  answers: {},
  postInstall: null,
  files: [],
  templates: {},
  warnings: [],
  importedAtMs: 1,
  importedBy: 'bench',
};
