import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../../database/work.ts';
import { canonicalAddress } from '../../platform/network-address.ts';
import { serverUrlOf } from '../../platform/server-url.ts';
import { answerBoot } from '../boot/answer-boot.ts';
import type { BootTools } from '../boot/answer-boot.ts';
import { onlyPlatform } from '../boot/candidate-platforms.ts';
import { identityParameters } from '../boot/identity-parameters.ts';
import { parseBootRequest } from '../boot/parse-boot-request.ts';
import type { AnsweredBoot } from '../boot/record-boot.ts';
import { scriptRoute } from '../boot/script-route.ts';
import { abilitiesOf } from './abilities-of.ts';
import { askPassword } from './ask-password.ts';
import { introduceScript } from './introduce-script.ts';
import type { MenuGuard } from './menu-guard.ts';
import type { KnownBuilds } from './parse-abilities.ts';
import { parsePlatform } from './parse-platform.ts';
import { PickedChoices } from './picked-choices.ts';
import { problemText } from './problem-text.ts';
import type { Query } from './query-text.ts';

export type ChoiceRoutesNeeds = {
  readonly database: Database;
  readonly tools: BootTools;
  readonly bootUrl: string | null;
  readonly builds: KnownBuilds;
  readonly guard: MenuGuard;
  readonly onBoot: (boot: AnsweredBoot) => void;
};

/** `/menu/p/<product>?…`: one choice of the catalogue, which is a boot as any other. */
export function choiceRoutes(
  plane: FastifyInstance,
  { database, tools, bootUrl, builds, guard, onBoot }: ChoiceRoutesNeeds,
): void {
  const { menu } = tools;
  const choices = new PickedChoices(menu);
  scriptRoute(plane, '/menu/p/:product', 'answering for the menu failed', async (request, reply) => {
    const query = request.query as Query;
    if (isTypedIn(request, query)) return introduceScript(request.url.replace('/menu/p/', ''));
    const { product: id } = request.params as { readonly product: string };
    const product = menu.content.catalogue.products.find((each) => each.id === id);
    const isGuarded = product !== undefined && guard.guards(product);
    const asks = isGuarded ? await askPassword(request, reply, { guard, bootUrl }, product.name) : null;
    if (asks !== null) return asks;
    const told = abilitiesOf(request, onlyPlatform(parsePlatform(query)), builds, menu);
    const picked = choices.find(id, query, told);
    const server = serverUrlOf(request.raw, bootUrl);
    if (!picked.ok) return problemText('choiceRefused', { why: picked.problems.join('; '), server });
    const identity = Object.fromEntries(identityParameters.map((name) => [name, query[name]]));
    const asked = parseBootRequest(identity, canonicalAddress(request.ip), server);
    const { script, boot } = await database.writeTogether(() =>
      answerBoot({ ...asked, pick: picked.pick }, tools),
    );
    if (boot !== null) onBoot(boot);
    return script;
  });
}

/** A person types a product at the prompt of iPXE, and not the MAC addresses of the machine. */
function isTypedIn(request: FastifyRequest, query: Query): boolean {
  const isIpxe = request.headers['user-agent']?.startsWith('iPXE') ?? false;
  return isIpxe && !identityParameters.some((name) => Object.hasOwn(query, name));
}
