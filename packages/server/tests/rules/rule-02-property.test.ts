import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headline } from '../harness/read-script.ts';
import { TestApp } from '../harness/start-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
});
afterAll(() => app.stop());

/** Identifiers by what they are and a number; 0 is a placeholder. */
type Drawn = {
  readonly macs: readonly number[];
  readonly uuid: number | null;
  readonly serial: number | null;
};

const identifier = fc.integer({ min: 0, max: 4 });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  macs: fc.uniqueArray(identifier, { maxLength: 3 }),
  uuid: fc.option(identifier),
  serial: fc.option(identifier),
});

/** The identifiers of one round: unlike those of every other, so that one server does for all. */
class Round {
  readonly #number: string;
  constructor(number: number) {
    this.#number = number.toString(16).padStart(4, '0');
  }

  mac(number: number): string {
    if (number === 0) return '00:00:00:00:00:00';
    return `52:54:${this.#number.slice(0, 2)}:${this.#number.slice(2)}:00:0${number}`;
  }

  query({ macs, uuid, serial }: Drawn): Record<string, string> {
    return {
      ...Object.fromEntries(macs.map((mac, index) => [`net${index}`, this.mac(mac)])),
      ...(uuid !== null && {
        uuid: uuid === 0 ? '0'.repeat(8) + '-0000-0000-0000-000000000000' : this.uuid(uuid),
      }),
      ...(serial !== null && { serial: serial === 0 ? 'Default string' : this.serial(serial) }),
    };
  }

  uuid(number: number): string {
    return `4c4c4544-${this.#number}-3510-8052-00000000000${number}`;
  }

  serial(number: number): string {
    return `S${this.#number.toUpperCase()}-${number}`;
  }
}

type Owner = { readonly id: number; readonly own: Drawn; isHeld: boolean };

function withoutPlaceholders({ macs, uuid, serial }: Drawn): Drawn {
  return { macs: macs.filter((mac) => mac !== 0), uuid: uuid || null, serial: serial || null };
}

/** Rule 2 as the design says it. @returns the machine that a request is, `new`, `nobody`, or those it is in conflict with */
function whoIs(asked: Drawn, known: readonly Owner[]): Owner | Owner[] | 'new' | 'nobody' {
  const owners = known.filter(
    ({ own }) =>
      own.macs.some((mac) => asked.macs.includes(mac)) ||
      (own.uuid !== null && own.uuid === asked.uuid) ||
      (own.serial !== null && own.serial === asked.serial),
  );
  const [owner] = owners;
  if (owner === undefined) {
    return asked.macs.length === 0 && asked.uuid === null && asked.serial === null ? 'nobody' : 'new';
  }
  const { own } = owner;
  const carriesMac = own.macs.length === 0 || own.macs.some((mac) => asked.macs.includes(mac));
  const agrees =
    (own.uuid === null || asked.uuid === null || own.uuid === asked.uuid) &&
    (own.serial === null || asked.serial === null || own.serial === asked.serial);
  return owners.length === 1 && carriesMac && agrees ? owner : owners;
}

let rounds = 0;

test('of up to four machines that share identifiers, nobody is ever taken for another, and nothing is learnt', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 2, maxLength: 12 }), async (requests) => {
      const round = new Round((rounds += 1));
      const known: Owner[] = [];
      for (const request of requests) {
        const asked = withoutPlaceholders(request);
        const line = headline((await app.boot(round.query(request))).script);
        const who = whoIs(asked, known);
        if (who === 'nobody') {
          expect(line).toMatch(/^NB1104: unknown machine:/);
        } else if (who === 'new') {
          const id = Number(/^NB1002: machine (\d+):/.exec(line)?.[1]);
          expect(known.map((owner) => owner.id)).not.toContain(id);
          known.push({ id, own: asked, isHeld: false });
        } else if (Array.isArray(who)) {
          expect(line).toMatch(/^NB1103: unknown machine:/);
          for (const owner of who) owner.isHeld = true;
        } else {
          expect(line).toMatch(new RegExp(`^${who.isHeld ? 'NB1102' : 'NB1002'}: machine ${who.id}:`));
        }
      }
      for (const { id, own, isHeld } of known) {
        const { macs, uuid, serial, state } = await app.show({ id });
        expect({ macs, uuid, serial, state }).toEqual({
          macs: own.macs.map((mac) => round.mac(mac)).sort(),
          uuid: own.uuid === null ? null : round.uuid(own.uuid),
          serial: own.serial === null ? null : round.serial(own.serial),
          state: isHeld ? 'held' : 'new',
        });
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);
