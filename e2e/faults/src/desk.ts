import { setTimeout as sleep } from 'node:timers/promises';
import {
  auditVerify,
  eventList,
  machineAdd,
  machineGrant,
  machineHistorySchema,
  machineRevoke,
  machineShow,
  profileImport,
} from '@netberth/api';
import type { CommandDefinition, MachineHistory, OutputOf } from '@netberth/api';
import { packImage } from './pack-image.ts';
import { Client } from '../../../packages/server/tests/harness/ask.ts';
import type { Answer, Question } from '../../../packages/server/tests/harness/ask.ts';
import { questionOf } from '../../../packages/server/tests/harness/start-app.ts';
import type { StormMachine } from '../../../bench/src/storm/storm-machine.ts';
import type { Act, TellTale } from './told.ts';

const pauseMs = 50;
const patienceMs = 60_000;
const bootsAtOnce = 200;

/** A person who works over the sockets of the servers, and asks again until one of them has answered. */
export class Desk {
  readonly #clients: readonly Client[];
  readonly #told: TellTale;
  #turn = 0;

  constructor(sockets: readonly string[], told: TellTale) {
    this.#clients = sockets.map((socketPath) => new Client({ socketPath }));
    this.#told = told;
  }

  /** @returns null when no server answered, or one that it is in trouble: whether it was done is not known */
  async #askOnce(question: Question): Promise<Answer | null> {
    this.#turn += 1;
    try {
      const answer = await this.#clients[this.#turn % this.#clients.length]?.ask(question);
      return answer === undefined || answer.status >= 500 ? null : answer;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return null; // ECONNREFUSED, ENOENT, ECONNRESET
      throw error;
    }
  }

  async #insist<Definition extends CommandDefinition>(
    definition: Definition,
    input: object,
  ): Promise<OutputOf<Definition>> {
    const answer = await this.#insistOn(definition.name, questionOf(definition, input));
    return JSON.parse(answer.text) as OutputOf<Definition>;
  }

  async #insistOn(what: string, question: Question): Promise<Answer> {
    const deadlineMs = performance.now() + patienceMs;
    for (;;) {
      const answer = await this.#askOnce(question);
      if (answer?.status === 200) return answer;
      if (answer !== null) throw new Error(`${what}: ${answer.status} ${answer.text}`);
      if (performance.now() > deadlineMs) throw new Error(`${what}: nobody answers`);
      await sleep(pauseMs);
    }
  }

  async importImage(name: string, folder: string): Promise<void> {
    const path = `/api/v1${profileImport.http.path.replace('{name}', name)}`;
    const headers = { 'content-type': 'application/x-tar' };
    await this.#insistOn(`importing ${name}`, {
      method: 'PUT',
      path,
      headers,
      body: await packImage(folder),
    });
  }

  /** Makes a machine known as far as `known` says it. @returns its id */
  async add(known: Partial<Pick<StormMachine, 'uuid' | 'serial'>> & { macs: string[] }): Promise<number> {
    return (await this.#insist(machineAdd, known)).id;
  }

  /** Grants the steps in place of what was granted, until a server has said that it is done. */
  async grant(machine: number, id: number, steps: readonly string[], expires: string): Promise<void> {
    const input = { machine: String(id), profiles: steps, replace: true, expires };
    await this.#tryUntilDone(
      { machine, does: 'grant', steps, grant: null },
      questionOf(machineGrant, input),
      (act, { text }) => {
        const { grant } = machineGrant.output.parse(JSON.parse(text));
        if (grant === null) throw new Error(`granting machine ${id}: it has no live grant: ${text}`);
        return { ...act, grant: { id: grant.id, expiresAt: grant.expiresAt } };
      },
    );
  }

  async revoke(machine: number, id: number): Promise<void> {
    const question = questionOf(machineRevoke, { machine: String(id) });
    await this.#tryUntilDone({ machine, does: 'revoke' }, question, (act) => act);
  }

  async #tryUntilDone(
    wanted: ActToDo,
    question: Question,
    done: (act: ActToDo, answer: Answer) => ActToDo,
  ): Promise<void> {
    for (;;) {
      const askedMs = this.#told.nowMs();
      const index = this.#told.acts.push({ ...wanted, askedMs, answeredMs: null }) - 1;
      const answer = await this.#askOnce(question);
      // 409: there is nothing to revoke (any more).
      if (answer !== null && answer.status !== 200 && !(wanted.does === 'revoke' && answer.status === 409))
        throw new Error(`${wanted.does} of machine ${wanted.machine}: ${answer.status} ${answer.text}`);
      if (answer !== null) {
        const answeredMs = this.#told.nowMs();
        this.#told.acts[index] = { ...done(wanted, answer), askedMs, answeredMs };
        return;
      }
      await sleep(pauseMs);
    }
  }

  /** With all boots: in forty seconds a machine comes to its disk more often than is shown at once. */
  async history(id: number): Promise<MachineHistory> {
    const newest = await this.#show(id);
    const boots = [...newest.boots];
    for (let shown = newest.boots.length; shown === bootsAtOnce;) {
      const older = await this.#show(id, boots.at(-1)?.number);
      boots.push(...older.boots);
      shown = older.boots.length;
    }
    return { ...newest, boots };
  }

  async #show(id: number, before?: number): Promise<MachineHistory> {
    const input = { machine: String(id), boots: bootsAtOnce, ...(before !== undefined && { before }) };
    return machineHistorySchema.parse(await this.#insist(machineShow, input));
  }

  async alerts(): Promise<readonly string[]> {
    const { events } = await this.#insist(eventList, { severity: 'alert', limit: 1000 });
    return events.map(({ message }) => message);
  }

  /** What is wrong with the audit log of each server, as sentences. */
  async auditProblems(): Promise<readonly string[]> {
    const problems = [];
    for (const client of this.#clients) {
      const answer = await client.ask(questionOf(auditVerify, {}));
      if (answer.status !== 200) problems.push(`audit verify: ${answer.status} ${answer.text}`);
      else problems.push(...auditVerify.output.parse(JSON.parse(answer.text)).problems);
    }
    return problems;
  }

  close(): void {
    for (const client of this.#clients) client.close();
  }
}

type ActToDo = DistributiveOmit<Act, 'askedMs' | 'answeredMs'>;
type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never;
