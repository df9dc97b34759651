import { join } from 'node:path';
import type { OpenedGitCatalogue } from '@netberth/publish/node';
import type { SiteFile } from '@netberth/publish';
import { previewLifeMs } from './channel-config.ts';

export type PreviewOrder = {
  readonly channel: string;
  readonly url: string;
  readonly ref: string;
};

export type Built =
  | {
      readonly kind: 'built';
      readonly atMs: number;
      readonly source: OpenedGitCatalogue;
      readonly files: readonly SiteFile[];
      /** The folder of the version that they make, below that of the channels. */
      readonly folder: string;
    }
  /** `why` is a sentence for the person who asked. */
  | { readonly kind: 'failed'; readonly atMs: number; readonly why: string };

/** More than that may not wait: whoever is at a machine can ask for a branch. */
const mostWaiting = 8;

/**
 * Builds channels of this server's own from commits, one after the other, into the folder `channels` of the data folder.
 * Nothing of a commit is run, see `fetchCatalogue`.
 */
export class PreviewBuilder {
  readonly folder: string;
  readonly #now: () => number;
  readonly #running = new Map<string, Promise<Built>>();
  readonly #last = new Map<string, Built>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(data: string, now: () => number) {
    this.folder = join(data, 'channels');
    this.#now = now;
  }

  isBuilding(channel: string): boolean {
    return this.#running.has(channel);
  }

  /** What came of the last build of this channel in this process. */
  last(channel: string): Built | undefined {
    return this.#last.get(channel);
  }

  /** Whoever asks for a channel that is being built gets that. */
  build(order: PreviewOrder): Promise<Built> {
    const { channel } = order;
    const running = this.#running.get(channel);
    if (running !== undefined) return running;
    if (this.#running.size >= mostWaiting)
      return Promise.resolve({
        kind: 'failed',
        atMs: this.#now(),
        why: 'too many are being built: try again in a minute',
      });
    const building = this.#queue.then(() => this.#build(order));
    this.#queue = building;
    this.#running.set(channel, building);
    return building.then((built) => {
      this.#running.delete(channel);
      this.#remember(channel, built);
      return built;
    });
  }

  /** False: there was none. */
  async remove(channel: string): Promise<boolean> {
    const { PublishProblem, removeChannel } = await import('@netberth/publish');
    const { FolderStore } = await import('@netberth/publish/node');
    await this.#running.get(channel);
    this.#last.delete(channel);
    try {
      await removeChannel(new FolderStore(this.folder), channel);
      return true;
    } catch (error) {
      if (error instanceof PublishProblem) return false;
      throw error;
    }
  }

  /** Gives the names of the channels whose time was up. */
  async removeExpired(): Promise<readonly string[]> {
    const { removeExpired } = await import('@netberth/publish');
    const { FolderStore } = await import('@netberth/publish/node');
    return removeExpired(new FolderStore(this.folder), new Date(this.#now()));
  }

  async #build({ channel, url, ref }: PreviewOrder): Promise<Built> {
    const pure = await import('@netberth/publish');
    const { FolderStore, openGitCatalogue, sha256 } = await import('@netberth/publish/node');
    const atMs = this.#now();
    try {
      const store = new FolderStore(this.folder);
      const source = await openGitCatalogue({ url, ref });
      const site = {
        catalogue: source.catalogue,
        timeoutMs: 0,
        notice: `preview ${channel}`,
        tryUrl: '',
        loaders: [],
      };
      const files = pure.assembleSite(site);
      const version = pure.makeVersion([...files, pure.checksumsOf(files, sha256)], sha256);
      await pure.publish(store, {
        channel,
        version,
        keep: 1,
        now: () => new Date(atMs),
        expiresAt: new Date(atMs + previewLifeMs),
        source: `${ref} of ${url}, commit ${source.commit}`,
        dryRun: false,
      });
      return { kind: 'built', atMs, source, files, folder: pure.versionFolder(channel, version.version) };
    } catch (error) {
      if (error instanceof pure.PublishProblem) return { kind: 'failed', atMs, why: error.message };
      throw error;
    }
  }

  #remember(channel: string, built: Built): void {
    this.#last.delete(channel);
    this.#last.set(channel, built);
    const [oldest] = this.#last.keys();
    if (this.#last.size > 100 && oldest !== undefined) this.#last.delete(oldest);
  }
}
