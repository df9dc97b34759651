import type { ChannelConfig } from './channel-config.ts';
import type { HookOrder } from './parse-hook.ts';
import type { Built } from './preview-builder.ts';

type BuildOrder = Extract<HookOrder, { kind: 'build' }>;
type Needs = { readonly config: ChannelConfig; readonly bootUrl: string };

const withinMs = 30_000;

/** Posts the link of a preview with what it changes to its pull request, where there is one and a token to do so. */
export async function reportPreview(
  { config, bootUrl }: Needs,
  order: BuildOrder,
  built: Built,
): Promise<void> {
  const token = config.apiToken.reveal();
  if (order.comments === null || token === '') return;
  const body =
    built.kind === 'failed' ? failedText(built.why) : await builtText(config, bootUrl, order, built);
  const answer = await fetch(config.apiUrl.replace(/\/$/, '') + order.comments, {
    method: 'POST',
    // GitHub takes the first, GitLab the second.
    headers: {
      authorization: `Bearer ${token}`,
      'private-token': token,
      'content-type': 'application/json',
      'user-agent': 'netberth',
    },
    body: JSON.stringify({ body }),
    signal: AbortSignal.timeout(withinMs),
  });
  if (!answer.ok) throw new Error(`posting to ${order.comments} was answered with ${answer.status}`);
}

async function builtText(
  config: ChannelConfig,
  bootUrl: string,
  { channel, baseRef }: BuildOrder,
  { source, files, folder }: Extract<Built, { kind: 'built' }>,
): Promise<string> {
  const { compareCatalogues, picturedPage, screenOf, summaryText } = await import('@netberth/publish');
  const { openGitCatalogue } = await import('@netberth/publish/node');
  const base = await openGitCatalogue({ url: config.repository, ref: baseRef ?? 'HEAD' });
  const channels = `${bootUrl}/channels/`;
  const pictures = files.flatMap(({ path }) => {
    const page = picturedPage(path);
    return page === null ? [] : [[page, `${channels}${folder}${path}`] as const];
  });
  return summaryText({
    channel,
    url: `${channels}${channel}/`,
    commit: source.commit,
    change: compareCatalogues(base.catalogue, source.catalogue, source.problems),
    pictureUrls: new Map(pictures),
    screen: (screenOf(files, 'menu.ipxe')?.lines ?? []).filter((line) => line.trim() !== ''),
  });
}

function failedText(why: string): string {
  return `<!-- netberth preview -->\nThere is no preview of this menu: ${why.replace(/[<>`]/g, "'")}`;
}
