import type { CommandDefinition, OutputOf } from '@netberth/api';
import { permissions } from '@netberth/api';
import type { z } from 'zod';
import type { Actor } from '../../src/commands/actor.ts';
import { AuditTrail } from '../../src/commands/audit-trail.ts';
import type { CommandHandler } from '../../src/commands/command-handler.ts';
import { executeCommand } from '../../src/commands/execute-command.ts';
import type { Database, Writing } from '../../src/database/work.ts';
import { accessCommands } from '../../src/features/access/access-commands.ts';
import { demandScope } from '../../src/features/access/demand-scope.ts';
import { auditCommands } from '../../src/features/audit/audit-commands.ts';
import { answerBoot } from '../../src/features/boot/answer-boot.ts';
import type { BootTools } from '../../src/features/boot/answer-boot.ts';
import { checkRendering } from '../../src/features/boot/check-rendering.ts';
import { checkRenderingOfMany } from '../../src/features/boot/check-rendering-of-many.ts';
import { MenuBook } from '../../src/features/catalogue/menu-book.ts';
import { powerCommands } from '../../src/features/power/power-commands.ts';
import { powerRestarter } from '../../src/features/power/power-restarter.ts';
import { powerManyCommands } from '../../src/features/power/power-many-commands.ts';
import { powerOrderCommands } from '../../src/features/power/power-order-commands.ts';
import { powerSettingsCommands } from '../../src/features/power/power-settings-commands.ts';
import { explainCommand } from '../../src/features/boot/explain-command.ts';
import { parseBootRequest } from '../../src/features/boot/parse-boot-request.ts';
import { ScriptCache } from '../../src/features/boot/script-cache.ts';
import { VisitLimit } from '../../src/features/boot/visit-limit.ts';
import { factCommands } from '../../src/features/facts/fact-commands.ts';
import { eventCommands } from '../../src/features/events/event-commands.ts';
import { importCommands } from '../../src/features/inventory/import-commands.ts';
import { machineChangeCommands } from '../../src/features/inventory/machine-change-commands.ts';
import { machineIdentityCommands } from '../../src/features/inventory/machine-identity-commands.ts';
import { machineListCommands } from '../../src/features/inventory/machine-list-commands.ts';
import { overviewCommands } from '../../src/features/overview/overview-commands.ts';
import { insertProfile } from '../../src/features/profiles/profile-store.ts';
import { findBearer } from '../../src/features/provisioning/boot-bearer.ts';
import type { BootBearer } from '../../src/features/provisioning/boot-bearer.ts';
import { failBoot } from '../../src/features/provisioning/fail-boot.ts';
import { finishBoot } from '../../src/features/provisioning/finish-boot.ts';
import { bulkCommands } from '../../src/features/provisioning/bulk-commands.ts';
import { grantCommands } from '../../src/features/provisioning/grant-commands.ts';
import { proposalCommands } from '../../src/features/provisioning/proposal-commands.ts';
import { noteReport } from '../../src/features/rollouts/note-report.ts';
import { rolloutCommands } from '../../src/features/rollouts/rollout-commands.ts';
import { ruleCommands } from '../../src/features/rules/rule-commands.ts';
import { runRules } from '../../src/features/rules/run-rules-job.ts';
import { serveAnswer } from '../../src/features/provisioning/serve-answer.ts';
import { updateFacts } from '../../src/features/provisioning/update-facts.ts';
import { DownloadLine } from '../../src/features/provisioning/download-line.ts';
import { newBootId } from '../../src/platform/boot-id.ts';
import { CommandRefused } from '../../src/platform/command-refused.ts';
import { exampleProfiles } from './example-profiles.ts';

type Input<Definition> = Definition extends CommandDefinition<infer Shape> ? z.input<Shape> : never;
type Facts = Parameters<typeof updateFacts>[1];

/** Parameters of `/bootstrap?…`. */
export type Visit = Readonly<Record<string, string>>;
export type Booted = { readonly decision: string; readonly script: string; readonly bootId: string };

export const ada: Actor = { name: 'ada', origin: '192.0.2.1', permissions: new Set(permissions) };
/** Of the catalogue that Netberth brings along. */
export const menu = new MenuBook({
  config: {
    timeoutSeconds: 60,
    defaultEntry: 'disk',
    pinned: [],
    popularFirst: false,
    hidden: [],
    protected: [],
    passwords: [],
  },
  data: '/nowhere',
});
const serverUrl = 'http://192.0.2.1:8080';

/** Everything that a server does with its database, by the works that its routes run; no sockets, no files. */
export class ServerOnDatabase {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly demandScope = demandScope;
  readonly #handlers: readonly CommandHandler[];
  readonly #tools: BootTools;

  /** @param name of its audit chain */
  constructor(database: Database, name = 'server-a', settings: Partial<BootTools['settings']> = {}) {
    this.database = database;
    this.audit = new AuditTrail(name, Buffer.alloc(32, 7));
    this.#tools = {
      settings: { newMachines: 'wait', newMachinesPerMinute: 1000, ...settings },
      scripts: new ScriptCache(),
      menu,
      visits: new VisitLimit(),
      line: new DownloadLine(null, Date.now),
      mintBootId: newBootId,
    };
    const rule = { secondPersonAbove: Infinity };
    const power = { bootUrl: serverUrl, wake: () => undefined };
    const restart = powerRestarter(power);
    this.#handlers = [
      ...machineListCommands,
      ...factCommands,
      ...machineChangeCommands(checkRendering(menu)),
      ...machineIdentityCommands(checkRendering(menu)),
      ...grantCommands(checkRendering(menu), rule, restart),
      ...bulkCommands(checkRenderingOfMany(menu), rule, restart),
      ...proposalCommands(checkRenderingOfMany(menu), restart),
      ...powerCommands(power),
      ...powerManyCommands(power),
      ...powerOrderCommands,
      ...powerSettingsCommands(database, { hooks: {}, allowLoopback: false }),
      ...rolloutCommands(checkRenderingOfMany(menu), rule),
      ...ruleCommands(checkRenderingOfMany(menu)),
      ...importCommands,
      ...eventCommands,
      ...overviewCommands,
      ...accessCommands(
        { session: { idleMs: 1_800_000, lifeMs: 43_200_000 }, directory: null },
        undefined,
        () => serverUrl,
      ),
      ...auditCommands(this.audit),
      explainCommand(this.#tools.settings, menu, serverUrl),
    ];
  }

  async addProfiles(): Promise<void> {
    await this.database.write(function* () {
      for (const profile of exampleProfiles) yield* insertProfile(profile);
    });
  }

  async boot(visit: Visit, address = '192.0.2.10'): Promise<Booted> {
    const request = parseBootRequest(visit, address, serverUrl);
    const { boot, script } = await this.database.writeTogether(() => answerBoot(request, this.#tools));
    return {
      decision: boot?.decision ?? 'none',
      script,
      bootId: /bootid=([0-9a-f]{32})/.exec(script)?.[1] ?? '',
    };
  }

  postInstall(machineId: number, bootId: string) {
    const what = { kind: 'post-install' } as const;
    return this.database.write(() => serveAnswer({ machineId, bootId, serverUrl, what }));
  }

  answerFile(machineId: number, bootId: string, name: string) {
    const what = { kind: 'answer', name } as const;
    return this.database.write(() => serveAnswer({ machineId, bootId, serverUrl, what }));
  }

  finish(machineId: number, bootId: string) {
    return this.#report(machineId, bootId, function* (bearer) {
      const told = yield* finishBoot(bearer);
      if (told.ok) yield* noteReport(bearer, 'healthy');
      return told;
    });
  }

  fail(machineId: number, bootId: string, log: string) {
    return this.#report(machineId, bootId, (bearer) => failBoot(bearer, log));
  }

  update(machineId: number, bootId: string, facts: Facts) {
    return this.#report(machineId, bootId, (bearer) => updateFacts(bearer, facts));
  }

  /** Has the rules look at what is queued. @returns at how many machines */
  runRules(): Promise<number> {
    const handlers = new Map(this.#handlers.map((handler) => [handler.definition.name, handler]));
    const tools = { audit: this.audit, handlers, secondPerson: { secondPersonAbove: Infinity } };
    return runRules(this.database, tools, (error) => {
      throw error;
    });
  }

  #report<Outcome>(machineId: number, bootId: string, tell: (bearer: BootBearer) => Writing<Outcome>) {
    return this.database.write(function* () {
      const bearer = yield* findBearer(machineId, bootId);
      if (bearer === undefined) throw new Error(`machine ${machineId} has no such boot id`);
      return yield* tell(bearer);
    });
  }

  /** Runs an administrator's command. */
  async run<Definition extends CommandDefinition>(
    definition: Definition,
    input: Input<Definition>,
    actor = ada,
  ): Promise<OutputOf<Definition>> {
    const handler = this.#handlers.find((one) => one.definition === definition);
    if (!handler) throw new Error(`there is no handler of ${definition.name}`);
    return (await executeCommand(this, handler, input, actor)).output as OutputOf<Definition>;
  }

  /** The same for what must be refused: `NB3006 machine 1 already has grant …`. */
  async refusal<Definition extends CommandDefinition>(
    definition: Definition,
    input: Input<Definition>,
  ): Promise<string> {
    try {
      await this.run(definition, input);
    } catch (error) {
      if (error instanceof CommandRefused) return `${error.entry.code} ${error.message}`;
      throw error;
    }
    return 'it was done';
  }
}
