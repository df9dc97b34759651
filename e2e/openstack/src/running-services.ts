import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, start, type Running } from '../../src/child-process.ts';
import { cloudEnvironment } from './cloud-environment.ts';
import { host, inCloud, type CloudPlan } from './cloud-plan.ts';
import type { Service } from './services.ts';

const readyWithinMs = 240_000;

/** The programs of a cloud that run; none outlives this process. */
export class RunningServices {
  readonly #plan: CloudPlan;
  readonly #running = new Map<string, Running>();

  constructor(plan: CloudPlan) {
    this.#plan = plan;
  }

  /** Starts all of them and waits until each listens. */
  async start(services: readonly Service[]): Promise<void> {
    await Promise.all(services.map((service) => this.#startOne(service)));
  }

  /** SIGKILL: in the middle of whatever it does. */
  async kill(name: string): Promise<void> {
    const running = this.#running.get(name);
    this.#running.delete(name);
    if (running !== undefined) killGroup(running);
    await running?.ended;
  }

  /** The last one that was started goes first: those that others lean on go last. */
  async stop(): Promise<void> {
    const names = [...this.#running].reverse();
    this.#running.clear();
    await Promise.all(names.filter(([name]) => !isLeanedOn(name)).map(([, each]) => endAll(each)));
    await Promise.all(names.filter(([name]) => isLeanedOn(name)).map(([, each]) => endAll(each)));
  }

  async #startOne({ name, command, port, environment }: Service): Promise<void> {
    const [file = '', ...args] = command;
    const running = start(file, args, {
      logFile: inCloud(this.#plan, `log/${name}.out`),
      cwd: this.#plan.folder,
      env: { ...cloudEnvironment(this.#plan), ...environment },
      leadsGroup: true,
    });
    this.#running.set(name, running);
    if (port !== null) await this.#listens(name, running, port);
  }

  async #listens(name: string, running: Running, port: number): Promise<void> {
    const state: { ended: string | null } = { ended: null };
    void running.ended.then((how) => (state.ended = how));
    const deadline = Date.now() + readyWithinMs;
    while (!(await isOpen(port))) {
      const log = inCloud(this.#plan, `log/${name}.out`);
      if (state.ended !== null) throw new Error(`${name} ended (${state.ended}): ${log}`);
      if (Date.now() > deadline) throw new Error(`${name} does not listen after ${readyWithinMs} ms: ${log}`);
      await sleep(200);
    }
  }
}

/** Workers of Neutron do not see that their leader is gone, and would stay for ever. */
async function endAll(running: Running): Promise<void> {
  await end(running, 3000);
  killGroup(running);
}

function killGroup({ child: { pid } }: Running): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

const isLeanedOn = (name: string): boolean => ['keystone', 'rabbitmq', 'epmd'].includes(name);

async function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
