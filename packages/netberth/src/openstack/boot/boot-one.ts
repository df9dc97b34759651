import { machineList } from '@netberth/api';
import type { Session } from '@netberth/openstack';
import type { z } from 'zod';
import { connect } from '../../connect/connect.ts';
import { Failure } from '../../failure.ts';
import type { Surroundings } from '../../local-verb.ts';
import type { openstackBoot } from '../openstack-definitions.ts';
import { asFailure, withCloud } from '../with-cloud.ts';
import type { Booted } from './booted.ts';
import { bootServer } from './boot-server.ts';
import { readBootWish, type BootWish } from './boot-wish.ts';
import { cleanUp } from './clean-up.ts';
import { interruptible } from './interruptible.ts';
import { IssuedIsos } from './issued-isos.ts';
import { Machines } from './machines.ts';
import { startNarrator } from './narrator.ts';
import { openSite } from './open-site.ts';
import { whatExists } from './what-exists.ts';

type Asked = z.output<typeof openstackBoot.input>;

/** `openstack boot`. */
export async function bootOne(asked: Asked, surroundings: Surroundings): Promise<Booted> {
  if (asked.cleanup) return cleanUpOne(asked, surroundings);
  const read = readBootWish(asked);
  if (read.kind === 'refused')
    throw new Failure(`Nothing was made:\n${read.problems.map((each) => `  ${each}`).join('\n')}`);
  return withCloud(asked, surroundings.environment, async (session) =>
    interruptible(async (signal) => bootIn(session, asked, read.wish, signal, surroundings)),
  );
}

async function bootIn(
  session: Session,
  asked: Asked,
  wish: BootWish,
  signal: AbortSignal,
  surroundings: Surroundings,
): Promise<Booted> {
  const isFollowed = asked.follow ?? wish.goesTo === 'bootstrap';
  const opened = await openSite(session, asked, { isFollowed, names: [wish.name], signal }, surroundings);
  try {
    return await bootServer(opened.site, wish);
  } catch (error) {
    throw await withWayOut(error, session, wish.name, signal);
  } finally {
    await opened.dispose();
  }
}

/** Whatever ended it, a person learns what is there now. */
async function withWayOut(
  error: unknown,
  session: Session,
  name: string,
  signal: AbortSignal,
): Promise<unknown> {
  const known = signal.aborted ? new Failure('Interrupted.') : asFailure(error);
  if (!(known instanceof Failure)) return known;
  return new Failure(`${known.message}\n${await whatExists(session, name)}`, { cause: error });
}

async function cleanUpOne(asked: Asked, surroundings: Surroundings): Promise<Booted> {
  const { flags, environment, terminal } = surroundings;
  return withCloud(asked, environment, async (session) => {
    const connection = await connect(flags, environment, machineList);
    try {
      const narrator = await startNarrator(terminal, asked.name.length);
      const signal = new AbortController().signal;
      const isos = new IssuedIsos(connection);
      const place = { session, machines: new Machines(connection), isos, narrator, signal };
      return await cleanUp(place, asked.name);
    } finally {
      await connection.dispose();
    }
  });
}
