import type { FastifyInstance } from 'fastify';
import type { Database } from '../../database/work.ts';
import { onlyPlatform } from '../boot/candidate-platforms.ts';
import { scriptRoute } from '../boot/script-route.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { nonDestructiveProfiles } from '../profiles/non-destructive-profiles.ts';
import { abilitiesOf } from './abilities-of.ts';
import { askPassword } from './ask-password.ts';
import type { MenuGuard } from './menu-guard.ts';
import { MenuScripts } from './menu-scripts.ts';
import { oncePerTurn } from './once-per-turn.ts';
import type { KnownBuilds } from './parse-abilities.ts';
import { parsePlatform } from './parse-platform.ts';
import { problemText } from './problem-text.ts';
import type { Query } from './query-text.ts';

export type MenuRoutesNeeds = {
  readonly database: Database;
  readonly menu: MenuSource;
  readonly bootUrl: string | null;
  readonly builds: KnownBuilds;
  readonly guard: MenuGuard;
  /** Where the utilities lead whoever wants another menu; undefined: nowhere. */
  readonly tryPage?: string | undefined;
};

const failure = 'answering for the menu failed';

/** `/menu.ipxe`, `/menu/…`: the pages of the menu, and the scripts that a site has added. */
export function menuRoutes(
  plane: FastifyInstance,
  { database, menu, bootUrl, builds, guard, tryPage }: MenuRoutesNeeds,
): void {
  const scripts = new MenuScripts(menu, tryPage);
  const profiles = oncePerTurn(() => database.read(nonDestructiveProfiles));
  scriptRoute(plane, '/menu.ipxe', failure, async ({ query }) =>
    scripts.first(await profiles(), onlyPlatform(parsePlatform(query as Query))),
  );
  scriptRoute(plane, '/menu/*', failure, (request) => {
    const path = (request.params as { '*': string })['*'];
    const platform = onlyPlatform(parsePlatform(request.query as Query));
    const page = scripts.page(path, platform, abilitiesOf(request, platform, builds, menu));
    return page ?? problemText('noMenuPart', { path: path.slice(0, 100) });
  });
  scriptRoute(plane, '/menu/own/:file', failure, async (request, reply) => {
    const { file } = request.params as { file: string };
    const id = file.replace(/\.ipxe$/, '');
    const { catalogue, ownScripts } = menu.content;
    const own = ownScripts.get(id);
    const product = catalogue.products.find((each) => each.id === id);
    if (own === undefined || product === undefined)
      return problemText('noMenuPart', { path: `own/${file.slice(0, 64)}` });
    if (!guard.guards(product)) return own;
    // Its entry of the menu has asked already, where it was chosen there.
    return (await askPassword(request, reply, { guard, bootUrl }, product.name, true)) ?? own;
  });
}
