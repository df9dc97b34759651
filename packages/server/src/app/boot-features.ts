import type { Parts } from './parts.ts';
import type { FastifyInstance } from 'fastify';
import { makeBootPlane } from './boot-plane.ts';
import { watchPlane } from './metrics/watch-plane.ts';
import { assetRoutes } from '../features/assets/asset-routes.ts';
import { bootRoutes } from '../features/boot/boot-routes.ts';
import type { AnsweredBoot } from '../features/boot/record-boot.ts';
import { hardwareRoutes } from '../features/boot/hardware-routes.ts';
import { ScriptCache } from '../features/boot/script-cache.ts';
import { VisitLimit } from '../features/boot/visit-limit.ts';
import { captureRoutes } from '../features/captures/capture-routes.ts';
import { channelRoutes } from '../features/channels/channel-routes.ts';
import { knownBuilds } from '../features/firmware/known-builds.ts';
import { batchRoutes } from '../features/media/batch-routes.ts';
import { mediaRoutes } from '../features/media/media-routes.ts';
import { firmwareRoutes } from '../features/firmware/firmware-routes.ts';
import { createFileSources } from '../features/images/file-source.ts';
import { imageRoutes } from '../features/images/image-routes.ts';
import { kiwisprayRoutes } from '../features/kiwispray/kiwispray-routes.ts';
import { askPassword } from '../features/menus/ask-password.ts';
import { choiceRoutes } from '../features/menus/choice-routes.ts';
import { MenuGuard } from '../features/menus/menu-guard.ts';
import { menuRoutes } from '../features/menus/menu-routes.ts';
import { logRoutes } from '../features/installer-logs/log-routes.ts';
import { injectionRoutes } from '../features/openstack/injection-routes.ts';
import { callbackRoutes } from '../features/provisioning/callback-routes.ts';
import type { BootEnd } from '../features/provisioning/callback-routes.ts';
import { DownloadLine } from '../features/provisioning/download-line.ts';
import { healthyRoutes } from '../features/rollouts/healthy-routes.ts';
import { noteReport } from '../features/rollouts/note-report.ts';
import { taskRoutes } from '../features/tasks/task-routes.ts';
import { newBootId } from '../platform/boot-id.ts';

/** What machines and installers reach: every feature that has a route there has its line here. */
export function bootPlaneOf({
  config,
  clock,
  logger,
  database,
  folders,
  captures,
  menu,
  assets,
  firmware,
  mediumMaker,
  ledger,
  previews,
  metrics,
  stories,
  tracing,
}: Parts): FastifyInstance {
  const { bootUrl } = config;
  const plane = makeBootPlane(logger, config.trustedProxies);
  tracing.watchPlane(plane, 'boot');
  metrics.planes.set('boot', watchPlane(plane, 'boot', metrics.counters));
  const line = new DownloadLine(config.linkSpeed, clock);
  metrics.lines.push(() => line.figures);
  const tools = {
    settings: config,
    scripts: new ScriptCache(),
    menu,
    line,
    visits: new VisitLimit(),
    mintBootId: newBootId,
  };
  const onBoot = (boot: AnsweredBoot) => {
    metrics.countBoot(boot.decision, boot.reasonCode);
    stories.answered(boot);
  };
  const onEnd = (end: BootEnd) => {
    if (end.boot.machineId !== null) line.ended(end.boot.machineId);
    stories.ended(end);
  };
  const guard = new MenuGuard(database, config.menu);
  bootRoutes(plane, {
    ...{ database, tools, bootUrl, onBoot },
    askPassword: async (request, reply, profile) =>
      guard.guardsProfile(profile) ? askPassword(request, reply, { guard, bootUrl }, profile) : null,
  });
  hardwareRoutes(plane, { database, tools, bootUrl });
  const builds = knownBuilds({ firmware });
  const tryPage = config.channels.repository === '' ? undefined : '/try.ipxe';
  menuRoutes(plane, { database, menu, bootUrl, builds, guard, tryPage });
  choiceRoutes(plane, { database, tools, bootUrl, builds, guard, onBoot });
  channelRoutes(plane, { config: config.channels, builder: previews, now: clock });
  callbackRoutes(plane, { database, bootUrl, heard: noteReport, onEnd });
  healthyRoutes(plane, { database });
  logRoutes(plane, { database });
  captureRoutes(plane, { database, captures, now: clock });
  taskRoutes(plane, { database, heard: noteReport });
  kiwisprayRoutes(plane, { database, settings: config.kiwispray });
  const sources = createFileSources(config.imageCacheBytes);
  metrics.caches.push(() => sources.cacheFigures);
  const onSent = line.sent.bind(line);
  imageRoutes(plane, {
    ...{ database, imagesFolder: folders.images, sources, ledger, now: clock, onSent },
    accelRedirect: config.accelRedirect,
    brought: {
      fetch: (folder, path) => folders.fetch(folder, path),
      bring: (folder, path) => folders.bring(folder, path),
    },
  });
  assetRoutes(plane, { ...assets, sources, now: clock });
  mediaRoutes(plane, { database, mediumMaker, now: clock });
  batchRoutes(plane, { database, mediumMaker });
  injectionRoutes(plane, { mediumMaker, bootUrl, now: clock });
  firmwareRoutes(plane, { folder: firmware, sources, bootUrl, now: clock });
  return plane;
}
