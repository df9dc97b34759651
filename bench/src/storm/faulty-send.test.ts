import { expect, test } from 'vitest';
import { faultySend, noFaults } from './faulty-send.ts';
import { seededChance } from './seeded-chance.ts';
import { plainRequest } from './storm-request.ts';
import type { StormAnswer } from './storm-request.ts';

const request = plainRequest('finish', 'http://192.0.2.1/finish');

function server() {
  const heard: string[] = [];
  const send = async ({ url }: { readonly url: string }): Promise<StormAnswer> => {
    heard.push(url);
    return { kind: 'text', status: 200, text: `answer ${heard.length}` };
  };
  return { heard, send };
}

test('a question that is lost is not heard, an answer that is lost was', async () => {
  const { heard, send } = server();
  const loseQuestions = faultySend(send, () => 0, { ...noFaults, lostQuestions: 1 });
  expect(await loseQuestions(request)).toEqual({ kind: 'lost', why: 'the question was lost on purpose' });
  expect(heard.length).toBe(0);
  const loseAnswers = faultySend(send, () => 0, { ...noFaults, lostAnswers: 1 });
  expect(await loseAnswers(request)).toEqual({ kind: 'lost', why: 'the answer was lost on purpose' });
  expect(heard.length).toBe(1);
});

test('a repeated request is heard twice, and so is one of which a copy comes late', async () => {
  const { heard, send } = server();
  await faultySend(send, () => 0, { ...noFaults, repeats: 1 })(request);
  expect(heard.length).toBe(2);
  const copies = new Set<Promise<unknown>>();
  await faultySend(send, () => 0, { ...noFaults, latecomers: 1 }, copies)(request);
  await Promise.all(copies);
  expect(heard.length).toBe(4);
});

test('the same seed loses the same requests', async () => {
  const fates = async (seed: number): Promise<string> => {
    const send = faultySend(server().send, seededChance(seed), { ...noFaults, lostQuestions: 0.5 });
    let text = '';
    for (let count = 0; count < 40; count += 1) text += (await send(request)).kind === 'lost' ? 'x' : '.';
    return text;
  };
  expect(await fates(7)).toBe(await fates(7));
  expect(await fates(7)).not.toBe(await fates(8));
  expect(await fates(7)).toMatch(/x.*\..*x/);
});
