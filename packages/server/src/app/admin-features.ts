import type { Parts } from './parts.ts';
import { resolve } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { makeAdminPlane } from './admin-plane.ts';
import { watchPlane } from './metrics/watch-plane.ts';
import { bearerToken, claimedName } from './credentials.ts';
import { hostChecker } from './check-host.ts';
import { whyNotReady } from './why-not-ready.ts';
import { RefusalLimit } from '../commands/refusal-limit.ts';
import type { CommandHandler } from '../commands/command-handler.ts';
import { accessCommands } from '../features/access/access-commands.ts';
import { authenticateSession } from '../features/access/authenticate-session.ts';
import { demandScope } from '../features/access/demand-scope.ts';
import { localActor } from '../features/access/local-actor.ts';
import { makeRefreshUser } from '../features/access/refresh-user.ts';
import { passwordSource } from '../features/access/password-source.ts';
import { signInRoutes } from '../features/access/sign-in-routes.ts';
import { actorOfToken } from '../features/access/token-actor.ts';
import { assetCommands } from '../features/assets/asset-commands.ts';
import { auditCommands } from '../features/audit/audit-commands.ts';
import { channelCommands } from '../features/channels/channel-commands.ts';
import { hookRoutes } from '../features/channels/hook-routes.ts';
import { checkRendering } from '../features/boot/check-rendering.ts';
import { checkRenderingOfMany } from '../features/boot/check-rendering-of-many.ts';
import { explainCommand } from '../features/boot/explain-command.ts';
import { adminUrlOf } from '../config/admin-url.ts';
import { captureCommands } from '../features/captures/capture-commands.ts';
import { captureListCommands } from '../features/captures/capture-list-commands.ts';
import { dhcpCommands } from '../features/dhcp/dhcp-commands.ts';
import { consoleRoutes } from '../features/console/console-routes.ts';
import { eventCommands } from '../features/events/event-commands.ts';
import { factCommands } from '../features/facts/fact-commands.ts';
import { firmwareCommands } from '../features/firmware/firmware-commands.ts';
import { batchRoutes } from '../features/media/batch-routes.ts';
import { mediaCommands } from '../features/media/media-commands.ts';
import { mediaRoutes } from '../features/media/media-routes.ts';
import { importCommands } from '../features/inventory/import-commands.ts';
import { logCommands } from '../features/installer-logs/log-commands.ts';
import { machineChangeCommands } from '../features/inventory/machine-change-commands.ts';
import { machineIdentityCommands } from '../features/inventory/machine-identity-commands.ts';
import { labelCommands } from '../features/inventory/label-commands.ts';
import { machineListCommands } from '../features/inventory/machine-list-commands.ts';
import { menuCommands } from '../features/menus/menu-commands.ts';
import { ownEntryCommands } from '../features/menus/own-entry-commands.ts';
import { openstackCommands } from '../features/openstack/openstack-commands.ts';
import { overviewCommands } from '../features/overview/overview-commands.ts';
import { overviewStream } from '../features/overview/overview-stream.ts';
import { planCommands } from '../features/plan/plan-commands.ts';
import { powerCommands } from '../features/power/power-commands.ts';
import { powerRestarter } from '../features/power/power-restarter.ts';
import { powerManyCommands } from '../features/power/power-many-commands.ts';
import { powerOrderCommands } from '../features/power/power-order-commands.ts';
import { powerSettingsCommands } from '../features/power/power-settings-commands.ts';
import { powerStatusCommands } from '../features/power/power-status-commands.ts';
import { previewCommands } from '../features/preview/preview-commands.ts';
import { previewRoutes } from '../features/preview/preview-routes.ts';
import { profileCommands } from '../features/profiles/profile-commands.ts';
import { bulkCommands } from '../features/provisioning/bulk-commands.ts';
import { grantCommands } from '../features/provisioning/grant-commands.ts';
import { proposalCommands } from '../features/provisioning/proposal-commands.ts';
import { rolloutCommands } from '../features/rollouts/rollout-commands.ts';
import { ruleCommands } from '../features/rules/rule-commands.ts';
import { startRunningRules } from '../features/rules/run-rules-job.ts';
import { secretTexts } from './secret-texts.ts';
import { supportCommands } from '../features/support/support-commands.ts';
import { secretCommands } from '../features/secrets/secret-commands.ts';
import { settingsCommands } from '../features/settings/settings-commands.ts';
import { usageCommands } from '../features/usage/usage-commands.ts';
import { webhookCommands } from '../features/webhooks/webhook-commands.ts';
import { canonicalAddress } from '../platform/network-address.ts';

/** Where `npm start` builds packages/console. */
const builtConsole = resolve(import.meta.dirname, '../../../console/dist');

/** The same commands twice: for tokens over TCP, and for the local user over the socket. */
export function adminPlanesOf(parts: Parts): {
  remote: FastifyInstance;
  local: FastifyInstance;
  /** Has rules act by these commands. @returns what stops it */
  startRules: () => () => void;
} {
  const { config, files, logger, database, mediumMaker, audit, metrics, directory, tls, previews } = parts;
  const { clock } = parts;
  const needs = {
    tools: { database, audit, demandScope, refusals: new RefusalLimit() },
    handlers: commandsOf(parts, () => adminUrlOf(config, portOf(remote))),
    whyNotReady: () => database.read(whyNotReady),
    metrics: metrics.show,
  };
  const { session: times, directory: directoryConfig } = config.signIn;
  const refresh = makeRefreshUser(
    { database, audit },
    { directory, recheckMs: directoryConfig?.recheckMs ?? 0 },
  );
  const passwords = passwordSource(database, directory);
  const signInTools = { database, audit, times, passwords, refresh };
  const authenticate = async (request: FastifyRequest) => {
    const token = bearerToken(request);
    if (token === undefined) return (await authenticateSession(signInTools, request))?.actor;
    return await actorOfToken(database, token, canonicalAddress(request.ip), refresh);
  };
  const checkHost = hostChecker(config.adminHosts);
  const remote: FastifyInstance = makeAdminPlane(logger, { ...needs, tls, checkHost, authenticate });
  parts.tracing.watchPlane(remote, 'admin');
  metrics.planes.set('admin', watchPlane(remote, 'admin', metrics.counters));
  const boot = { url: config.bootUrl, port: config.bootListen.port };
  signInRoutes(remote, signInTools, { oidc: config.signIn.oidc, boot });
  overviewStream(remote, { database, authenticate });
  previewRoutes(remote, { authenticate, mediumMaker, data: files });
  const bootUrl = boot.url ?? `http://SERVER:${boot.port}`;
  hookRoutes(remote, { database, config: config.channels, builder: previews, bootUrl });
  consoleRoutes(remote, builtConsole);
  const local = makeAdminPlane(logger, {
    ...needs,
    checkHost: () => undefined,
    authenticate: (request) => localActor(database, config.signIn.localRoles, claimedName(request)),
  });
  // The URL is the secret: whoever has it may fetch what it names, also from here.
  for (const plane of [remote, local]) {
    mediaRoutes(plane, { database, mediumMaker, now: clock });
    batchRoutes(plane, { database, mediumMaker });
  }
  const startRules = () =>
    startRunningRules(
      database,
      { audit, handlers: byName(needs.handlers), secondPerson: config.grants },
      (error) => logger.error(error, 'a rule failed'),
    );
  return { remote, local, startRules };
}

function byName(handlers: readonly CommandHandler[]): ReadonlyMap<string, CommandHandler> {
  return new Map(handlers.map((handler) => [handler.definition.name, handler]));
}

/** What it is bound to; null: it does not listen, or not yet. */
function portOf({ server }: FastifyInstance): number | null {
  const bound = server.address();
  return bound === null || typeof bound === 'string' ? null : bound.port;
}

/** Every command of every feature. */
function commandsOf(parts: Parts, adminUrl: () => string): readonly CommandHandler[] {
  const { config, data, files, clock, folders, captures, menu, assets, firmware } = parts;
  const { mediumMaker, audit, dhcp, directory, settings, database } = parts;
  const check = checkRendering(menu);
  const checkMany = checkRenderingOfMany(menu);
  const power = { bootUrl: config.bootUrl, wake: parts.power.wake };
  const restarter = powerRestarter(power);
  const serverUrl = config.bootUrl ?? 'http://SERVER';
  const commands = [
    ...machineListCommands,
    ...factCommands,
    ...machineChangeCommands(check),
    ...machineIdentityCommands(check),
    ...labelCommands(checkMany),
    ...logCommands,
    ...importCommands,
    ...grantCommands(check, config.grants, restarter),
    ...bulkCommands(checkMany, config.grants, restarter),
    ...proposalCommands(checkMany, restarter),
    ...rolloutCommands(checkMany, config.grants),
    ...ruleCommands(checkMany),
    ...powerSettingsCommands(database, config.power),
    ...powerStatusCommands(database, config.power),
    ...powerCommands(power),
    ...powerManyCommands(power),
    ...powerOrderCommands,
    explainCommand(config, menu, serverUrl),
    ...menuCommands(menu, config.menu),
    ...ownEntryCommands(files, parts.elsewhere),
    ...previewCommands({ settings: config, menu, serverUrl }),
    ...profileCommands({ folders, menu, render: check, serverUrl }),
    ...captureCommands(captures, folders, check),
    ...channelCommands(parts.previews, config),
    ...captureListCommands(captures, parts.database),
    ...firmwareCommands(firmware, clock),
    ...assetCommands({ ...assets, menu }),
    ...mediaCommands(mediumMaker, config.bootUrl),
    ...openstackCommands(data),
    ...accessCommands(config.signIn, directory, adminUrl),
    ...settingsCommands(config.given, settings.reload),
    ...secretCommands(parts.secrets),
    ...supportCommands({
      data,
      given: config.given,
      secrets: () => secretTexts(config),
      databaseKind: config.database.kind,
      problems: async () => [...menu.problems, (await parts.secrets.problem()) ?? []].flat(),
      log: () => parts.recentLog.newest,
      metrics: parts.metrics.show,
    }),
    ...webhookCommands(config.webhooks),
    ...auditCommands(audit),
    ...eventCommands,
    ...overviewCommands,
    ...usageCommands,
    ...dhcpCommands(dhcp),
  ];
  const handlers = byName(commands);
  const catalogue = () => menu.content.catalogue;
  const plans = { handlers, catalogue, data: files, database: parts.database, tools: { audit, demandScope } };
  return [...commands, ...planCommands({ ...plans, ...parts.plans, ...config.grants })];
}
