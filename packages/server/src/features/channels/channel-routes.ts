import { fillScript, ipxe, redactScript, renderScript, script, urlText, words } from '@netberth/ipxe';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { replyRefusal } from '../../platform/plain-reply.ts';
import { problemScript } from '../boot/scripts/problem-script.ts';
import { replyScript } from '../boot/reply-script.ts';
import type { ChannelConfig } from './channel-config.ts';
import type { Built, PreviewBuilder, PreviewOrder } from './preview-builder.ts';

export type ChannelRoutesNeeds = {
  readonly config: ChannelConfig;
  readonly builder: PreviewBuilder;
  readonly now: () => number;
};

/** What was built so recently is not built again when somebody asks. */
const freshMs = 60_000;
/** A machine asks so often, every three seconds, whether its branch is there. */
const mostRounds = 60;

/** `/try.ipxe` asks, `/try` builds and leads there, `/channels/…` is what was built. */
export function channelRoutes(plane: FastifyInstance, { config, builder, now }: ChannelRoutesNeeds): void {
  plane.get('/try.ipxe', async (_, reply) => {
    const { tryPage } = await import('@netberth/publish');
    const page = tryPage({ channel: '/channels/', server: config.repository === '' ? null : '' });
    return replyScript(reply, fillScript(renderScript(page), {}));
  });
  plane.get('/try', async ({ query }, reply) => {
    const { user, ref, round } = askedOf(query);
    const asked = await orderOf(config, user, ref);
    if (typeof asked === 'string') return replyScript(reply, refusal(asked));
    const last = builder.last(asked.channel);
    const isFresh = last !== undefined && now() - last.atMs < freshMs;
    if (isFresh && !builder.isBuilding(asked.channel)) return replyScript(reply, outcomeScript(asked, last));
    if (round >= mostRounds) return replyScript(reply, refusal('it takes too long to build'));
    // It is told by the next request, also that it failed.
    if (!builder.isBuilding(asked.channel))
      builder.build(asked).catch((error: unknown) => plane.log.error(error));
    return replyScript(reply, waitScript(asked, user, round + 1));
  });
  plane.get('/channels/*', async (request, reply) => {
    const path = (request.params as { '*': string })['*'].replace(/\/$/, '/index.html');
    return (
      (await sendFile(builder.folder, path, reply)) ??
      replyRefusal(reply, 'channelUnknown', { path: request.url.slice(0, 100) })
    );
  });
}

/** What stands twice in a query is an array. */
function askedOf(query: unknown): { user: string; ref: string; round: number } {
  const said = query as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof said[name] === 'string' ? said[name] : '');
  return { user: text('user'), ref: text('ref'), round: Number(text('round')) || 0 };
}

/** What is to be built; a sentence: why it is not. */
async function orderOf(config: ChannelConfig, user: string, ref: string): Promise<PreviewOrder | string> {
  const { channelNameOf, forkUrl, gitRefFault } = await import('@netberth/publish');
  if (config.repository === '') return 'this server builds none';
  const fault = gitRefFault(ref);
  if (fault !== null) return fault;
  if (user === '') return { channel: channelNameOf(`try-${ref}`), url: config.repository, ref };
  if (!config.forks) return 'this server builds no branches of other people';
  const url = forkUrl(config.repository, user);
  return url === null ? `"${user}" names nobody` : { channel: channelNameOf(`try-${user}-${ref}`), url, ref };
}

async function sendFile(folder: string, path: string, reply: FastifyReply): Promise<FastifyReply | null> {
  const { PublishProblem, siteFile } = await import('@netberth/publish');
  const { FolderStore } = await import('@netberth/publish/node');
  try {
    const read = path.includes('\0') ? null : await new FolderStore(folder).read(path);
    if (read === null) return null;
    const cache = path.includes('/versions/') ? 'public, max-age=31536000, immutable' : 'no-store';
    return await reply.type(siteFile(path, '').type).header('cache-control', cache).send(read.text);
  } catch (error) {
    if (error instanceof PublishProblem) return null;
    throw error;
  }
}

function outcomeScript({ channel }: PreviewOrder, built: Built): string {
  if (built.kind === 'failed') return refusal(built.why);
  const entry = urlText(`/channels/${channel}/menu.ipxe`);
  return redactScript(renderScript(script(ipxe`chain --autofree --replace ${entry} || exit 1`)));
}

function waitScript({ ref }: PreviewOrder, user: string, round: number): string {
  const query = new URLSearchParams({ user, ref, round: String(round) }).toString();
  const next = urlText(`/try?${query}`);
  return redactScript(
    renderScript(
      script(
        ipxe`echo Netberth: ${words(`"${ref}" is being built ...`)}`,
        ipxe`sleep 3`,
        ipxe`chain --autofree --replace ${next} || exit 1`,
      ),
    ),
  );
}

function refusal(why: string): string {
  return redactScript(renderScript(problemScript('branchRefused', { why })));
}
