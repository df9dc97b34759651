import type { Platform } from '@netberth/catalogue';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import { answerBoot } from '../boot/answer-boot.ts';
import type { BootTools } from '../boot/answer-boot.ts';
import { onlyPlatform } from '../boot/candidate-platforms.ts';
import { identityParameters } from '../boot/identity-parameters.ts';
import { parseBootRequest } from '../boot/parse-boot-request.ts';
import type { MenuSource } from '../catalogue/menu-content.ts';
import { nonDestructiveProfiles } from '../profiles/non-destructive-profiles.ts';
import { replyScript } from '../boot/reply-script.ts';
import { retryScript } from '../boot/scripts/retry-script.ts';
import type { AnsweredBoot } from '../boot/record-boot.ts';
import { introduceScript } from './introduce-script.ts';
import { askPassword } from './ask-password.ts';
import type { MenuGuard } from './menu-guard.ts';
import { MenuScripts } from './menu-scripts.ts';
import { oncePerTurn } from './once-per-turn.ts';
import { PickedChoices } from './picked-choices.ts';
import { problemText } from './problem-text.ts';
import { parseAbilities, type KnownBuilds, type ToldAbilities } from './parse-abilities.ts';
import { parsePlatform } from './parse-platform.ts';
import type { Query } from './query-text.ts';

type MakeAnswer = (
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<string | FastifyReply> | string | FastifyReply;

export type MenuRoutesNeeds = {
  readonly database: Database;
  readonly tools: BootTools;
  readonly bootUrl: string | null;
  readonly builds: KnownBuilds;
  readonly guard: MenuGuard;
  /** Where the utilities lead whoever wants another menu; undefined: nowhere. */
  readonly tryPage?: string | undefined;
  readonly onBoot: (boot: AnsweredBoot) => void;
};

/** `/menu.ipxe`, `/menu/…`: the catalogue's menu, and `/menu/p/<product>?…`, one choice of it. */
export function menuRoutes(
  plane: FastifyInstance,
  { database, tools, bootUrl, builds, guard, tryPage, onBoot }: MenuRoutesNeeds,
): void {
  const scripts = new MenuScripts(tools.menu, tryPage);
  const profiles = oncePerTurn(() => database.read(nonDestructiveProfiles));
  const choices = new PickedChoices(tools.menu);
  const script = (url: string, answer: MakeAnswer) =>
    plane.route({
      method: 'GET',
      url,
      handler: async (request, reply) => {
        const text = await answer(request, reply);
        return typeof text === 'string' ? replyScript(reply, text) : text;
      },
      errorHandler: replyRetry,
    });
  script('/menu.ipxe', async ({ query }) =>
    scripts.first(await profiles(), onlyPlatform(parsePlatform(query as Query))),
  );
  script('/menu/*', (request) => {
    const path = (request.params as { '*': string })['*'];
    const platform = onlyPlatform(parsePlatform(request.query as Query));
    const page = scripts.page(path, platform, abilitiesOf(request, platform, builds, tools.menu));
    return page ?? problemText('noMenuPart', { path: path.slice(0, 100) });
  });
  script('/menu/own/:file', async (request, reply) => {
    const { file } = request.params as { file: string };
    const id = file.replace(/\.ipxe$/, '');
    const { catalogue, ownScripts } = tools.menu.content;
    const own = ownScripts.get(id);
    const product = catalogue.products.find((each) => each.id === id);
    if (own === undefined || product === undefined)
      return problemText('noMenuPart', { path: `own/${file.slice(0, 64)}` });
    // Its entry of the menu has asked already, where it was chosen there.
    const isRefused = guard.guards(product);
    return (
      (isRefused ? await askPassword(request, reply, { guard, bootUrl }, product.name, true) : null) ?? own
    );
  });
  script('/menu/p/:product', async (request, reply) => {
    const query = request.query as Query;
    if (isTypedIn(request, query)) return introduceScript(request.url.replace('/menu/p/', ''));
    const { product: id } = request.params as { readonly product: string };
    const product = tools.menu.content.catalogue.products.find((each) => each.id === id);
    const refused =
      product !== undefined && guard.guards(product)
        ? await askPassword(request, reply, { guard, bootUrl }, product.name)
        : null;
    if (refused !== null) return refused;
    const told = abilitiesOf(request, onlyPlatform(parsePlatform(query)), builds, tools.menu);
    const picked = choices.find(id, query, told);
    const server = serverUrlOf(request.raw, bootUrl);
    if (!picked.ok) return problemText('choiceRefused', { why: picked.problems.join('; '), server });
    const identity = Object.fromEntries(identityParameters.map((name) => [name, query[name]]));
    const asked = parseBootRequest(identity, canonicalAddress(request.ip), server);
    const { script: text, boot } = await database.writeTogether(() =>
      answerBoot({ ...asked, pick: picked.pick }, tools),
    );
    if (boot !== null) onBoot(boot);
    return text;
  });
}

function abilitiesOf(
  { query, headers }: FastifyRequest,
  platform: Platform | null,
  builds: KnownBuilds,
  { files }: MenuSource,
): ToldAbilities {
  const told = parseAbilities(query as Query, headers['user-agent'], platform, builds);
  const isNear = (url: string) => files.pathOf(url) !== null;
  return { ...told, abilities: { ...told.abilities, isNear } };
}

/** A person types a product at the prompt of iPXE, and not the MAC addresses of the machine. */
function isTypedIn(request: FastifyRequest, query: Query): boolean {
  const isIpxe = request.headers['user-agent']?.startsWith('iPXE') ?? false;
  return isIpxe && !identityParameters.some((name) => Object.hasOwn(query, name));
}

function replyRetry(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  request.log.error(error, 'answering for the menu failed');
  void replyScript(reply, retryScript('bootFailed', { why: 'an error of the server, see its log' }));
}
