import { connect } from 'node:net';
import { machineGrant } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../harness/ask.ts';
import { FailingWrites } from '../harness/failing-writes.ts';
import { installer, kiwisprayImage, withManifest } from '../harness/images.ts';
import { diskOfUnknown, diskSaying } from '../harness/read-script.ts';
import { TestApp } from '../harness/start-app.ts';

let app: TestApp;
let writes: FailingWrites;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import('image1', installer);
  await app.import('secret', { ...installer, ...withManifest('isPrivate: true') });
  writes = new FailingWrites(app.data);
});
afterAll(async () => {
  writes.close();
  await app.stop();
});

const text = 'text/plain; charset=utf-8';

function plain({ status, type, text: body }: Answer): [number, string, string] {
  return [status, type, body];
}

describe('a machine that asks for a script gets a script, always with 200', () => {
  test('when nothing in its request says who it is', async () => {
    expect(plain(await app.ask('/bootstrap'))).toEqual([
      200,
      text,
      diskSaying(
        'NB1104: unknown machine: nothing in the request identifies this machine; it boots its own disk',
        'The request must carry a MAC, a UUID or a serial number: chain to /bootstrap.ipxe, which sends them.',
      ),
    ]);
  });

  test('when the server itself fails: it asks again after ten seconds, and boots its disk when nobody answers', async () => {
    writes.failAt(-1);
    const answer = await app.ask('/bootstrap?net0=52:54:00:99:00:01');
    writes.failAt(0);
    expect(plain(answer)).toEqual([
      200,
      text,
      `#!ipxe
echo Netberth NB1190: the server could not decide: an error of the server, see its log
echo Netberth It asks again by itself. Look at the log of the server.
isset \${netberth_failures} || set netberth_failures:int32 0
inc netberth_failures
iseq \${netberth_failures} 11 && goto disk ||
echo Netberth: attempt \${netberth_failures} of 10; asking again in 10 seconds
sleep 10
chain --autofree --replace bootstrap.ipxe || goto disk
:disk
${diskOfUnknown}`,
    ]);
  });

  test('when its parameters are not even percent-encoded text', async () => {
    const answer = await app.ask('/bootstrap?net0=%&uuid=%zz&serial=%00%ff&&&=&pick=%E2%28');
    expect([answer.status, answer.text.slice(0, 6)]).toEqual([200, '#!ipxe']);
  });

  test('when it sends a body that nobody asked for', async () => {
    const answer = await app.ask({ path: '/bootstrap.ipxe', headers: { 'content-type': 'x' }, body: 'body' });
    expect([answer.status, answer.text.slice(0, 6)]).toEqual([200, '#!ipxe']);
  });

  test('at the address of the server alone, where iPXE gets what a browser does not', async () => {
    const fromIpxe = await app.ask({
      path: '/',
      headers: { 'user-agent': 'iPXE/1.21.1', accept: 'text/html' },
    });
    const nameless = await app.ask('/');
    const asked = await app.ask('/bootstrap.ipxe');
    expect(fromIpxe.text).toBe(asked.text);
    expect(nameless.text).toBe(asked.text);
    expect(plain(asked).slice(0, 2)).toEqual([200, text]);
  });
});

test('a browser gets a page that says what this is', async () => {
  const answer = await app.ask({
    path: '/',
    headers: { 'user-agent': 'Mozilla/5.0', host: 'boot.example:8080' },
  });
  expect([answer.status, answer.type]).toEqual([200, 'text/html; charset=utf-8']);
  expect(answer.text).toContain('<p>At an iPXE prompt: <code>chain http://boot.example:8080/</code></p>');
});

describe('an installer gets text with a real status, a code and what to do', () => {
  test.each([
    ['/post-install', 404, 'NB2001: the request has no id\nCall it as /post-install?id=ID&bootid=BOOTID.\n'],
    ['/finish?id=0', 404, 'NB2001: the request has no id\nCall it as /finish?id=ID&bootid=BOOTID.\n'],
    ['/failed?id=-1', 404, 'NB2001: the request has no id\nCall it as /failed?id=ID&bootid=BOOTID.\n'],
    ['/state?id=x', 404, 'NB2001: the request has no id\nCall it as /state?id=ID&bootid=BOOTID.\n'],
    ['/config/x/y/z', 404, 'NB2001: the request has no id\nCall it as /config/ID/BOOTID/NAME.\n'],
    [
      '/finish?id=999&bootid=x',
      401,
      'NB2002: the boot id is not one of machine 999\nBoot ids come with the boot script; a newer boot may have taken over.\n',
    ],
    [
      '/config/999/x/ks.cfg',
      401,
      'NB2002: the boot id is not one of machine 999\nBoot ids come with the boot script; a newer boot may have taken over.\n',
    ],
    [
      '/state?id=1',
      403,
      'NB2008: listing machines is off\nIf everybody on this network may read it: netberth settings set kiwispray.openListing true\n',
    ],
    [
      '/hosts',
      403,
      'NB2008: listing machines is off\nIf everybody on this network may read it: netberth settings set kiwispray.openListing true\n',
    ],
  ])('%s is answered with %i', async (path, status, body) => {
    expect(plain(await app.ask(path))).toEqual([status, text, `Netberth ${body}`]);
  });

  test('who updates with nonsense is told all of it', async () => {
    const body = 'mac=nonsense&metadata=%7B';
    expect(plain(await app.ask({ method: 'POST', path: '/update?id=1&bootid=x', body }))).toEqual([
      400,
      text,
      'Netberth NB2007: the update is refused: mac "nonsense" is not a MAC; metadata is not JSON: Expected property name or \'}\' in JSON at position 1 (line 1 column 2)\nSend form fields mac (repeated) and metadata (a JSON object).\n',
    ]);
  });

  test('an answer file that the profile does not have is 404', async () => {
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    const { bootId } = await app.boot(machine.presented);
    expect(plain(await app.ask(`/config/${machine.id}/${bootId}/none.yaml`))).toEqual([
      404,
      text,
      'Netberth NB2005: the profile image1 has no answer file "none.yaml"\nThose that it has: netberth profile show image1\n',
    ]);
  });

  test('a server that fails says so with 500, and its report may be sent again', async () => {
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    const { bootId } = await app.boot(machine.presented);
    writes.failAt(-1);
    const answer = await app.call('/finish', machine, bootId);
    writes.failAt(0);
    expect(plain(answer)).toEqual([
      500,
      text,
      'Netberth NB2090: the server failed\nTry again; the log of the server tells why.\n',
    ]);
    expect((await app.call('/finish', machine, bootId)).text).toBe(
      `machine ${machine.id}: image1 finished\n`,
    );
  });

  test.each(['nonsense', '', 'application/json', 'multipart/form-data'])(
    'a report is heard whatever type its body claims to be: "%s"',
    async (type) => {
      const machine = await app.addMachine();
      await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
      const { bootId } = await app.boot(machine.presented);
      const path = `/finish?id=${machine.id}&bootid=${bootId}`;
      const answer = await app.ask({ method: 'POST', path, body: 'x=1', headers: { 'content-type': type } });
      expect(plain(answer)).toEqual([200, text, `machine ${machine.id}: image1 finished\n`]);
    },
  );
});

describe('who asks for a file gets a real 4xx, so that || works', () => {
  test.each([
    ['/images/none/vmlinuz', 404, 'Netberth NB2014: there is no profile "none"\nSee netberth profile list\n'],
    [
      '/images/image1/none',
      404,
      'Netberth NB2013: cannot serve "none": the profile has no such file; `netberth profile show` lists them.\n',
    ],
    [
      '/b/77/images/image1/none',
      404,
      'Netberth NB2013: cannot serve "none": the profile has no such file; `netberth profile show` lists them.\n',
    ],
    [
      '/images/image1/',
      400,
      'Netberth NB2017: cannot serve "": a part of it is empty; write one "/" between names and none at either end.\n',
    ],
    [
      '/images/secret/vmlinuz',
      403,
      'Netberth NB2012: the files of secret are private\nThey are served to a live boot of this profile, from its address.\n',
    ],
  ])('%s is answered with %i', async (path, status, body) => {
    expect(plain(await app.ask(path))).toEqual([status, text, body]);
  });

  test('a range behind the end is 416', async () => {
    const { status, headers } = await app.ask({
      path: '/images/image1/vmlinuz',
      headers: { range: 'bytes=10-' },
    });
    expect([status, headers['content-range']]).toEqual([416, 'bytes */10']);
  });

  test('HEAD is answered like GET, without the file', async () => {
    const { status, headers, text: body } = await app.ask({ method: 'HEAD', path: '/images/image1/vmlinuz' });
    expect([status, headers['content-length'], body]).toEqual([200, '10', '']);
  });
});

describe('what has no route gets text', () => {
  test.each([
    ['GET', '/nothing', 404, 'NB2011: there is nothing at /nothing'],
    ['POST', '/bootstrap', 404, 'NB2011: there is nothing at /bootstrap'],
    ['DELETE', '/finish?id=1', 404, 'NB2011: there is nothing at /finish'],
    ['POST', '/images/image1/vmlinuz', 404, 'NB2011: there is nothing at /images/image1/vmlinuz'],
    ['GET', '/images/%/x', 400, 'NB2015: the request cannot be read: its path is not percent-encoded UTF-8'],
    ['GET', '/%ff', 400, 'NB2015: the request cannot be read: its path is not percent-encoded UTF-8'],
    [
      'GET',
      `/config/1/${'a'.repeat(600)}/x`,
      400,
      'NB2015: the request cannot be read: a part of its path is too long',
    ],
    [
      'GET',
      `/bootstrap?serial=${'a'.repeat(20_000)}`,
      400,
      'NB2015: the request cannot be read: its first line and headers are larger than 16 KiB',
    ],
  ])('%s %s', async (method, path, status, first) => {
    expect(plain(await app.ask({ method, path }))).toEqual([
      status,
      text,
      `Netberth ${first}\nMachines start at /bootstrap.ipxe.\n`,
    ]);
  });

  test.each([
    'nonsense\r\n\r\n',
    'BREW / HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n',
  ])('what is not HTTP: %j', async (request) => {
    expect(await sendRaw(request)).toBe(
      `HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 95\r\nconnection: close\r\n\r\nNetberth NB2015: the request cannot be read: it is not HTTP\nMachines start at /bootstrap.ipxe.\n`,
    );
  });
});

describe('the API answers with problem+json', () => {
  const problem = 'application/problem+json; charset=utf-8';
  test.each([
    [
      'GET',
      '/api/v1/nothing',
      404,
      'NB3021',
      'the API has nothing at GET /api/v1/nothing. See /api/openapi.json.',
    ],
    [
      'DELETE',
      '/api/v1/machines',
      404,
      'NB3021',
      'the API has nothing at DELETE /api/v1/machines. See /api/openapi.json.',
    ],
    ['GET', '/api/v1/machines/999', 404, 'NB3004', 'there is no machine "999". See netberth machine list'],
    [
      'GET',
      `/api/v1/machines/${'a'.repeat(253)}`,
      404,
      'NB3004',
      `there is no machine "${'a'.repeat(253)}". See netberth machine list`,
    ],
    [
      'GET',
      '/api/v1/machines/%',
      400,
      'NB3022',
      'the request cannot be read: its path is not percent-encoded UTF-8. See /api/openapi.json.',
    ],
    [
      'GET',
      '/api/v1/machines?limit=x',
      400,
      'NB3001',
      'the input is not usable. The fields below say what is wanted.',
    ],
  ])('%s %s', async (method, path, status, code, detail) => {
    const answer = await app.askSocket({ method, path });
    expect([answer.status, answer.type]).toEqual([status, problem]);
    expect(JSON.parse(answer.text)).toMatchObject({
      status,
      code,
      detail,
      type: `urn:netberth:error:${code.toLowerCase()}`,
    });
  });

  test.each([
    ['no JSON', { 'content-type': 'application/json' }, '{'],
    ['JSON that would reach into prototypes', { 'content-type': 'application/json' }, '{"__proto__": {}}'],
    ['another type', { 'content-type': 'text/xml' }, '<machine/>'],
  ])('a body that is %s is 400', async (_, headers, body) => {
    const answer = await app.askSocket({ method: 'POST', path: '/api/v1/machines', headers, body });
    expect([answer.status, answer.type]).toEqual([400, problem]);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'NB3001', status: 400 });
  });

  test('a server that fails says so with 500, without what went wrong', async () => {
    writes.failAt(-1);
    const answer = await app.askSocket({
      method: 'POST',
      path: '/api/v1/machines',
      headers: { 'content-type': 'application/json' },
      body: '{"macs":["52:54:00:99:00:02"]}',
    });
    writes.failAt(0);
    expect([answer.status, answer.type]).toEqual([500, problem]);
    expect(JSON.parse(answer.text)).toEqual({
      type: 'urn:netberth:error:nb3090',
      title: 'Internal Server Error',
      status: 500,
      code: 'NB3090',
      detail: 'the server failed. Try again; the log of the server tells why.',
    });
  });
});

test('an image brings its own words for a person once, not twice', async () => {
  const { warnings } = await app.import('kiwi1', kiwisprayImage);
  expect(warnings).toEqual([
    'post_install.tmpl shows @metadata.role@: it stays as it is for a machine without that metadata',
  ]);
});

function sendRaw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(app.bootPort, '127.0.0.1');
    let received = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
    socket.write(request);
  });
}
