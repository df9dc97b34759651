import type { z } from 'zod';
import { machineList } from '@netberth/api';
import { connect } from '../../connect/connect.ts';
import { Failure } from '../../failure.ts';
import type { Surroundings } from '../../local-verb.ts';
import type { openstackBatch } from '../openstack-definitions.ts';
import { asFailure, withCloud } from '../with-cloud.ts';
import type { Booted } from './booted.ts';
import { bootServer } from './boot-server.ts';
import { cleanUp } from './clean-up.ts';
import { inParallel } from './in-parallel.ts';
import { interruptible } from './interruptible.ts';
import { IssuedIsos } from './issued-isos.ts';
import { Machines } from './machines.ts';
import { startNarrator, type Narrator } from './narrator.ts';
import { openSite } from './open-site.ts';
import { readServerList, readServerNames } from './read-server-list.ts';

type Asked = z.output<typeof openstackBatch.input>;
type Made = z.output<typeof openstackBatch.output>;

/** `openstack batch`: one that fails stops none of the others. */
export async function bootMany(asked: Asked, surroundings: Surroundings): Promise<Made> {
  return asked.cleanup ? cleanUpMany(asked, surroundings) : bootAll(asked, surroundings);
}

async function bootAll(asked: Asked, surroundings: Surroundings): Promise<Made> {
  const wishes = await readServerList(asked.list, asked);
  const names = wishes.map(({ name }) => name);
  const isFollowed = asked.follow ?? !asked.menu;
  return withCloud(asked, surroundings.environment, async (session) =>
    interruptible(async (signal) => {
      const opened = await openSite(session, asked, { isFollowed, names, signal }, surroundings);
      try {
        const works = wishes.map((wish) => ({ name: wish.name, run: () => bootServer(opened.site, wish) }));
        return await outcomes(works, asked.parallel, signal, opened.site.narrator);
      } finally {
        await opened.dispose();
      }
    }),
  );
}

async function cleanUpMany(asked: Asked, surroundings: Surroundings): Promise<Made> {
  const { flags, environment, terminal } = surroundings;
  const names = await readServerNames(asked.list);
  return withCloud(asked, environment, async (session) =>
    interruptible(async (signal) => {
      const connection = await connect(flags, environment, machineList);
      const narrator = await startNarrator(terminal, Math.max(...names.map((name) => name.length)));
      const isos = new IssuedIsos(connection);
      const place = { session, machines: new Machines(connection), isos, narrator, signal };
      try {
        const works = names.map((name) => ({ name, run: () => cleanUp(place, name) }));
        return await outcomes(works, asked.parallel, signal, narrator);
      } finally {
        narrator.end();
        await connection.dispose();
      }
    }),
  );
}

type Work = { readonly name: string; readonly run: () => Promise<Booted> };

async function outcomes(
  works: readonly Work[],
  parallel: number,
  signal: AbortSignal,
  narrator: Narrator,
): Promise<Made> {
  let done = 0;
  const tellSum = () => {
    const percent = (done * 100) / works.length;
    narrator.at('', { what: `${done} of ${works.length} done`, percent });
  };
  tellSum();
  const servers = await inParallel(works, parallel, async ({ name, run }) => {
    if (signal.aborted) return { name, problem: 'not begun: interrupted' };
    try {
      return { ...(await run()), problem: null };
    } catch (error) {
      const known = signal.aborted ? new Failure('interrupted') : asFailure(error);
      if (!(known instanceof Failure)) throw known;
      narrator.tell(name, known.message);
      return { name, problem: known.message };
    } finally {
      narrator.at(name, null);
      done += 1;
      tellSum();
    }
  });
  return { ok: servers.every(({ problem }) => problem === null), servers };
}
